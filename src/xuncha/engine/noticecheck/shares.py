"""Rates of whatever is counted: sampled, done, answered; shares of a whole."""

import re
from collections.abc import Iterator, Sequence

from xuncha.engine.noticecheck.counts import Counts
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention
from xuncha.engine.noticecheck.rates import (
    NOTHING,
    Pair,
    Reckoned,
    best,
    is_of_another,
    left_of,
    pair_of,
)
from xuncha.engine.noticecheck.tied import is_tied
from xuncha.engine.noticecheck.wording import either, is_negated, stem_of
from xuncha.engine.proofread.figures.arithmetic import HUNDRED, Figure, judge_rate, printed
from xuncha.engine.proofread.figures.quantities import Sort

FEW_COUNTS = 3
"""With more counts in its sentence than these, which of them a rate is of stays open."""
OTHER_SENTENCE = 2
"""How far the counts of the sentence before are, as ``Counts.beside`` gives them."""
_TOLD_BASES = ("inspected", "registered", "received")
_OF_WHOLE = re.compile(r"占(?:[^，,。；%]|,(?=\d))*$")


def reckon_share(rate: Mention, counts: Counts, before: str) -> Reckoned:
    """A rate or share against the counts near it; ``before`` is its sentence up to it.

    DIFFERS only where its own sentence leaves one part and one whole to take.
    """
    stem = stem_of(before)
    nearest: list[Mention] = []
    for far, near in enumerate(counts.beside(rate)):
        counted = _counts(near, rate)
        if len(nearest) < 2 and (far < OTHER_SENTENCE or rate.role == "share" or not nearest):
            nearest = counted
        if rate.role == "sample":
            pairs = list(_sampled(counted, rate))
        elif rate.role == "share":
            pairs = list(_shared(counted, rate, before))
        else:
            pairs = [*_named(counted, stem), *_any(counted)]
        agreed = best(pairs, rate.figure) or _all_done(rate, counted, before)
        if agreed is not None and (agreed.verdict is FigureVerdict.AGREES or not rate.is_vague):
            return agreed
    return _refused(rate, nearest, counts, stem, before)


def _counts(near: Sequence[Mention], rate: Mention) -> list[Mention]:
    """The counts among some mentions; what was told a round ago may be done since."""
    return [
        one
        for one in near
        if one.sort is Sort.COUNT and not one.is_vague and (one.is_past or not rate.is_past)
    ]


def _is_part(one: Mention, stem: str) -> bool:
    return bool(stem) and stem in one.words and not _is_negative(one)


def _is_negative(one: Mention) -> bool:
    return bool(either("negative").search(one.words))


def _named(counted: Sequence[Mention], stem: str) -> Iterator[Pair]:
    """The parts that the name of the rate names, and what is left of the whole by the others."""
    for whole in counted:
        for one in counted:
            if one is whole or one.figure.value > whole.figure.value:
                continue
            if _is_part(one, stem):
                yield pair_of(one.figure, whole.figure)
            elif _is_negative(one) and not _is_negative(whole):
                yield left_of(one, whole)
            if _is_negative(one) and _is_part(whole, stem):
                both = Figure(one.figure.value + whole.figure.value)
                yield pair_of(whole.figure, both)


def _any(counted: Sequence[Mention]) -> Iterator[Pair]:
    for one in counted:
        for whole in counted:
            if whole is not one and one.figure.value <= whole.figure.value:
                yield pair_of(one.figure, whole.figure, one, whole)


def _sampled(counted: Sequence[Mention], rate: Mention) -> Iterator[Pair]:
    """Those looked at of those registered; of a planned share, 30%, as many as whole sites allow:
    34.4% is no plan."""
    for one in counted:
        for whole in counted:
            value = whole.figure.value
            if one is whole or one.unit != whole.unit or one.figure.value > value:
                continue
            if {"failed", "passed"} & {one.role, whole.role}:
                continue
            meant = value * rate.figure.value / HUNDRED
            is_planned = rate.figure.step >= 1
            if is_planned and abs(meant - one.figure.value) < 1:
                yield Pair(Figure(meant), whole.figure, _shown(one, whole))
            yield pair_of(one.figure, whole.figure, one, whole)


def _shown(one: Mention, whole: Mention) -> str:
    return f"{printed(one.figure.value, 2)}÷{printed(whole.figure.value, 2)}"


