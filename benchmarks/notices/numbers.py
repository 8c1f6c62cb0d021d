"""Counts and rates as notices write them, right and wrong."""

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from benchmarks.notices.page import Page

DIGITS = "零一二三四五六七八九"
TEN, HUNDRED, THOUSAND = 10, 100, 1000
MANNERS = ("agrees", "truncated", "differs")


def chinese(count: int) -> str:
    """A count below ten thousand in Chinese numerals."""
    if count < TEN:
        return DIGITS[count]
    text, pending = "", False
    for size, word in ((THOUSAND, "千"), (HUNDRED, "百"), (TEN, "十"), (1, "")):
        digit, count = divmod(count, size)
        if digit:
            text += ("零" if pending else "") + DIGITS[digit] + word
        pending = bool(text) and not digit and bool(count)
    return text.removeprefix("一") if text.startswith("一十") else text


def rounded(part: int, whole: int, decimals: int, *, cut: bool = False) -> Decimal:
    """The rate in per cent at so many decimals."""
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(100 * part) / Decimal(whole)
    return exact.quantize(step, rounding=ROUND_DOWN if cut else ROUND_HALF_UP)


def fits(stated: Decimal, part: int, whole: int) -> str:
    """``agrees``, ``truncated`` or ``differs``: what a stated rate is to its counts."""
    decimals = max(0, -int(stated.as_tuple().exponent))
    if stated == rounded(part, whole, decimals):
        return "agrees"
    return "truncated" if stated == rounded(part, whole, decimals, cut=True) else "differs"


def fits_a_base(stated: Decimal, whole: int) -> str:
    """The same of a rate whose part is not told: ``impossible`` when no whole number gives it."""
    near = int(stated * whole / 100)
    every = {
        fits(stated, part, whole) for part in range(max(0, near - 2), min(whole, near + 2) + 1)
    }
    return next((one for one in ("agrees", "truncated") if one in every), "impossible")


def wrong_rates(part: int, whole: int, decimals: int, random: Random) -> Iterator[Decimal]:
    """Mistakes that notices make: a slip of digits, another base, a lost nought, one too many."""
    true = rounded(part, whole, decimals)
    step = Decimal(1).scaleb(-decimals)
    while True:
        slip = random.randrange(5)
        if slip == 0:
            digits = list(str(true))
            places = [n for n, one in enumerate(digits) if one.isdigit()]
            first, second = random.sample(places, 2) if len(places) > 1 else (0, 0)
            digits[first], digits[second] = digits[second], digits[first]
            tried = Decimal("".join(digits))
        elif slip == 1:
            tried = rounded(min(whole, part + random.choice((-2, -1, 1, 2))), whole, decimals)
        elif slip == 2:
            tried = rounded(part, max(1, whole + random.choice((-3, -1, 1, 4))), decimals)
        elif slip == 3:
            tried = true + step * random.choice((-30, -10, -5, -2, 2, 5, 10, 30))
        else:
            tried = true + random.choice((-10, -9, -1, 1, 9, 10))
        tried = tried.quantize(step)
        if 0 < tried <= 100 and (tried != 100 or part == whole):
            yield tried


def written_rate(value: Decimal, page: Page) -> str:
    """97.04%, 97.04％ or, seldom, 百分之九十七点零四."""
    draw = page.random.random()
    if draw < 0.92:
        return f"{value}%"
    if draw < 0.97:
        return f"{value}％"
    whole, _, after = str(value).partition(".")
    point = "点" + "".join(DIGITS[int(one)] for one in after) if after else ""
    return "百分之" + chinese(int(whole)) + point if int(whole) < HUNDRED else f"{value}%"


def rate(page: Page, part: int, whole: int, kind: str, manner: str = "") -> str:
    """A rate of told part and base, as its figure."""
    value, verdict = _drawn(page, part, whole, manner)
    return page.figure(written_rate(value, page), kind, verdict)


def _drawn(page: Page, part: int, whole: int, manner: str) -> tuple[Decimal, str]:
    random = page.random
    if not manner:
        draw = random.random()
        manner = "agrees" if draw > 2 * page.sloppy else MANNERS[1 + (draw > page.sloppy)]
    for _ in range(200):
        decimals = random.choice((0, 1, 1, 2, 2))
        if manner == "differs":
            value = next(wrong_rates(part, whole, decimals, random))
        else:
            value = rounded(part, whole, decimals, cut=manner == "truncated")
        if fits(value, part, whole) == manner:
            break
    else:
        value = rounded(part, whole, 2)
    if part in {0, whole} and value == value.to_integral() and random.random() < 0.9:
        value = value.to_integral()
    return value, fits(value, part, whole)


def lone_rate(page: Page, part: int, whole: int, kind: str) -> str:
    """A rate that stands with its base alone; some no whole number on that base gives."""
    random = page.random
    value, _ = _drawn(page, part, whole, random.choice(("agrees", "agrees", "agrees", "truncated")))
    if random.random() < page.sloppy:
        for tried, _ in zip(wrong_rates(part, whole, 2, random), range(80), strict=False):
            if fits_a_base(tried, whole) == "impossible":
                value = tried
                break
    return page.figure(written_rate(value, page), kind, fits_a_base(value, whole))


def count(number: int, page: Page) -> str:
    """A count, seldom in Chinese numerals, seldom with a comma at the thousands."""
    draw = page.random.random()
    if number < HUNDRED and draw < 0.04 and number not in {0, 2}:
        return chinese(number)
    if number >= THOUSAND and draw < 0.05:
        return f"{number:,}"
    return str(number)
