"""Targets as the register knows them at the moment a round freezes its scope."""

from dataclasses import dataclass
from datetime import date

from xuncha.engine.domain.words import AccountFunction, ColumnKind, FoundBy, Level


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """A column the register names, with its duty and its exemption.

    ``has_duty`` is None where nobody confirmed it; such a column never counts as "should be
    updated". ``counts`` is False for columns the register keeps out of the count (for example a
    minority-language column that was not declared). ``period_days`` is the register's own update
    period; None leaves the window to the rulebook and the kind.
    """

    name: str
    url: str
    kind: ColumnKind | None
    level: int
    has_duty: bool | None = None
    duty_confirmed_by: str = ""
    period_days: int | None = None
    language: str = "zh"
    counts: bool = True
    exempt_reason: str = ""
    exempt_by: str = ""
    exempt_from: date | None = None
    exempt_until: date | None = None
    code: str = ""

    def is_exempt(self, on: date) -> bool:
        """Whether an approved exemption covers the day ``on`` (both ends included)."""
        if not self.exempt_reason or not self.exempt_by or self.exempt_until is None:
            return False
        return (self.exempt_from is None or self.exempt_from <= on) and on <= self.exempt_until


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What a site's own pages say of a column, whatever the register says.

    ``path`` are the names from below the home page down to the column's own. ``confidence`` is of
    the kind, 0 to 1; OTHER with 0 where nothing told it.
    """

    path: tuple[str, ...]
    kind: ColumnKind
    confidence: float
    level: int
    found_by: FoundBy


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column found on a site without the register's help; nobody knows its duty."""

    name: str
    url: str
    reading: ColumnReading

    def plan(self) -> ColumnPlan:
        """The column as a visit without a register takes it."""
        return ColumnPlan(self.name, self.url, self.reading.kind, self.reading.level)


@dataclass(frozen=True, slots=True)
class SitePlan:
    """A website to look at. ``code`` is the national site code or any stable key.

    ``columns`` empty means: discover them from the navigation of the site.
    """

    code: str
    name: str
    url: str
    level: Level
    is_portal: bool
    has_services: bool
    platform: str = ""
    languages: tuple[str, ...] = ("zh",)
    columns: tuple[ColumnPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """A new-media account to look at: by its feed, or by the export file an operator uploaded.

    Exactly one of ``feed_url`` and ``export_name`` is filled; both empty means nobody told us how
    to look, and the outcome is ``unable``.
    """

    code: str
    name: str
    platform: str
    function: AccountFunction
    level: Level
    feed_url: str = ""
    export_name: str = ""


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """Another account of the same sponsor and function, as the round's scope names it."""

    code: str
    name: str
    platform: str


TargetPlan = SitePlan | AccountPlan