def _shared(
    counted: Sequence[Mention], rate: Mention, before: str, *, is_sure: bool = False
) -> Iterator[Pair]:
    """占N个的R: the count before 占 of N; else the last count before the share of another.

    ``is_sure``: of another that is neither those that passed nor those that failed, and in a
    sentence before only of those inspected or registered.
    """
    told = [one for one in counted if one.sentence == rate.sentence and one.end <= rate.start]
    of_whole = _OF_WHOLE.search(before)
    begin = rate.start - (len(before) - of_whole.start()) if of_whole else rate.start
    inside = [one for one in told if one.start > begin]
    parts = [one for one in told if one.start < begin][::-1]
    parts = parts if inside else parts[:1]
    for part in parts:
        wholes = [
            one
            for one in inside or counted
            if one is not part and one.unit == part.unit and one.figure.value >= part.figure.value
        ]
        bases = [one for one in wholes if one.role not in ("failed", "passed")]
        told = [one for one in wholes if one.is_past]
        sure = told or [
            one for one in bases if one.sentence == rate.sentence or one.role in _TOLD_BASES
        ]
        for whole in sure if is_sure else bases or wholes:
            yield pair_of(part.figure, whole.figure, part, whole)


def _all_done(rate: Mention, counted: Sequence[Mention], before: str) -> Reckoned | None:
    """全部按期办结, 办结率100%."""
    if rate.figure.value != HUNDRED or not counted or not either("all").search(before):
        return None
    whole = printed(counted[-1].figure.value, 2)
    return Reckoned(FigureVerdict.AGREES, f"{whole}÷{whole}=100%")


def _are_apart(of: Sequence[Mention], counts: Counts) -> bool:
    """Whether other counts stand between a part and its whole, of which the part may be."""
    begin, end = min(one.start for one in of), max(one.start for one in of)
    between = (one for one in counts.of_line(of[0]) if begin < one.start < end)
    return any(one.sort is Sort.COUNT and one.unit == of[0].unit for one in between)


def _refused(
    rate: Mention, counted: Sequence[Mention], counts: Counts, stem: str, before: str
) -> Reckoned:
    if rate.role == "sample":
        counted = [one for one in counted if one.role not in ("failed", "passed")]
    values = dict.fromkeys(one.figure for one in counted)
    is_few = len(counted) >= 2 and len(values) <= FEW_COUNTS
    named = any(_is_part(one, stem) for one in counted)
    if rate.is_local and not any(one.is_local for one in counted):
        return NOTHING
    if rate.is_vague or not is_few or (not named and len({one.unit for one in counted}) > 1):
        return NOTHING
    if is_negated(before):
        return NOTHING
    if rate.role == "share":
        pairs = list(_shared(counted, rate, before, is_sure=True))
    elif rate.role == "sample":
        pairs = list(_any(counted)) if len(values) == 2 else []
    else:
        whole = max(counted, key=lambda one: one.figure.value)
        others = [one for one in counted if one is not whole]
        parts = [one for one in others if _is_part(one, stem)]
        left = [one for one in others if _is_negative(one)]
        pairs = [pair_of(one.figure, whole.figure, one, whole) for one in parts]
        if _is_part(whole, stem) and not parts:
            if len(left) != 1 or len(others) != 1 or not either("undone").search(left[0].words):
                return NOTHING
            both = Figure(whole.figure.value + left[0].figure.value)
            pairs = [pair_of(whole.figure, both, left[0], whole)]
        if either("done").search(stem) or named:
            pairs = pairs or [left_of(one, whole) for one in left]
        if not pairs and len(counted) == 2 and (not stem or either("done").search(stem)):
            pairs = [pair_of(one.figure, whole.figure, one, whole) for one in others]
    if len({one.shown for one in pairs}) != 1:
        return NOTHING
    judged = judge_rate(pairs[0].part, pairs[0].whole, rate.figure)
    shown = f"{pairs[0].shown}={judged.shown}%"
    is_other = is_of_another(judged.computed, rate.figure)
    is_other = is_other or not is_tied(rate, pairs[0].of, counts.text_of_line(rate))
    is_other = is_other or (rate.role == "done" and _are_apart(pairs[0].of, counts))
    return Reckoned(FigureVerdict.UNCHECKED if is_other else FigureVerdict.DIFFERS, shown)
