"""Numbers that pass their checks, and numbers that look like them."""

import datetime as dt
import re
from random import Random

AREAS = (
    "110101", "110108", "120103", "130102", "130681", "140105", "150102", "152201", "210102",
    "220104", "230103", "310104", "320106", "320583", "330106", "330324", "340103", "350203",
    "360103", "370102", "371722", "410102", "411523", "420106", "421123", "430102", "433122",
    "440106", "441481", "450103", "451022", "460105", "500112", "500233", "510104", "513426",
    "520103", "522628", "530102", "533421", "540102", "542622", "610102", "610827", "620102",
    "622901", "630102", "632801", "640104", "650102", "653125",
)  # fmt: skip
MOBILE = (
    "130", "131", "132", "133", "135", "136", "137", "138", "139", "147", "150", "151", "152",
    "153", "155", "156", "157", "158", "159", "166", "173", "175", "176", "177", "178", "180",
    "181", "182", "183", "184", "185", "186", "187", "188", "189", "191", "193", "198", "199",
)  # fmt: skip
CARDS = (
    ("622202", 19), ("621226", 19), ("622848", 19), ("622845", 19), ("621700", 19), ("622700", 19),
    ("621660", 19), ("621799", 19), ("622188", 19), ("622588", 16), ("621483", 16), ("622262", 17),
    ("622622", 16), ("622909", 18), ("625965", 16), ("622155", 16), ("621098", 19), ("622568", 19),
)  # fmt: skip
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def identity(random: Random) -> str:
    """A valid identity number."""
    born = dt.date(1940, 1, 1) + dt.timedelta(days=random.randrange(29000))
    head = random.choice(AREAS) + born.strftime("%Y%m%d") + f"{random.randrange(1, 1000):03}"
    return head + check_of(head)


def check_of(head: str) -> str:
    """The check character of the first 17 digits (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(head, WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def mobile(random: Random) -> str:
    """A mobile number."""
    return random.choice(MOBILE) + digits(random, 8)


def card(random: Random) -> str:
    """A bank card number of a real issuer's range that passes Luhn."""
    issuer, length = random.choice(CARDS)
    head = issuer + digits(random, length - 7)
    return head + next(d for d in "0123456789" if luhn(head + d))


def luhn(number: str) -> bool:
    """Whether a number passes the Luhn check."""
    total = 0
    for at, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if at % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def digits(random: Random, count: int) -> str:
    """So many random digits."""
    return "".join(random.choice("0123456789") for _ in range(count))


def credit_code(random: Random) -> str:
    """A valid unified social credit code; now and then one of digits only."""
    while True:
        body = (
            digits(random, 9)
            if random.random() < 0.5
            else "MA" + digits(random, 6) + random.choice(CREDIT)
        )
        head = random.choice(("91", "92", "12", "11", "51", "93")) + random.choice(AREAS) + body
        total = sum(CREDIT.index(char) * pow(3, at, 31) for at, char in enumerate(head))
        code = head + CREDIT[(31 - total % 31) % 31]
        if not (code[:17].isdigit() and is_identity(code)):
            return code


def is_identity(number: str) -> bool:
    """Whether 18 characters are a valid identity number."""
    try:
        dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return check_of(number[:17]) == number[17]


def almost_identity(random: Random) -> str:
    """Eighteen digits with a date in them that do not pass the check."""
    true = identity(random)
    return true[:17] + random.choice([d for d in "0123456789" if d != true[17]])


def almost_card(random: Random) -> str:
    """A number as long as a card's that no bank issues, or that fails Luhn."""
    true = card(random)
    if random.random() < 0.5:
        return true[:-1] + str((int(true[-1]) + 3) % 10) if true[-1].isdigit() else true
    head = "20" + digits(random, 16)
    return head + next(d for d in "0123456789" if luhn(head + d))


def land_line(random: Random) -> str:
    """The number of an office with its area code."""
    area = random.choice(
        ("010", "021", "0571", "0851", "0931", "0898", "0771", "029", "0458", "0991")
    )
    number = random.choice("2345678") + digits(random, 7 if len(area) == 3 else 6)
    return random.choice(
        (f"{area}-{number}", f"（{area}）{number}", f"{area}—{number}", f"{area} {number}")
    )


def drawn(text: str, random: Random) -> str:
    """The text with its {D4}, {LAND}, {CREDIT} and the like filled in."""
    whole = {
        "LAND": land_line,
        "CREDIT": credit_code,
        "BADID": almost_identity,
        "BADID14": lambda r: random.choice(AREAS) + "02" + digits(r, 6),
        "BADCARD": almost_card,
        "YEAR": lambda r: str(r.randint(2019, 2025)),
        "LON": lambda r: f"{r.randint(75, 134)}.{digits(r, 6)}",
        "LAT": lambda r: f"{r.randint(19, 52)}.{digits(r, 6)}",
        "LET": lambda r: r.choice("ABCDEFGH"),
        "MASKED": lambda r: masked(identity(r), r),
        "ORGACC": lambda r: "2010000" + digits(r, 10) + random.choice(("0", "")),
    }

    def value(found: re.Match[str]) -> str:
        key = found[1]
        if key in whole:
            return whole[key](random)
        return digits(random, int(key[1:])) if re.fullmatch(r"D\d+", key) else found[0]

    return re.sub(r"\{([A-Z]+\d*)\}", value, text)


def masked(number: str, random: Random) -> str:
    """An identity number with its middle hidden."""
    mark = random.choice("*xX×＊")
    start, end = random.choice(((6, 14), (4, 14), (10, 18), (3, 15)))
    return number[:start] + mark * (end - start) + number[end:]
