"""Figures that nothing gives, but that a slip of one digit parts from what their own words give.

A figure of which the notice does not tell the counts agrees with nothing either; only that it
nearly is what the counts beside it give, digit by digit, says that those were meant.
"""

from collections.abc import Iterator, Sequence

from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention
from xuncha.engine.noticecheck.rates import (
    Counts,
    Pair,
    Reckoned,
    is_mistyped,
    left_of,
    pair_of,
)
from xuncha.engine.noticecheck.tied import is_of_two_looks, is_tied, is_wider
from xuncha.engine.noticecheck.wording import either, stem_of
from xuncha.engine.proofread.figures.arithmetic import judge_rate, printed
from xuncha.engine.proofread.figures.quantities import Sort

LEAST_DIGITS = 3
"""Of figures with fewer digits too many are alike but for one."""
SURE_DIGITS = 4
"""Figures with as many digits are not alike by accident: any count of the sentence may be meant."""
MOST_WHOLES = 4
VERDICTS = ("passed", "failed")
WHOLES = ("inspected", "registered", "received", "")


def mistyped_rate(rate: Mention, counts: Counts) -> Reckoned | None:
    """A rate that is what the count before it gives of a count of its sentences but for a digit."""
    if rate.is_vague or rate.is_past or _digits(rate) < LEAST_DIGITS:
        return None
    line = counts.text_of_line(rate)
    if is_of_two_looks(rate, (), line) or is_wider(rate, line, counts.of_line(rate)):
        return None
    pairs = list(_pairs(rate, counts))
    for pair in pairs if _digits(rate) >= SURE_DIGITS else pairs[:1]:
        if not is_tied(rate, pair.of, line):
            continue
        judged = judge_rate(pair.part, pair.whole, rate.figure)
        if is_mistyped(judged.computed, rate.figure):
            return Reckoned(FigureVerdict.DIFFERS, f"{pair.shown}={judged.shown}%")
    return None


def mistyped_points(points: Mention, counts: Counts) -> Reckoned | None:
    """A difference that is that of the last two percentages before it but for a digit."""
    told = [
        one
        for one in counts.with_the_one_before(points)
        if one.sort is Sort.PERCENT and one.start < points.start
    ]
    alike = [one for one in told if one.role == told[-1].role and one.subjects == points.subjects]
    if len(alike) != 2 or points.is_vague or _digits(points) < LEAST_DIGITS:
        return None
    low, high = sorted(one.figure.value for one in alike)
    if not is_mistyped(high - low, points.figure):
        return None
    shown = f"{printed(high, 4)}−{printed(low, 4)}={printed(high - low, 4)}"
    return Reckoned(FigureVerdict.DIFFERS, shown)


def _digits(one: Mention) -> int:
    """How many digits a figure was printed with."""
    return len(str(int(one.figure.value / (one.figure.step or 1))))


def _pairs(rate: Mention, counts: Counts) -> Iterator[Pair]:
    near = [one for one in counts.with_the_one_before(rate) if one.start < rate.start]
    counted = [one for one in near if one.sort is Sort.COUNT and not one.is_vague][::-1]
    if not counted or counted[0].sentence != rate.sentence:
        return
    part = counted[0]
    if part.role == "area" or not _is_named(rate, part, counts):
        return
    for whole in _wholes(part, counted[1:])[:MOST_WHOLES]:
        is_left = part.role == "failed" or either("negative").search(part.words) is not None
        if rate.role == "share" or part.role == rate.role or not is_left:
            yield pair_of(part.figure, whole.figure, part, whole)
        else:
            yield left_of(part, whole)


def _is_named(rate: Mention, part: Mention, counts: Counts) -> bool:
    """Whether a count is of what the rate is said to be one of."""
    if rate.role in VERDICTS:
        return part.role in VERDICTS and (part.is_local or not rate.is_local)
    if rate.role == "share":
        return True
    stem = stem_of(counts.text_before(rate))
    is_negative = either("negative").search(part.words) is not None
    return rate.role == "done" and bool(stem) and (stem in part.words or is_negative)


def _wholes(part: Mention, counted: Sequence[Mention]) -> list[Mention]:
    return [
        one
        for one in counted
        if one.unit == part.unit
        and one.figure.value > part.figure.value
        and one.role in WHOLES
        and (one.is_past or not part.is_past)
    ]
