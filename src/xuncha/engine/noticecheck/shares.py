"""Other percentages: sampled, done, shares of a whole, growth; and differences in points."""

import re
from collections.abc import Iterator, Sequence

from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, either
from xuncha.engine.noticecheck.rates import NOTHING, Counts, Pair, Reckoned, best, pair_of, refused
from xuncha.engine.proofread.figures.arithmetic import Agreement, judge_change, printed
from xuncha.engine.proofread.figures.quantities import Sort

_PARTS = {"sample": ("inspected",), "done": ("done",), "share": ("", "failed", "passed", "done")}
_WHOLES = {
    "sample": ("registered", ""),
    "done": ("received", "registered", "inspected", "failed", ""),
    "share": ("inspected", "registered", "received", "", "failed", "passed"),
}


def reckon_share(rate: Mention, counts: Counts) -> Reckoned:
    """A share against the counts of its notice.

    DIFFERS only where one part and one whole stand in its own sentence, or one whole in the notice.
    """
    first: list[Pair] = []
    for far, near in enumerate(counts.around(rate)):
        pairs = list(_pairs(rate, near))
        agreed = best(pairs, rate.figure)
        if agreed is not None:
            return agreed
        if (far <= 1 and not first) or (not first and len({one.shown for one in pairs}) == 1):
            first = pairs
    return refused(first, rate) if len({one.shown for one in first}) == 1 else NOTHING


def _pairs(rate: Mention, near: Sequence[Mention]) -> Iterator[Pair]:
    counted = [
        one
        for one in near
        if one.sort is Sort.COUNT and not one.is_vague and one.is_past == rate.is_past
    ]
    before = [one for one in counted if one.sentence == rate.sentence and one.end <= rate.start]
    parts = [one for one in before if one.role in _PARTS[rate.role]]
    if rate.role == "share":
        parts = before[-1:]
    for part in parts:
        for whole in counted:
            fits = whole.role in _WHOLES[rate.role] and whole.unit == part.unit
            same = not set(whole.subjects) ^ set(part.subjects) or rate.role == "done"
            if whole is not part and fits and same and whole.figure.value >= part.figure.value:
                yield pair_of(part.figure, whole.figure)


_FROM_TO = re.compile(
    r"(?:由|从)[^。；]*?(?:增|升|提高|上升|增长|减|降|下降|减少)[^。；]{0,4}(?:到|至|为)"
)


def reckon_change(rate: Mention, counts: Counts, sentence: str) -> Reckoned:
    """A growth or decline in percent against the two counts its sentence gives from and to."""
    near = next(counts.around(rate))
    counted = [one for one in near if one.sort is Sort.COUNT and not one.is_vague][-2:]
    if len(counted) != 2 or counted[0].unit != counted[1].unit:
        return NOTHING
    early, late = _in_order(counted, sentence)
    judged = judge_change(early.figure, late.figure, rate.figure)
    if judged.agreement is Agreement.IMPOSSIBLE:
        return NOTHING
    shown = f"{printed(early.figure.value, 2)}→{printed(late.figure.value, 2)}为{judged.shown}%"
    return Reckoned(FigureVerdict(judged.agreement.value), shown)


def _in_order(counted: Sequence[Mention], sentence: str) -> tuple[Mention, Mention]:
    """The earlier and the later of two counts: as 由 … 到 says, that of the past round first, else
    the smaller where it grew."""
    first, second = counted
    if _FROM_TO.search(sentence):
        return first, second
    if first.is_past != second.is_past:
        return (first, second) if first.is_past else (second, first)
    is_rising = first.figure.value < second.figure.value
    grew = either("change.up").search(sentence) is not None
    return (first, second) if is_rising == grew else (second, first)


def reckon_points(points: Mention, sentence: Sequence[Mention], text: str) -> Reckoned:
    """A difference in percentage points against two percentages of its sentence."""
    percents = [one.figure for one in sentence if one.sort is Sort.PERCENT]
    if len(percents) != 2 or not either("change.up", "change.down").search(text):
        return NOTHING
    first, second = percents
    low, high = sorted((first.value, second.value))
    difference = high - low
    shown = f"{printed(high, 4)}−{printed(low, 4)}={printed(difference, 4)}"
    spread = (first.step + second.step + points.figure.step) / 2
    agrees = abs(difference - points.figure.value) <= spread
    return Reckoned(FigureVerdict.AGREES if agrees else FigureVerdict.DIFFERS, shown)
