"""Rates and shares that disagree with the figures beside them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, permutations

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.figures.arithmetic import (
    HUNDRED,
    Agreement,
    Figure,
    judge_rate,
    judge_shares,
)
from xuncha.engine.proofread.figures.claim import Claim, claim_over, impossible, written
from xuncha.engine.proofread.figures.quantities import Sort, read_figure
from xuncha.engine.proofread.figures.statements import (
    Stated,
    Statement,
    negated,
    noun_of,
    predicate_of,
)

MOST_COUNTS = 14
"""Counts of a sentence beyond which a rate may belong to any of them."""

_RATE = re.compile(r"(?P<name>[一-鿿]{2,10})率(?:已经|已)?(?:为|达到|达|是|约为|约)?[:：]?$")
_SHARE = re.compile(
    r"^[，,（(、]?占(?:比|比为|总数的?|全部的?|总量的?|总人数的?|总户数的?|的比例为)?$"
)
_VAGUE = re.compile("以上|以下|左右|多|余|以内")
_LISTED = re.compile(r"^[一-鿿]{0,14}、[一-鿿]{0,12}$")
_SHARES_LEAD = re.compile(r"(?:分别占|(?:占比|比重|比例|占比例)分别(?:为|是|达到?)).{0,4}$")
_ECONOMY = re.compile(
    r"三次产业(?:增加值)?(?:结构|比例|结构比例|构成|之?比)(?:比|比例)?[一-鿿]{0,8}?"
    r"(?P<ratio>\d+(?:\.\d+)?[:：∶]\d+(?:\.\d+)?[:：∶]\d+(?:\.\d+)?)(?![:：∶.\d])"
)


def rate_claims(one: Statement) -> Iterator[Claim]:
    """Every rate of a statement whose part and whole stand in it."""
    percents = [at for at, each in enumerate(one.stated) if each.quantity.sort is Sort.PERCENT]
    if not percents:
        return
    counts = one.counts()
    for at in percents:
        yield from _over(one, one.stated[at])
        if len(counts) <= MOST_COUNTS:
            yield from _rate(one, at, counts)
    yield from _opposite_rates(one)
    yield from _shares(one)


def _rate(one: Statement, at: int, counts: Sequence[Stated]) -> Iterator[Claim]:
    stated = one.stated[at]
    if _VAGUE.match(one.text, stated.quantity.end):
        return
    begin = one.stated[at - 1].quantity.end if at else 0
    lead = one.text[begin : stated.quantity.start]
    base = _base_of_rate(one, lead, stated, counts) or _base_of_share(one, lead, at)
    if base is None:
        return
    part, whole, failed = base
    figure = part.quantity.figure
    if failed:
        figure = Figure(whole.quantity.figure.value - figure.value, figure.step)
    judged = judge_rate(figure, whole.quantity.figure, stated.quantity.figure)
    if judged.agreement in (Agreement.DIFFERS, Agreement.IMPOSSIBLE) and (
        _explained(stated.quantity.figure, counts, failed=failed)
        or judged.agreement is Agreement.IMPOSSIBLE
    ):
        return
    over = written(one, whole)
    above = f"（{over}－{written(one, part)}）" if failed else written(one, part)
    yield claim_over(one, (part, whole, stated), "rate-differs", judged, f"{above}÷{over}")


def _base_of_rate(
    one: Statement, lead: str, stated: Stated, counts: Sequence[Stated]
) -> tuple[Stated, Stated, bool] | None:
    """Part, whole and whether the part is what failed: 检查135个，合格131个，合格率97%."""
    match = _RATE.search(lead)
    if not match:
        return None
    name = match["name"]
    predicate = predicate_of(name)
    if predicate is None:
        return None
    of_what = name.removesuffix(predicate)
    labels = (predicate, *_also_named(predicate))
    named = [(each, _says_any(each, labels)) for each in counts]
    passed = [each for each, says in named if says is True]
    failed = [each for each, says in named if says is False]
    part = passed or failed
    if len(part) != 1:
        return None
    before = [
        each
        for each, says in named
        if says is None
        and each.quantity.unit == part[0].quantity.unit
        and each.quantity.start < part[0].quantity.start
    ]
    if not before or not _may_hold(one, before[-1], part[0]):
        return None
    if of_what not in _neutral() and not before[-1].after.startswith(of_what):
        return None
    return part[0], before[-1], not passed


def _may_hold(one: Statement, whole: Stated, part: Stated) -> bool:
    """Whether a count may be the whole of another: greater, not beside it in a list, no other
    things."""
    between = one.text[whole.quantity.end : part.quantity.start]
    label = part.after or part.before
    denied = negated(label)
    noun = noun_of(label if denied is None else denied)
    return (
        whole.quantity.figure.value >= part.quantity.figure.value
        and not _LISTED.match(between)
        and (not noun or noun[:2] in whole.before + whole.after or noun[-2:] in whole.after)
    )


@cache
def _planned() -> tuple[str, ...]:
    """What makes a count one of what should be: 计划完成 is the whole of 完成."""
    return words("figures_words", "planned")


@cache
def _neutral() -> frozenset[str]:
    """What may stand before the predicate of a rate without making it the rate of a part."""
    return frozenset(("", *words("figures_words", "whole_rate")))


def _also_named(predicate: str) -> tuple[str, ...]:
    """How a part is called beside the name of its rate: 实到 for 到会率."""
    pairs = (word.split("|") for word in words("figures_words", "rate_part"))
    return tuple(part for name, part in pairs if name == predicate)


def _says_any(each: Stated, predicates: Sequence[str]) -> bool | None:
    said = (_says(each, predicate) for predicate in predicates)
    return next((one for one in said if one is not None), None)


def _says(each: Stated, predicate: str) -> bool | None:
    """True: the quantity counts what is so; False: what is not so; None: neither."""
    for label in (each.before, each.after):
        if f"应{predicate}" in label or any(map(label.__contains__, _planned())):
            return None
        bare = label.removeprefix("已经").removeprefix("已")
        if bare == predicate or bare.startswith(predicate) or bare.endswith(predicate):
            denied = negated(label)
            if denied is None:
                return True if bare == predicate or label != bare or len(bare) > 2 else None
        denied = negated(label)
        if denied is not None and (denied == predicate or denied.endswith(predicate)):
            return False
    return None


def _base_of_share(one: Statement, lead: str, at: int) -> tuple[Stated, Stated, bool] | None:
    """其中合格131个，占98%: the quantity before, of the whole before 其中."""
    if at < 2 or not _SHARE.match(lead.strip()):
        return None
    part = one.stated[at - 1]
    if part.quantity.sort is not Sort.COUNT:
        return None
    same = [each for each in one.stated[: at - 1] if each.quantity.unit == part.quantity.unit]
    for whole in reversed(same):
        between = one.text[whole.quantity.end : part.quantity.start]
        if "其中" in between or (len(same) == 1 and re.search("[，。]", between)):
            greater = whole.quantity.figure.value >= part.quantity.figure.value
            return (part, whole, False) if greater else None
    return None


def _explained(stated: Figure, counts: Sequence[Stated], *, failed: bool) -> bool:
    """Whether any two counts of the sentence give the rate; of those that ``failed`` what is left
    of a hundred."""
    left = Figure(HUNDRED - stated.value, stated.step)
    for part, whole in permutations((each.quantity.figure for each in counts), 2):
        if 0 < part.value <= whole.value:
            said = judge_rate(part, whole, stated).agreement
            rest = judge_rate(part, whole, left).agreement
            if said not in (Agreement.DIFFERS, Agreement.IMPOSSIBLE):
                return True
            if failed and rest is Agreement.AGREES:
                return True
    return False


def _over(one: Statement, stated: Stated) -> Iterator[Claim]:
    if stated.quantity.figure.value <= HUNDRED:
        return
    before = one.text[max(0, stated.quantity.start - 10) : stated.quantity.start]
    if _never_above().search(before):
        yield claim_over(one, (stated,), "rate-over-hundred", impossible(), "")


@cache
def _never_above() -> re.Pattern[str]:
    names = "|".join(words("figures_words", "never_above_hundred"))
    return re.compile(rf"(?:{names})(?:已经|已)?(?:均|都)?(?:为|达到|达|是|超过|提高到|提升到)?$")


def _opposite_rates(one: Statement) -> Iterator[Claim]:
    """合格率95%，不合格率6%: together they are a hundred."""
    rates = [
        (each, match["name"])
        for each in one.stated
        if each.quantity.sort is Sort.PERCENT and (match := _RATE.search(each.before))
    ]
    for (first, name), (second, other) in pairwise(rates):
        if negated(other) == name and negated(name) is None:
            judged = judge_shares([first.quantity.figure, second.quantity.figure])
            yield claim_over(one, (first, second), "shares-not-hundred", judged, judged.shown)


def _shares(one: Statement) -> Iterator[Claim]:
    """A list of shares that read as all of a whole."""
    run: list[Stated] = []
    if "多选" in one.text:
        return
    for at, each in enumerate(one.stated):
        begin = one.stated[at - 1].quantity.end if at else 0
        lead = one.text[begin : each.quantity.start]
        if each.quantity.sort is not Sort.PERCENT:
            run = []
        elif _SHARES_LEAD.search(lead):
            run = [each]
        elif run and re.fullmatch(r"[、，,和及]{1,2}", lead):
            run.append(each)
            last = at + 1 == len(one.stated) or not re.match(
                r"[、，,和及]{1,2}\d", one.text[each.quantity.end :]
            )
            if last and len(run) > 2:
                judged = judge_shares([part.quantity.figure for part in run])
                if judged.computed > HUNDRED:
                    yield claim_over(
                        one, run, "shares-not-hundred", judged, judged.shown, doubtful=True
                    )


def economy_claims(text: str) -> Iterator[Claim]:
    """三次产业结构比为10.1:40.2:49.7, which must make a hundred."""
    for match in _ECONOMY.finditer(text) if "三次产业" in text else ():
        shares = [_plain(share) for share in re.split("[:：∶]", match["ratio"])]
        judged = judge_shares(shares)
        if abs(judged.computed - HUNDRED) > HUNDRED / 2:
            continue
        yield Claim(
            *match.span("ratio"),
            "shares-not-hundred",
            judged.agreement,
            doubtful=False,
            shown={"computed": judged.shown},
        )


def _plain(digits: str) -> Figure:
    return read_figure(digits)
