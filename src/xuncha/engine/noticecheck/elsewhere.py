"""Rates and differences whose counts stand in other paragraphs, in a table, in an annex.

What is found this far from a figure may bear it out, never refuse it; and only as many ways are
tried, the likeliest first, as would not give it by accident.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.guesses import few_enough
from xuncha.engine.noticecheck.ledger import Ledger
from xuncha.engine.noticecheck.mentions import Mention
from xuncha.engine.noticecheck.rates import Pair, Reckoned, best, pair_of
from xuncha.engine.noticecheck.wording import either
from xuncha.engine.proofread.figures.arithmetic import HUNDRED, Figure, printed
from xuncha.engine.proofread.figures.quantities import Sort

MOST_OWN = 8
MOST_BASES = 24
MOST_RATES = 16
"""Figures near one that are tried with those further off."""


def rate_elsewhere(rate: Mention, ledger: Ledger) -> Reckoned | None:
    """A rate that counts of other paragraphs or of tables give; None: none do."""
    if rate.sort is not Sort.PERCENT or rate.figure.value >= HUNDRED:
        return None
    guesses = few_enough(_guesses(rate, ledger), rate.figure, is_share=True)
    return best(guesses, rate.figure)


def points_elsewhere(points: Mention, ledger: Ledger) -> Reckoned | None:
    """A difference of two percentages anywhere in the notice; None: no two have it."""
    rates = [one for one in ledger.near(points, Sort.PERCENT) if not one.is_vague][:MOST_RATES]
    alike = [one for one in rates if _share_a_subject(one, points)]
    pairs = [*combinations(alike, 2), *combinations(rates, 2)]
    for one, other in few_enough(pairs, points.figure, is_share=True):
        high, low = sorted((one.figure.value, other.figure.value), reverse=True)
        if high - low == points.figure.value:
            shown = f"{printed(high, 4)}−{printed(low, 4)}={printed(high - low, 4)}"
            return Reckoned(FigureVerdict.AGREES, shown)
    return None


def _share_a_subject(one: Mention, other: Mention) -> bool:
    return not one.subjects or not other.subjects or bool(set(one.subjects) & set(other.subjects))


def may_be_of(part: Mention, whole: Mention) -> bool:
    """Whether one count may be some of another: the same is counted, and no more of it."""
    same_unit = not part.unit or not whole.unit or part.unit == whole.unit
    return same_unit and 0 <= part.figure.value <= whole.figure.value and whole.figure.value > 0


def _guesses(rate: Mention, ledger: Ledger) -> Iterator[Pair]:
    near = [
        one for one in ledger.near(rate, Sort.COUNT) if not one.is_vague and one.figure.step < 1
    ]
    own = [one for one in near if one.line == rate.line][:MOST_OWN]
    about = [one for one in near if _share_a_subject(one, rate)]
    yield from _after(rate, about)
    for part in own:
        for whole in about[:MOST_BASES]:
            yield from _of(part, whole)
    for whole in own:
        for part in about[:MOST_BASES]:
            if part.line != rate.line:
                yield from _of(part, whole)
    yield from _told_together(rate, about)
    yield from _added(own, near)
    yield from _left(own, near)


def _of(part: Mention, whole: Mention) -> Iterator[Pair]:
    """A count as a share of another and as what it leaves of it."""
    if part is not whole and may_be_of(part, whole):
        yield pair_of(part.figure, whole.figure)
        yield pair_of(Figure(whole.figure.value - part.figure.value), whole.figure)


def _after(rate: Mention, about: Sequence[Mention]) -> Iterator[Pair]:
    """整改后: what passed at first and what was put right since, of all but those closed since."""
    if not rate.is_after:
        return
    failed = [one for one in about if one.role == "failed"]
    righted = [one for one in about if one.role == "done" or (one.is_after and not one.role)]
    righted += [one for one in about if one.is_after and one.role == "passed"]
    closed = [one for one in about if one.role == "moved" or either("moved").search(one.words)]
    for whole in about[:MOST_BASES]:
        for at_first in failed:
            for since in righted:
                left = at_first.figure.value - since.figure.value
                if left < 0 or at_first.figure.value > whole.figure.value:
                    continue
                passed = Figure(whole.figure.value - left)
                yield pair_of(passed, whole.figure)
                for gone in closed:
                    kept = whole.figure.value - gone.figure.value
                    good = passed.value - gone.figure.value
                    if 0 <= good <= kept and gone is not since:
                        yield pair_of(Figure(passed.value), Figure(kept))
                        yield pair_of(Figure(good), Figure(kept))


def _told_together(rate: Mention, about: Sequence[Mention]) -> Iterator[Pair]:
    """Two counts of another sentence or of one row."""
    far = [one for one in about if one.line != rate.line and one.role != "moved"][:MOST_BASES]
    for one, other in combinations(far, 2):
        if one.sentence == other.sentence:
            yield from _of(one, other)
            yield from _of(other, one)


def _added(own: Sequence[Mention], near: Sequence[Mention]) -> Iterator[Pair]:
    """Two counts together, of another or of two others together."""
    pairs = [
        (one, other)
        for one, other in combinations(sorted(own, key=lambda each: each.start), 2)
        if one.unit == other.unit
    ]
    for one, other in pairs:
        both = Figure(one.figure.value + other.figure.value)
        for whole in near[:MOST_BASES]:
            if whole in (one, other):
                continue
            if both.value <= whole.figure.value and whole.unit in (one.unit, ""):
                yield pair_of(both, whole.figure)
            if whole.unit == one.unit and whole.figure.value <= both.value:
                yield pair_of(whole.figure, both)
    wholes = [
        (one, other)
        for one, other in combinations(near[:MOST_BASES], 2)
        if one.sentence == other.sentence and one.unit == other.unit
    ]
    for part, more in pairs:
        for one, other in wholes:
            parts = part.figure.value + more.figure.value
            whole_of = one.figure.value + other.figure.value
            if parts <= whole_of and not {part, more} & {one, other}:
                yield pair_of(Figure(parts), Figure(whole_of))


def _left(own: Sequence[Mention], near: Sequence[Mention]) -> Iterator[Pair]:
    """What one count leaves of another, of a third."""
    for one in own:
        for other in own:
            left = one.figure.value - other.figure.value
            if left <= 0 or one.unit != other.unit:
                continue
            for whole in near[:MOST_BASES]:
                if whole not in (one, other) and left <= whole.figure.value:
                    yield pair_of(Figure(left), whole.figure)
