"""What a book says beside its rows: samples, exemptions, lists, weighted compositions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xuncha.engine.domain.words import RowKind
from xuncha.engine.rulebook.reach import Applies


class Period(StrEnum):
    """How often a round is held."""

    WEEK = "week"
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Sampling:
    """How often rounds are held, and whether what failed last time is always in the next sample."""

    period: Period
    carry_over: bool
    source: str


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the register with its own ratio in per cent and its least number of targets.

    ``government_only``: only targets that speak for a government, not for a department.
    """

    id: str
    name: str
    applies_to: Applies
    ratio: float
    least: int
    government_only: bool
    source: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """Rows this book does not apply to some targets. It never touches the national verdict."""

    id: str
    rows: tuple[str, ...]
    applies_to: Applies
    reason: str
    source: str
    valid_from: date | None
    valid_to: date | None

    def is_valid(self, on: date | None) -> bool:
        """Whether the exemption holds on a day (both ends included); True when none is asked."""
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Tier:
    """A list a notice prints the targets on that were hit by rows of these kinds."""

    id: str
    name: str
    kinds: tuple[RowKind, ...]
    applies_to: Applies
    source: str


@dataclass(frozen=True, slots=True)
class Composition:
    """A score put together of parts: ``weights`` by part in per cent, 100 in all."""

    id: str
    name: str
    weights: Mapping[str, float]
    source: str
