"""Changes that disagree with the figures they are changes between."""

import re
from collections.abc import Iterator
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.figures.arithmetic import Agreement, Figure, judge_change, judge_sum
from xuncha.engine.proofread.figures.claim import Claim, claim_over, impossible, written
from xuncha.engine.proofread.figures.quantities import Sort
from xuncha.engine.proofread.figures.statements import Stated, Statement

_COMPARED = re.compile(
    r"^[一-鿿（）()]{0,10}[，,](?:同?比|较)(?:上年|去年|上季度?|上月|上期|前年)(?:同期)?(?:增长前)?的$"
)
_OVER_YEARS = re.compile(r"年均|月均|平均|复合|累计")
_TO_LAST = re.compile(r"同比|环比")
_LAST = re.compile(r"同期|上年|去年|上月|上季|上期")


def change_claims(one: Statement) -> Iterator[Claim]:
    """由50个增加到60个，增长20%: direction, size and points of a change."""
    for at in range(len(one.stated) - 1):
        before, after = one.stated[at], one.stated[at + 1]
        verb = _verb(one, before, after)
        if verb is None or not _comparable(one, before, after):
            continue
        rises = after.quantity.figure.value > before.quantity.figure.value
        same = after.quantity.figure.value == before.quantity.figure.value
        against = words("figures_words", "falls" if rises else "rises")
        if before.quantity.sort is Sort.PERCENT and not rises:
            against = (*against, *words("figures_words", "turns"))
        if not same and verb in against:
            said = one.text[before.quantity.start : after.quantity.end]
            yield claim_over(one, (before, after), "change-direction", impossible(), said)
            continue
        if at + 2 < len(one.stated) and not same:
            yield from _size(one, before, after, one.stated[at + 2], lead_from=after)
    yield from _from_last_year(one)


def _from_last_year(one: Statement) -> Iterator[Claim]:
    """完成60家，比上年的50家增长20%."""
    for later, earlier, stated in zip(one.stated, one.stated[1:], one.stated[2:], strict=False):
        between = one.text[later.quantity.end : earlier.quantity.start]
        same = later.quantity.unit == earlier.quantity.unit and "%" not in later.quantity.unit
        if same and _COMPARED.search(between) and stated.quantity.sort is Sort.PERCENT:
            yield from _size(one, earlier, later, stated, lead_from=earlier)


def _verb(one: Statement, before: Stated, after: Stated) -> str | None:
    lead = one.text[max(0, before.quantity.start - 16) : before.quantity.start]
    start = max(lead.rfind("由"), lead.rfind("从"))
    if start == -1 or re.search("[，、；：（）]", lead[start:]):
        return None
    match = _changes().fullmatch(one.text[before.quantity.end : after.quantity.start])
    return match["verb"] if match else None


@cache
def _changes() -> re.Pattern[str]:
    sorts = ("rises", "falls", "turns")
    verbs = "|".join(word for sort in sorts for word in words("figures_words", sort))
    return re.compile(
        rf"[一-鿿（）()\d年]{{0,12}}?(?P<verb>{verbs})(?:(?<=至)|到了?|至|为|成)(?:[一-鿿\d]{{0,6}}年)?的?"
    )


def _comparable(one: Statement, before: Stated, after: Stated) -> bool:
    near = one.text[max(0, before.quantity.start - 2) : before.quantity.start]
    return (
        before.quantity.unit == after.quantity.unit
        and before.quantity.unit not in words("figures_words", "rank")
        and not re.search("[第负\\-−－]", near)
    )


def _size(
    one: Statement, before: Stated, after: Stated, stated: Stated, *, lead_from: Stated
) -> Iterator[Claim]:
    lead = one.text[lead_from.quantity.end : stated.quantity.start]
    if not _sizes().fullmatch(lead) or _OVER_YEARS.search(lead):
        return
    if _TO_LAST.search(lead) and not _LAST.search(one.text[: lead_from.quantity.start]):
        return
    here = (before, after, stated)
    earlier, later = before.quantity.figure, after.quantity.figure
    said = stated.quantity.figure
    span = abs(later.value - earlier.value)
    shown = f"{written(one, before)}→{written(one, after)}"
    if before.quantity.sort is not Sort.PERCENT:
        if stated.quantity.sort is Sort.PERCENT:
            judged = judge_change(earlier, later, said)
            yield claim_over(one, here, "change-differs", judged, shown)
        elif stated.quantity.unit == before.quantity.unit:
            judged = judge_sum([Figure(span, earlier.step + later.step)], said)
            yield claim_over(one, here, "difference-differs", judged, shown)
        return
    if stated.quantity.sort is Sort.POINTS:
        judged = judge_sum([Figure(span)], said)
        rounded = judge_sum([Figure(span, max(earlier.step, later.step))], said)
        doubtful = rounded.agreement is Agreement.AGREES
        yield claim_over(one, here, "points-differ", judged, shown, doubtful=doubtful)
    elif stated.quantity.sort is Sort.PERCENT and span == said.value:
        exact = judge_change(Figure(earlier.value), Figure(later.value), said)
        if exact.agreement is not Agreement.AGREES:
            yield claim_over(one, here, "percent-for-points", impossible(), shown)


@cache
def _sizes() -> re.Pattern[str]:
    verbs = "|".join(words("figures_words", "grows"))
    return re.compile(
        rf"[，,、（(]?(?:同比|环比|年均|共|累计|实际|净)?(?:{verbs})(?:了|幅度?为|幅度?达|率为|为|达)?"
    )
