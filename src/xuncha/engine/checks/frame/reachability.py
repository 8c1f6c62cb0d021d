"""Looks at a home page counted: which are valid, which found it down, what their share means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from xuncha.engine.domain.fetches import ProbeRow
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import SITE_FAULTS, Result

Days = Mapping[date, tuple[int, int]]
"""Valid looks and those that found the site down, by day."""


class Measure(Protocol):
    """How looks are counted; see ``site_unreachable.Params``."""

    @property
    def days(self) -> int:
        """How far back looks count."""

    @property
    def slow_ms(self) -> int:
        """From how many milliseconds on an answer is none."""

    @property
    def min_valid(self) -> int:
        """Fewer valid looks say nothing."""

    @property
    def min_days(self) -> int:
        """Fewer days with a valid look say nothing."""

    @property
    def gap_minutes(self) -> int:
        """Of looks closer together only the first counts."""

    @property
    def limit(self) -> float:
        """The failing share, in percent, from which on a site is unreachable."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the looks of a window say. ``UNABLE``: too few of them."""

    result: Result
    valid: int
    failed: int
    days: int

    @property
    def pct(self) -> float:
        """The failing share in percent; 0 without a valid look."""
        return self.failed * 100 / self.valid if self.valid else 0.0


def in_window(rows: Iterable[ProbeRow], measure: Measure, as_of: datetime) -> list[ProbeRow]:
    """The looks of the window that ends at ``as_of``."""
    begin = as_of - timedelta(days=measure.days)
    return [row for row in rows if begin <= row.at <= as_of]


def valid_looks(rows: Iterable[ProbeRow], measure: Measure) -> list[ProbeRow]:
    """The looks that count, in order of time: those we could make and that were spaced. What our
    own side, a wall or a guard stopped is none."""
    counted = [row for row in rows if row.failure is None or row.failure in SITE_FAULTS]
    gap = timedelta(minutes=measure.gap_minutes)
    kept: list[ProbeRow] = []
    for row in sorted(counted, key=lambda one: one.at):
        if not kept or row.at - kept[-1].at >= gap:
            kept.append(row)
    return kept


def is_down(row: ProbeRow, measure: Measure) -> bool:
    """Whether a valid look found the site down, or too slow."""
    return row.failure is not None or row.total_ms >= measure.slow_ms


def by_day(looks: Iterable[ProbeRow], measure: Measure) -> dict[date, tuple[int, int]]:
    """The valid looks counted by the day they were made on."""
    found: dict[date, tuple[int, int]] = {}
    for row in looks:
        valid, failed = found.get(local_day(row.at), (0, 0))
        found[local_day(row.at)] = (valid + 1, failed + int(is_down(row, measure)))
    return found


def weigh_looks(days: Days, measure: Measure) -> Weighed:
    """The looks held against the limit."""
    valid = sum(looks for looks, _ in days.values())
    failed = sum(down for _, down in days.values())
    looked = sum(looks > 0 for looks, _ in days.values())
    result = Result.CLEAR
    if valid < measure.min_valid or looked < measure.min_days:
        result = Result.UNABLE
    elif failed * 100 >= measure.limit * valid:
        result = Result.HIT
    return Weighed(result, valid, failed, looked)
