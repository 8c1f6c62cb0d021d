"""Parts and wholes of one sentence that do not add up."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from xuncha.engine.proofread.figures.arithmetic import Agreement, Figure, judge_sum, printed
from xuncha.engine.proofread.figures.claim import Claim, written
from xuncha.engine.proofread.figures.quantities import Sort, chinese_number
from xuncha.engine.proofread.figures.statements import (
    Stated,
    Statement,
    complement,
    is_opposite,
    negated,
    noun_of,
    predicates,
)

MOST_PARTS = 12
"""Counts of a sentence beyond which no sum is looked for: it is a table in words."""

_TOTAL = re.compile(r"[，,、]?(?:以上)?(?:共计|合计|总计|总共|一共)[一-鿿]{0,4}$")
_TOTAL_BEHIND = re.compile(r"[一-鿿]{0,6}[，,](?:总|合)?共?(?:计|有)?[一-鿿]{0,4}")
_LIST_STEP = re.compile(r"^[一-鿿（）()“”]{0,14}[，、,和及与]{1,2}[一-鿿（）()“”]{1,16}$")
_ANNOUNCED = re.compile(
    r"([二两三四五六七八九十])个?(?:乡镇|乡|镇|县区|县|区|市州|市|部门|单位|街道|村|社区|学校|项目|类)"
    r"(?:合?计?共|总共|累计)?[一-鿿]{0,6}$"
)
_OPEN_LIST = re.compile(r"[等各均每另余多约近超]|包括|其中|以上|以下|左右|至少|不少于")


def sum_claims(one: Statement) -> Iterator[Claim]:
    """Every sum of a statement that is stated as a whole with its parts."""
    counts = one.counts()
    yield from _totals(one)
    yield from _funds(one)
    yield from _numbered_parts(one)
    if not 2 <= len(counts) <= MOST_PARTS:
        return
    yield from _halves(one, counts)
    yield from _greater_parts(one, counts)
    yield from _respective(one, counts)


def _halves(one: Statement, counts: Sequence[Stated]) -> Iterator[Claim]:
    """共135个，其中合格131个，不合格5个: a thing is one or the other, never both or neither."""
    for at, (first, second) in enumerate(pairwise(counts)):
        label = complement(first, second) or complement(second, first)
        whole = _whole_of(one, counts, at) if label else None
        if not label or whole is None:
            continue
        if not _same_unit((whole, first, second)) or negated(whole.before) or _is_loose(one, whole):
            continue
        parts = [first, second]
        rest = [each for each in counts[at + 2 :] if each.quantity.unit == whole.quantity.unit]
        rest = [each for each in rest if each is not whole]
        judged = judge_sum(_figures(parts), whole.quantity.figure)
        earlier = counts[: max(at - 1, 0)]
        if judged.agreement is Agreement.DIFFERS and _explained(whole, parts, rest, earlier):
            continue
        noun = "" if is_opposite(label) else noun_of(label)
        if noun and noun not in whole.before + whole.after:
            continue
        over = judged.computed > whole.quantity.figure.value
        sure = noun is not None and (over or not rest)
        yield _claim(one, "sum-differs", whole, parts, judged.agreement, doubtful=not sure)


def _whole_of(one: Statement, counts: Sequence[Stated], at: int) -> Stated | None:
    """The whole of the two parts from number ``at``: the count before, or 共计 right behind."""
    if at:
        return counts[at - 1]
    if len(counts) < 3:
        return None
    between = one.text[counts[1].quantity.end : counts[2].quantity.start]
    return counts[2] if _TOTAL_BEHIND.fullmatch(between) else None


def _is_loose(one: Statement, whole: Stated) -> bool:
    """Whether the whole is one of a list or only about so many."""
    around = one.text[max(0, whole.quantity.start - 3) : whole.quantity.start]
    after = one.text[whole.quantity.end : whole.quantity.end + 3]
    return bool(
        re.search("[约近超过余各均每]|至少|不少", around) or re.search("以上|以下|左右|余", after)
    )


def _explained(
    whole: Stated, parts: Sequence[Stated], rest: Sequence[Stated], earlier: Sequence[Stated]
) -> bool:
    """Whether other counts of the sentence make the sum right after all."""
    values = [each.quantity.figure.value for each in rest]
    target = whole.quantity.figure.value
    base = sum(_values(parts), Fraction(0))
    wholes = {target, *_values(earlier)}
    if base in wholes:
        return True
    for size in range(1, len(values) + 1):
        for chosen in combinations(values, size):
            if base + sum(chosen) in wholes or sum(chosen) in (target, target - base):
                return True
    return False


def _totals(one: Statement) -> Iterator[Claim]:
    """甲30人、乙25人，共计56人: a list closed by its total."""
    every = one.stated
    for at in range(2, len(every)):
        total = every[at]
        begin = every[at - 1].quantity.end
        if not _TOTAL.search(one.text[begin : total.quantity.start]):
            continue
        if not re.fullmatch(
            r"[一-鿿]{0,6}[，,、]?(?:以上)?(?:共计|合计|总计|总共|一共)[一-鿿]{0,4}",
            one.text[begin : total.quantity.start],
        ):
            continue
        parts = _list_before(one, at)
        span = one.text[parts[0].quantity.start : total.quantity.end] if parts else ""
        if len(parts) < 2 or _OPEN_LIST.search(span) or total.quantity.sort is Sort.PERCENT:
            continue
        if any(each.quantity.unit == total.quantity.unit for each in every[: at - len(parts)]):
            continue
        judged = judge_sum(_figures(parts), total.quantity.figure)
        yield _claim(one, "sum-differs", total, parts, judged.agreement, doubtful=False)


def _list_before(one: Statement, at: int) -> list[Stated]:
    """The unbroken list of quantities of the same unit that ends before number ``at``."""
    unit = one.stated[at].quantity.unit
    parts: list[Stated] = []
    for each in reversed(one.stated[:at]):
        if each.quantity.unit != unit:
            break
        if parts and not _LIST_STEP.match(one.text[each.quantity.end : parts[0].quantity.start]):
            break
        parts.insert(0, each)
    return parts


def _greater_parts(one: Statement, counts: Sequence[Stated]) -> Iterator[Claim]:
    """共135个，其中合格140个: a part greater than its whole."""
    for whole, part in pairwise(counts):
        between = one.text[whole.quantity.end : part.quantity.start]
        if "其中" not in between or not _same_unit((whole, part)) or _is_loose(one, whole):
            continue
        if part.quantity.figure.value <= whole.quantity.figure.value:
            continue
        sure = part.before in predicates() or part.after in predicates()
        yield Claim(
            one.start + whole.quantity.start,
            one.start + part.quantity.end,
            "part-over-whole",
            Agreement.IMPOSSIBLE,
            not sure,
            {"part": written(one, part), "whole": written(one, whole)},
        )


def _respective(one: Statement, counts: Sequence[Stated]) -> Iterator[Claim]:
    """其中甲、乙、丙分别为50个、40个、60个: a list that reads as complete."""
    for at, whole in enumerate(counts[:-2]):
        parts = counts[at + 1 :]
        between = one.text[whole.quantity.end : parts[0].quantity.start]
        if "其中" not in between or "分别" not in between or not _same_unit((whole, *parts)):
            continue
        judged = judge_sum(_figures(parts), whole.quantity.figure)
        if judged.computed > whole.quantity.figure.value:
            yield _claim(one, "sum-differs", whole, parts, judged.agreement, doubtful=True)


def _numbered_parts(one: Statement) -> Iterator[Claim]:
    """三个乡镇共植树100亩，其中东乡40亩、西乡30亩、南乡20亩: as many parts as were announced."""
    for at, whole in enumerate(one.stated[:-2]):
        first = one.stated[at + 1]
        announced = _ANNOUNCED.search(one.text, 0, whole.quantity.start)
        if not announced or "其中" not in _between(one, whole, first):
            continue
        parts = _list_from(one, at + 1)
        if len(parts) != chinese_number(announced[1]) or not _same_unit((whole, *parts)):
            continue
        if not _OPEN_LIST.search(_span(one, parts)):
            judged = judge_sum(_figures(parts), whole.quantity.figure)
            yield _claim(one, "sum-differs", whole, parts, judged.agreement, doubtful=False)


def _list_from(one: Statement, at: int) -> list[Stated]:
    """The unbroken list of quantities of one unit that begins at number ``at``."""
    parts = [one.stated[at]]
    for each in one.stated[at + 1 :]:
        same = each.quantity.unit == parts[0].quantity.unit
        if not same or not _LIST_STEP.match(_between(one, parts[-1], each)):
            break
        parts.append(each)
    return parts


def _funds(one: Statement) -> Iterator[Claim]:
    """总投资5000万元，其中中央3000万元、省级2500万元: sources of money seldom overlap."""
    for at, whole in enumerate(one.stated[:-2]):
        first = one.stated[at + 1]
        if not whole.quantity.unit == first.quantity.unit == "元":
            continue
        if "其中" not in _between(one, whole, first):
            continue
        parts = _list_from(one, at + 1)
        judged = judge_sum(_figures(parts), whole.quantity.figure)
        over = judged.computed > whole.quantity.figure.value
        if len(parts) > 1 and over and not _OPEN_LIST.search(_span(one, parts)):
            yield _claim(one, "sum-differs", whole, parts, judged.agreement, doubtful=True)


def _between(one: Statement, first: Stated, second: Stated) -> str:
    return one.text[first.quantity.end : second.quantity.start]


def _span(one: Statement, parts: Sequence[Stated]) -> str:
    return one.text[parts[0].quantity.start : parts[-1].quantity.end]


def _claim(
    one: Statement,
    rule: str,
    whole: Stated,
    parts: Sequence[Stated],
    agreement: Agreement,
    *,
    doubtful: bool,
) -> Claim:
    places = [whole.quantity, *(each.quantity for each in parts)]
    total = sum(_values(parts), Fraction(0))
    return Claim(
        one.start + min(each.start for each in places),
        one.start + max(each.end for each in places),
        rule,
        agreement,
        doubtful,
        {
            "parts": "＋".join(written(one, each) for each in parts),
            "computed": f"{printed(total, 4)}{whole.quantity.unit}",
            "stated": written(one, whole),
        },
    )


def _same_unit(stated: Sequence[Stated]) -> bool:
    return len({each.quantity.unit for each in stated}) == 1


def _figures(stated: Sequence[Stated]) -> list[Figure]:
    return [each.quantity.figure for each in stated]


def _values(stated: Sequence[Stated]) -> list[Fraction]:
    return [each.quantity.figure.value for each in stated]
