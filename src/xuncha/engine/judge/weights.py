"""What a group of scored rows can cost, over every set of weights that keeps its confirmed total.

Each row of a group is worth something; together they are worth the group's total, which is
confirmed. A single row's worth is often not. ``span`` gives the lowest and the highest the group
can cost over all worths that fit what is confirmed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Span:
    """A lowest and a highest number, both possible."""

    low: Fraction
    high: Fraction

    @property
    def is_single(self) -> bool:
        """Whether there is only one possible number."""
        return self.low == self.high

    def text(self) -> str:
        """``5`` or ``0 至 24``."""
        return plain(self.low) if self.is_single else f"{plain(self.low)} 至 {plain(self.high)}"


def single(number: Fraction) -> Span:
    """The span that holds one number."""
    return Span(number, number)


def plain(number: Fraction) -> str:
    """A number as people write it, at most two decimals, no trailing zeros."""
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a group (or rows known only together).

    It asks for ``low`` to ``high`` points (``high`` None: as many as it is worth). It is worth at
    least ``floor``, and exactly that when ``fixed``.
    """

    low: Fraction
    high: Fraction | None
    floor: Fraction
    fixed: bool


def slack_of(total: Fraction, items: Sequence[Item]) -> Fraction:
    """The points of a group whose row is not known."""
    return max(ZERO, total - sum((one.floor for one in items), ZERO))


def item_span(item: Item, slack: Fraction) -> Span:
    """What one row can cost, taken alone."""
    worth = item.floor if item.fixed else item.floor + slack
    high = worth if item.high is None else min(item.high, worth)
    return Span(min(item.low, item.floor), high)


def span(total: Fraction, items: Sequence[Item]) -> Span:
    """The lowest and highest a group can cost; never more than its total."""
    slack = slack_of(total, items)
    loose = [one for one in items if not one.fixed]
    least = sum((min(one.low, one.floor) for one in items), ZERO)
    forced = min((min(slack, max(ZERO, one.low - one.floor)) for one in loose), default=ZERO)
    most = sum((one.floor if one.high is None else min(one.high, one.floor) for one in items), ZERO)
    room = sum((_room(one, slack) for one in loose), ZERO)
    return Span(min(total, least + forced), min(total, most + min(slack, room)))


def _room(item: Item, slack: Fraction) -> Fraction:
    return slack if item.high is None else max(ZERO, item.high - item.floor)
