"""Figures that nothing gives, but that a slip of one digit parts from what their own words give.

A figure of which the notice does not tell the counts agrees with nothing either; only that it
nearly is what the counts beside it give, digit by digit, says that those were meant.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from xuncha.engine.noticecheck.counts import Counts
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention
from xuncha.engine.noticecheck.rates import Pair, Reckoned, digits, is_mistyped, left_of, pair_of
from xuncha.engine.noticecheck.tied import is_of_two_looks, is_tied, is_wider
from xuncha.engine.noticecheck.wording import either, is_negated, stem_of
from xuncha.engine.proofread.figures.arithmetic import judge_rate, places_of, printed
from xuncha.engine.proofread.figures.quantities import Sort

LEAST_DIGITS = 3
"""Of figures with fewer digits too many are alike but for one."""
SURE_DIGITS = 4
"""Figures with as many digits are not alike by accident: any count of the sentence may be meant."""
MOST_WHOLES = 4
MOST_NAMED = 6
"""Wholes that a named one may be."""
_OF_NAMED = re.compile("占(?:全|总|检查|抽查|受检|在册)[^，,。；;\\d]{0,12}的$")
VERDICTS = ("passed", "failed")
WHOLES = ("inspected", "registered", "received", "")


def mistyped_rate(rate: Mention, counts: Counts) -> Reckoned | None:
    """A rate that is what the count before it gives of a count of its sentences but for a digit."""
    if rate.is_vague or rate.is_past or _digits(rate) < LEAST_DIGITS:
        return None
    if rate.role == "done" and is_negated(counts.text_before(rate)):
        return None
    if turned := _turned_share(rate, counts):
        return turned
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


def _turned_share(rate: Mention, counts: Counts) -> Reckoned | None:
    """占全市账号的8.93%: a share of a whole that its words name, two digits of it in turn, of the
    count before it and a whole of the same told anywhere before."""
    if rate.role != "share" or not _OF_NAMED.search(counts.text_before(rate)):
        return None
    own = [one for one in counts.of_line(rate) if one.start < rate.start]
    parts = [one for one in own if one.sort is Sort.COUNT and one.sentence >= rate.sentence - 1]
    before = [one for line in counts.lines_before(rate) for one in line]
    wholes = [
        one
        for one in (*own, *before)
        if one.sort is Sort.COUNT and one.role in WHOLES and one.subjects == rate.subjects
    ]
    for part in parts:
        for whole in _wholes(part, wholes)[:MOST_NAMED]:
            judged = judge_rate(part.figure, whole.figure, rate.figure)
            if is_turned(judged.computed, rate):
                shown = pair_of(part.figure, whole.figure).shown
                return Reckoned(FigureVerdict.DIFFERS, f"{shown}={judged.shown}%")
    return None


def is_turned(computed: Fraction, stated: Mention) -> bool:
    """Whether a figure of three digits or more is what comes out with two neighbours in turn."""
    scale = 10 ** places_of(stated.figure)
    meant, written = digits(computed, scale), digits(stated.figure.value, scale)
    if meant == written or len(meant) != len(written) or len(meant) < LEAST_DIGITS:
        return False
    apart = [at for at, (one, other) in enumerate(zip(meant, written, strict=True)) if one != other]
    return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(meant) == sorted(written)


def _turned_points(points: Mention, counts: Counts) -> Reckoned | None:
    """政府网站合格率（96.52%）提高1.96个百分点, two digits of it in turn, of the percentage right
    before it and one of the same told in its paragraph or the one before."""
    told = [one for one in counts.of_line(points) if one.end <= points.start]
    if not told or told[-1].sort is not Sort.PERCENT or points.is_vague:
        return None
    last = told[-1]
    for one in (*told[:-1], *counts.of_line_before(points)):
        same = (one.sort, one.subjects, one.role) == (last.sort, last.subjects, last.role)
        apart = abs(one.figure.value - last.figure.value)
        if same and last.sentence == points.sentence and is_turned(apart, points):
            ends = sorted((one.figure.value, last.figure.value), reverse=True)
            shown = "−".join(printed(end, 4) for end in ends)
            return Reckoned(FigureVerdict.DIFFERS, f"{shown}={printed(apart, 4)}")
    return None


def mistyped_points(points: Mention, counts: Counts) -> Reckoned | None:
    """A difference that is that of the last two percentages before it but for a digit."""
    if turned := _turned_points(points, counts):
        return turned
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
