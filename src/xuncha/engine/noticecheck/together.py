"""What several things told one after another come to together: 两个平台合计390条，原创占比49.5%.

The rates before a total tell of which parts and wholes it is the total, whatever their units and
whatever stands between. They bear a total out and never refuse it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention
from xuncha.engine.noticecheck.rates import Pair, Reckoned, best, is_mistyped
from xuncha.engine.noticecheck.wording import either
from xuncha.engine.proofread.figures.arithmetic import Figure, judge_rate, printed
from xuncha.engine.proofread.figures.quantities import Sort

MOST_TOGETHER = 8
"""Rates before a total that may be told together in it."""
CLAUSE = 24
"""Characters before a figure in which a word says that it is of all of them."""


@dataclass(frozen=True, slots=True)
class _Told:
    rate: Mention
    part: Fraction
    whole: Fraction
    stem: str


@dataclass(slots=True)
class Together:
    """The rates of a notice so far that their counts give, with those."""

    _told: list[_Told] = field(default_factory=list)

    def add(self, rate: Mention, reckoned: Reckoned, stem: str) -> None:
        """Keep a rate that its counts give; ``stem``: what its name says was done."""
        if reckoned.of is not None and rate.sort is Sort.PERCENT:
            self._told.append(_Told(rate, *reckoned.of, stem))

    def rate(self, rate: Mention) -> Reckoned | None:
        """What the last rates of its sort come to together; None: not to this one."""
        pairs = (
            Pair(Figure(part), Figure(whole), f"({_sum(parts)})÷({_sum(wholes)})")
            for parts, wholes in self._runs(rate)
            if 0 <= (part := sum(parts, Fraction(0))) <= (whole := sum(wholes, Fraction(0)))
        )
        return best(pairs, rate.figure)

    def refused(self, rate: Mention, whole: Mention, stem: str) -> Reckoned | None:
        """A rate told right after its ``whole``, which the wholes of the last rates of its sort
        add up to, that is not what their parts come to; None: it is, or they do not."""
        if not self._is_of_all(rate, whole, stem):
            return None
        for parts, wholes in self._runs(rate):
            part, of = sum(parts, Fraction(0)), sum(wholes, Fraction(0))
            if of == whole.figure.value and 0 <= part <= of:
                pair = Pair(Figure(part), Figure(of), f"({_sum(parts)})÷{printed(of, 2)}")
                judged = judge_rate(pair.part, pair.whole, rate.figure)
                if is_mistyped(judged.computed, rate.figure):
                    return Reckoned(FigureVerdict.DIFFERS, f"{pair.shown}={judged.shown}%")
        return None

    def _is_of_all(self, rate: Mention, whole: Mention, stem: str) -> bool:
        """Whether a rate and its whole are of the same look, round and things as every rate of its
        sort that its paragraph told before, by one name, and nothing else stands between them."""
        near = [one for one in self._told if one.rate.line == rate.line]
        if any(one.stem != stem for one in near if _sort(one.rate) == _sort(rate)):
            return False
        alike = [one.rate for one in near if _sort(one.rate) == _sort(rate)]
        looks = {(one.is_after, one.is_past) for one in (rate, whole, *alike)}
        return len(looks) == 1 and all(one.subjects == rate.subjects for one in alike)

    def again(self, rate: Mention) -> Reckoned | None:
        """A rate that was told before, of the same, and given by its counts: 由93.63%上升至."""
        for one in self._told:
            same = (one.rate.figure, one.rate.role) == (rate.figure, rate.role)
            if same and one.rate.subjects == rate.subjects:
                return Reckoned(
                    FigureVerdict.AGREES, f"与前文的{printed(rate.figure.value, 4)}%一致"
                )
        return None

    def count(self, one: Mention, before: str) -> Reckoned | None:
        """Whether a count is that of the parts or the wholes of the last rates together; ``before``
        is its sentence up to it, which must say that it is of all."""
        if not either("closes", "opens.back", "wider").search(before[-CLAUSE:]):
            return None
        for rows in self._runs(one):
            for row in rows:
                if sum(row, Fraction(0)) == one.figure.value:
                    shown = f"{_sum(row)}={printed(one.figure.value, 2)}"
                    return Reckoned(FigureVerdict.AGREES, shown)
        return None

    def _runs(self, one: Mention) -> Iterator[tuple[list[Fraction], list[Fraction]]]:
        """The parts and the wholes of the last two rates before a figure, of the last three, and
        so on; of one sort all of them."""
        at = one.line, one.start
        told = [each for each in self._told if (each.rate.line, each.rate.start) < at]
        sorts = dict.fromkeys(map(_sort, [one] if one.sort is Sort.PERCENT else _rates(told)))
        for sort in sorts:
            of_sort = [each for each in told if _sort(each.rate) == sort]
            of_subject = [each for each in of_sort if each.rate.subjects == one.subjects]
            for alike in (of_subject[-MOST_TOGETHER:], of_sort[-MOST_TOGETHER:]):
                for begin in range(len(alike) - 2, -1, -1):
                    run = alike[begin:]
                    yield [each.part for each in run], [each.whole for each in run]


def _rates(told: list[_Told]) -> list[Mention]:
    return [one.rate for one in told]


def _sort(rate: Mention) -> str:
    """原创率 and 原创占比 are one."""
    return "share" if rate.role == "done" else rate.role


def _sum(values: list[Fraction]) -> str:
    return "+".join(printed(one, 2) for one in values)
