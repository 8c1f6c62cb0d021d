"""Every way in which the figures beside a figure give it: quotients, what is left, sums in a row.

A notice is nearly always right, and says in many ways which counts a rate is of. So what no words
tie to a figure may still bear it out; it never refuses one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from xuncha.engine.noticecheck.counts import Counts
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.rates import Pair, Reckoned, added, best, pair_of
from xuncha.engine.noticecheck.tied import is_drawn
from xuncha.engine.noticecheck.wording import all_passed, either
from xuncha.engine.proofread.figures.arithmetic import (
    HUNDRED,
    Agreement,
    Figure,
    judge_change,
    printed,
)
from xuncha.engine.proofread.figures.quantities import Sort

MOST_COUNTS = 24
"""With more counts around a rate than these, some two of them give nearly any rate."""
LONGEST_RUN = 14
MOST_BASES = 8
BASES = ("inspected", "registered", "received")
"""Roles of counts that a later paragraph takes its rates of."""
ROUGH = 1e-9
"""How far a float may be from its fraction."""
FINE = Fraction(1, 100)
CLAUSE = 24
"""Characters before a figure in which its clause says that all of something passed."""


def derived_rate(rate: Mention, sentence: Sentence, counts: Counts) -> Reckoned | None:
    """A rate or a change that counts near it give, the nearest first; None: none do."""
    before = sentence.text[: rate.start - sentence.start]
    if rate.figure.value == HUNDRED and (
        either("all", "none_failed").search(before[-CLAUSE:]) or all_passed().search(sentence.text)
    ):
        return Reckoned(FigureVerdict.AGREES, "全部")
    cut: Reckoned | None = None
    for far, near in enumerate(counts.beside(rate)):
        counted = _counted(near, rate)
        if len(counted) > MOST_COUNTS:
            return cut
        of_change = _changed(rate, before, counted)
        found = (
            of_change
            if rate.role == "change"
            else best(_quotients(counted, rate.figure), rate.figure)
        )
        found = found or of_change
        if found and found.verdict is FigureVerdict.AGREES:
            return found
        cut = cut or (found if far <= 1 else None)
    own = _counted(counts.of_sentence(rate), rate)
    bases: list[Mention] = []
    for far, line in enumerate(counts.lines_before(rate)):
        bases += [
            one
            for one in _counted(line, rate)
            if far == 0 or one.role in BASES or (not one.role and counts.tells_of_a_look(one))
        ]
        if len(bases) > MOST_COUNTS:
            break
    bases.sort(key=lambda one: one.role not in BASES or one.subjects != rate.subjects)
    return best(_of_bases(own, bases[:MOST_BASES]), rate.figure) or cut


def _counted(near: Sequence[Mention], rate: Mention) -> list[Mention]:
    """The counts among mentions; for a rate of an earlier round those of an earlier round, for
    one of passing not those registered where some were drawn from them."""
    found = [one for one in near if one.sort is Sort.COUNT and (one.is_past or not rate.is_past)]
    is_sample = any(map(is_drawn, found))
    if rate.role in ("passed", "failed") and is_sample:
        return [one for one in found if one.role != "registered"]
    return found


def _of_bases(own: Sequence[Mention], bases: Sequence[Mention]) -> Iterator[Pair]:
    for whole in bases:
        for one in own:
            if one.figure.value <= whole.figure.value and one.unit == whole.unit:
                yield pair_of(one.figure, whole.figure)
                yield pair_of(Figure(whole.figure.value - one.figure.value), whole.figure)


def _quotients(counted: Sequence[Mention], stated: Figure) -> Iterator[Pair]:
    """One count of another, what one leaves of another, then the same with counts in a row: those
    that come near what is stated."""
    values = [one.figure.value for one in counted]
    runs = [(begin, end, added(counted[begin:end])) for begin, end in _runs(counted)]
    parts_of = [
        *((one, whole) for whole in values for one in values if one is not whole),
        *(
            (part, whole)
            for begin, end, part in runs
            for at, whole in enumerate(values)
            if not begin <= at < end
        ),
    ]
    for part, whole in parts_of:
        yield from near(part, whole, stated)
    for begin, end, one in runs:
        for first, last, other in runs:
            if end <= first and end - begin == last - first:
                yield from near(min(one, other), max(one, other), stated)


def near(part: Fraction, whole: Fraction, stated: Figure) -> Iterator[Pair]:
    """A part of a whole and what it leaves, where they come within a last place of what is stated:
    exact fractions are worked out of these alone."""
    if not 0 <= part <= whole or not whole:
        return
    share, wanted, step = 100 * float(part) / float(whole), float(stated.value), float(stated.step)
    spread = step + ROUGH * 100
    if abs(share - wanted) <= spread:
        yield pair_of(Figure(part), Figure(whole))
    if abs(100 - share - wanted) <= spread:
        yield pair_of(Figure(whole - part), Figure(whole))


def _runs(counted: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Counts of one unit that follow one another, from two up; no looked-at with its failed."""
    for begin in range(len(counted)):
        for end in range(begin + 2, min(len(counted), begin + LONGEST_RUN) + 1):
            if counted[end - 1].unit != counted[begin].unit:
                break
            roles = {one.role for one in counted[begin:end]}
            if not (roles & {"inspected", "registered"} and roles & {"failed", "passed"}):
                yield begin, end


def _changed(rate: Mention, before: str, counted: Sequence[Mention]) -> Reckoned | None:
    """A growth or decline between two counts, or by one told as so many more or fewer."""
    rises = either("change.up").search(before[-CLAUSE:])
    falls = either("change.down").search(before[-CLAUSE:])
    if bool(rises) == bool(falls):
        return None
    for late in [*counted, *_since(counted, rises=bool(rises))]:
        for other in counted:
            if late is other or late.unit != other.unit:
                continue
            by = other.figure.value if rises else -other.figure.value
            for early in (other.figure, Figure(late.figure.value - by)):
                grows = early.value < late.figure.value
                if early.value <= 0 or early.value == late.figure.value or grows != bool(rises):
                    continue
                judged = judge_change(early, late.figure, rate.figure)
                if judged.agreement is Agreement.AGREES:
                    ends = f"{printed(early.value, 2)}→{printed(late.figure.value, 2)}"
                    return Reckoned(FigureVerdict.AGREES, f"{ends}为{judged.shown}%")
    return None


def _since(counted: Sequence[Mention], *, rises: bool) -> Iterator[Mention]:
    """减少8个（上月22个）: what there is now, where only what was then and the change are told."""
    for early in (one for one in counted if one.is_past):
        for one in (one for one in counted if one is not early and one.unit == early.unit):
            value = early.figure.value + (one.figure.value if rises else -one.figure.value)
            yield replace(early, figure=Figure(value))


def derived_points(points: Mention, counts: Counts) -> Reckoned | None:
    """A difference of two percentages near it, in points; None: no two have it.

    Those of the paragraph before bear out only what is told to a hundredth.
    """
    near = list(counts.beside(points))
    if points.figure.step <= FINE:
        near.append([*counts.of_line_before(points), *counts.of_line(points)])
    for mentions in near:
        rates = [one.figure for one in mentions if one.sort is Sort.PERCENT]
        if len(rates) > MOST_COUNTS:
            break
        for one, other in combinations(rates, 2):
            high, low = max(one.value, other.value), min(one.value, other.value)
            if high - low == points.figure.value:
                shown = f"{printed(high, 4)}−{printed(low, 4)}={printed(high - low, 4)}"
                return Reckoned(FigureVerdict.AGREES, shown)
    return None
