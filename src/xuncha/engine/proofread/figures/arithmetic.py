"""Whether stated figures agree with one another, worked out in exact fractions.

A printed figure stands for an interval: 1.2亿 may be anything that rounds to it, a count such as
135个 is exact. A statement only differs when no value inside the intervals explains it, rounded
half up or cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

HUNDRED = Fraction(100)
SHOWN_PLACES = 2
"""Decimals of a computed value shown beyond what was stated, so that a clerk sees the rounding."""


class Agreement(StrEnum):
    """How a stated figure stands to the computed one."""

    AGREES = "agrees"
    TRUNCATED = "truncated"
    DIFFERS = "differs"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number: its value, and what one unit of its last printed place is worth.

    ``step`` is 0 for an exact count. 1.25万 has the value 12500 and the step 100.
    """

    value: Fraction
    step: Fraction = Fraction(0)

    @property
    def least(self) -> Fraction:
        """The smallest value that rounds to this figure."""
        return self.value - self.step / 2

    @property
    def most(self) -> Fraction:
        """The largest value that rounds to this figure."""
        return self.value + self.step / 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """The agreement, the computed value, and the computed value as a text for people."""

    agreement: Agreement
    computed: Fraction
    shown: str


def printed(value: Fraction, places: int) -> str:
    """A value with at most so many decimals, rounded half up, without closing zeros."""
    scale = 10**places
    rounded = floor(abs(value) * scale + Fraction(1, 2))
    whole, rest = divmod(rounded, scale)
    decimals = f"{rest:0{places}d}".rstrip("0") if places else ""
    sign = "-" if value < 0 and rounded else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def places_of(figure: Figure) -> int:
    """How many decimals a figure was printed with; 0 for an exact count."""
    places, step = 0, figure.step
    while step and step.denominator != 1:
        places, step = places + 1, step * 10
    return places


def judge_rate(part: Figure, whole: Figure, stated: Figure) -> Judgement:
    """A stated percentage against part ÷ whole.

    IMPOSSIBLE where the whole is 0 or a part of exact counts is greater than its whole.
    """
    if whole.value <= 0 or (part.least > whole.most and stated.value <= HUNDRED):
        return Judgement(Agreement.IMPOSSIBLE, Fraction(0), "")
    computed = part.value / whole.value * HUNDRED
    low = max(part.least, Fraction(0)) / whole.most * HUNDRED
    high = part.most / (whole.least or whole.value) * HUNDRED
    return _judged(computed, low, high, stated)


def judge_change(before: Figure, after: Figure, stated: Figure) -> Judgement:
    """A stated growth or decline in percent (always positive) against before → after.

    IMPOSSIBLE where the earlier value is 0: no rate of change exists.
    """
    if before.least <= 0:
        return Judgement(Agreement.IMPOSSIBLE, Fraction(0), "")
    computed = abs(after.value - before.value) / before.value * HUNDRED
    ends = [
        (late - early) / early * HUNDRED
        for early in (before.least, before.most)
        for late in (after.least, after.most)
    ]
    if after.value < before.value:
        ends = [-end for end in ends]
    return _judged(computed, max(min(ends), Fraction(0)), max(ends), stated)


def judge_sum(parts: Sequence[Figure], total: Figure) -> Judgement:
    """A stated total against the sum of its parts; the computed value is the sum."""
    computed = sum((one.value for one in parts), Fraction(0))
    low = sum((one.least for one in parts), Fraction(0))
    high = sum((one.most for one in parts), Fraction(0))
    agrees = low <= total.most and total.least <= high
    places = max(map(places_of, (*parts, total)))
    return Judgement(
        Agreement.AGREES if agrees else Agreement.DIFFERS, computed, printed(computed, places)
    )


def judge_shares(shares: Sequence[Figure]) -> Judgement:
    """Percentages that are all of a whole against 100; each may be off by its rounding."""
    return judge_sum(shares, Figure(HUNDRED))


def judge_rate_alone(whole: int, stated: Figure) -> Judgement:
    """Whether any whole number of parts gives the stated percentage on this base.

    AGREES by rounding, TRUNCATED by cutting off only, else IMPOSSIBLE; the computed value is the
    nearest count of parts.
    """
    if whole <= 0:
        return Judgement(Agreement.IMPOSSIBLE, Fraction(0), "")
    exact = stated.value * whole / HUNDRED
    for count in range(max(0, floor(exact)), min(whole, ceil(exact) + 1) + 1):
        judged = judge_rate(Figure(Fraction(count)), Figure(Fraction(whole)), stated)
        if judged.agreement in (Agreement.AGREES, Agreement.TRUNCATED):
            return Judgement(judged.agreement, Fraction(count), str(count))
    nearest = min(whole, floor(exact + Fraction(1, 2)))
    return Judgement(Agreement.IMPOSSIBLE, Fraction(nearest), str(nearest))


def _judged(computed: Fraction, low: Fraction, high: Fraction, stated: Figure) -> Judgement:
    shown = printed(computed, places_of(stated) + SHOWN_PLACES)
    half = stated.step / 2
    if low < stated.value + half and high >= stated.value - half:
        return Judgement(Agreement.AGREES, computed, shown)
    if low < stated.value + stated.step and high >= stated.value:
        return Judgement(Agreement.TRUNCATED, computed, shown)
    if stated.step == 0 and low <= stated.value <= high:
        return Judgement(Agreement.AGREES, computed, shown)
    return Judgement(Agreement.DIFFERS, computed, shown)
