"""Growth and decline: in percent against two counts, in points against two rates, in pieces."""

import re
from collections.abc import Sequence
from functools import cache

from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.periods import names_a_round
from xuncha.engine.noticecheck.rates import NOTHING, Reckoned
from xuncha.engine.noticecheck.wording import changes, either, turns
from xuncha.engine.proofread.figures.arithmetic import Agreement, Figure, judge_change, printed
from xuncha.engine.proofread.figures.quantities import Sort

_IN_TURN = re.compile("分别")
LEAD = 16
"""Characters before a figure in which 由 or 从 makes it the earlier one."""


def reckon_change(rate: Mention, sentence: Sentence) -> Reckoned:
    """A growth or decline in percent against the two counts its sentence gives from and to."""
    ends = _ends(rate, sentence)
    if ends is None:
        return NOTHING
    early, late = ends
    judged = judge_change(early, late, rate.figure)
    if judged.agreement is Agreement.IMPOSSIBLE:
        return NOTHING
    shown = f"{printed(early.value, 2)}→{printed(late.value, 2)}为{judged.shown}%"
    return Reckoned(FigureVerdict(judged.agreement.value), shown)


def count_change(one: Mention, sentence: Sentence) -> Reckoned | None:
    """由475个增加到525个，增加50个: the difference against its ends; None: no such statement."""
    if not _is_difference(one, sentence):
        return None
    before = _counted(one, sentence)[-2:]
    if len(before) != 2 or len({two.unit for two in (*before, one)}) != 1:
        return None
    if not (_from_to().search(_text_before(one, sentence)) or _has_past(before)):
        return None
    early, late = _in_order(before, sentence.text)
    apart = abs(late.figure.value - early.figure.value)
    high, low = sorted((early.figure.value, late.figure.value), reverse=True)
    shown = f"{printed(high, 2)}−{printed(low, 2)}={printed(apart, 2)}"
    agrees = apart == one.figure.value
    is_in_turn = _IN_TURN.search(_text_before(one, sentence)[-LEAD:]) is not None
    if not agrees and (is_in_turn or not _are_alike(early, late)):
        return None
    return Reckoned(FigureVerdict.AGREES if agrees else FigureVerdict.DIFFERS, shown)


def reckon_points(points: Mention, sentence: Sentence) -> Reckoned:
    """A difference in percentage points against two percentages of its sentence."""
    rates = [one for one in sentence.mentions if one.sort is Sort.PERCENT and not one.is_vague]
    percents = [one.figure for one in rates]
    ends = [one for one in rates if one.end <= points.start][-2:]
    if len(ends) == 2 and _leads(ends[0], ends[1], sentence):
        percents = [one.figure for one in ends]
    told = sum(one.sort is Sort.POINTS for one in sentence.mentions)
    several = told > 1 or _IN_TURN.search(_text_before(points, sentence)[-LEAD:])
    if (
        several
        or len(percents) != 2
        or any(one.is_vague for one in sentence.mentions)
        or not either("change.up", "change.down").search(sentence.text)
    ):
        return NOTHING
    first, second = percents
    low, high = sorted((first.value, second.value))
    difference = high - low
    shown = f"{printed(high, 4)}−{printed(low, 4)}={printed(difference, 4)}"
    spread = (first.step + second.step + points.figure.step) / 2
    agrees = abs(difference - points.figure.value) <= spread
    if not agrees and not _are_rounds(rates, sentence):
        return NOTHING
    return Reckoned(FigureVerdict.AGREES if agrees else FigureVerdict.DIFFERS, shown)


def _are_rounds(rates: Sequence[Mention], sentence: Sentence) -> bool:
    """Whether two percentages are said to be of one thing in two rounds: one of them came from the
    other, or one alone is of an earlier round."""
    first, last = rates[-2:]
    if _leads(first, last, sentence):
        return True
    between = sentence.text[first.end - sentence.start : last.start - sentence.start]
    is_compared = either("compared").search(between) is not None or names_a_round(between)
    return first.subjects == last.subjects and (first.is_past != last.is_past or is_compared)


def _leads(early: Mention, late: Mention, sentence: Sentence) -> bool:
    """由95.88%上升至97.49%: whether one percentage is said to have become the other."""
    between = sentence.text[early.end - sentence.start : late.start - sentence.start]
    lead = sentence.text[: early.start - sentence.start][-LEAD:]
    return turns().fullmatch(between.strip("的，,")) is not None and bool(set("由从") & set(lead))


@cache
def _from_to() -> re.Pattern[str]:
    return re.compile(rf"(?:由|从)[^。；]*?{turns().pattern}")


def _ends(rate: Mention, sentence: Sentence) -> tuple[Figure, Figure] | None:
    """The earlier and the later count, the earlier one perhaps only by its difference."""
    counted = _counted(rate, sentence)
    last = counted[-1] if counted else None
    if last is not None and _is_difference(last, sentence):
        ends = counted[-3:-1]
        now = ends[-1] if ends else None
        if now is None or now.unit != last.unit or _is_movement(now, sentence):
            return None
        if not (_from_to().search(_text_before(last, sentence)) or _has_past(ends)):
            more = either("change.up").search(last.words)
            by = last.figure.value if more else -last.figure.value
            if either("compared").search(now.words):
                since = now.figure.value + by
                return (now.figure, Figure(since)) if since > 0 else None
            then = now.figure.value - by
            return (Figure(then), now.figure) if then > 0 else None
        counted = ends
    counted = counted[-2:]
    if any(_is_movement(one, sentence) for one in counted):
        return None
    if len(counted) != 2 or counted[0].unit != counted[1].unit:
        return None
    if not (_from_to().search(_text_before(rate, sentence)) or _has_past(counted)):
        return None
    early, late = _in_order(counted, sentence.text)
    return early.figure, late.figure


def _are_alike(early: Mention, late: Mention) -> bool:
    """Whether two counts are of the same, so far as their words tell; only such refuse a change."""
    same = (early.subjects, early.group) == (late.subjects, late.group)
    return same and (early.role == late.role or not (early.role and late.role))


def _has_past(ends: Sequence[Mention]) -> bool:
    return len(ends) == 2 and len({one.is_past for one in ends}) == 2


def _counted(until: Mention, sentence: Sentence) -> list[Mention]:
    """The counts before a figure, after the last percentage before it."""
    before = [one for one in sentence.mentions if one.end <= until.start]
    percents = [at for at, one in enumerate(before) if one.sort is not Sort.COUNT]
    return [one for one in before[max(percents, default=-1) + 1 :] if not one.is_vague]


def _text_before(one: Mention, sentence: Sentence) -> str:
    return sentence.text[: one.start - sentence.start]


def _is_difference(one: Mention, sentence: Sentence) -> bool:
    """Whether a count is by how much another changed: 减少2个; 减少为4个 is what it became."""
    before = _text_before(one, sentence)
    return bool(changes().search(before)) and not (
        before.endswith("为") and _from_to().search(before)
    )


def _is_movement(one: Mention, sentence: Sentence) -> bool:
    """新开设46个, 关停81个 are no numbers between which anything grew; 增加到46个 is one."""
    return one.role == "moved" and not _text_before(one, sentence).endswith(("到", "至", "为"))


def _in_order(counted: Sequence[Mention], sentence: str) -> tuple[Mention, Mention]:
    """The earlier and the later of two counts: as 由 … 到 says, the past first."""
    first, second = counted
    if _from_to().search(sentence) or first.is_past or not second.is_past:
        return first, second
    return second, first
