"""Windows of a row that are no plain number of days: working days, fixed dates, open ends."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from xuncha.engine.domain.windows import SHANGHAI, local_day
from xuncha.engine.domain.working_days import working_days_before

_LAST_MINUTE = time(23, 59, 59)


class WindowUnit(StrEnum):
    """What a window is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Window:
    """A window: ``number`` of days that end at the moment of inspection, or ``start`` to ``end``
    (month and day, ``11-01``). ``inclusive`` False: the first day itself is outside."""

    unit: WindowUnit
    number: int = 0
    start: str = ""
    end: str = ""
    inclusive: bool = True


@dataclass(frozen=True, slots=True)
class Looking:
    """What a check is given of a window: whole days back from a moment."""

    days: int
    as_of: datetime


def looking(window: Window, as_of: datetime) -> Looking:
    """The window as days back from a moment; ``as_of`` itself unless the window has fixed dates.

    A fixed window is the last one that had begun on the day; one that is over ends with its last
    day. Raises UnknownYearError where working days are not arranged yet.
    """
    today = local_day(as_of)
    if window.unit is WindowUnit.FIXED:
        first, last = _fixed(window, today)
        ends = as_of
        if last < today:
            ends = datetime.combine(last, _LAST_MINUTE, SHANGHAI)
        first += timedelta(days=not window.inclusive)
        return Looking(max(0, (local_day(ends) - first).days), ends)
    first = today - timedelta(days=window.number)
    if window.unit is WindowUnit.WORKING_DAYS:
        first = working_days_before(today, window.number)
    days = (today - first).days
    return Looking(days if window.inclusive else max(0, days - 1), as_of)


def measured(
    params: Mapping[str, "int | float | str | bool | tuple[str, ...]"],
    windows: Mapping[str, Window],
    as_of: datetime,
) -> tuple[dict[str, "int | float | str | bool | tuple[str, ...]"], datetime]:
    """The parameters with every window counted out in days, and the moment the look is of."""
    given = dict(params)
    moment = as_of
    for name, window in windows.items():
        look = looking(window, as_of)
        given[name] = look.days
        moment = min(moment, look.as_of)
    return given, moment


def month_day(text: str) -> tuple[int, int] | None:
    """``11-30`` as month and day; None for anything else. The 29th of February counts as one."""
    month, dash, day = text.partition("-")
    if not (dash and month.isdecimal() and day.isdecimal() and len(text) <= len("11-30")):
        return None
    numbers = int(month), int(day)
    leap_year = 2024
    if not 1 <= numbers[0] <= len(calendar.month_name) - 1:
        return None
    return numbers if 1 <= numbers[1] <= calendar.monthrange(leap_year, numbers[0])[1] else None


def _fixed(window: Window, today: date) -> tuple[date, date]:
    start, end = month_day(window.start), month_day(window.end)
    assert start is not None
    assert end is not None
    year = today.year if _in_year(today.year, start) <= today else today.year - 1
    return _in_year(year, start), _in_year(year + (end < start), end)


def _in_year(year: int, day: tuple[int, int]) -> date:
    month, number = day
    return date(year, month, min(number, calendar.monthrange(year, month)[1]))
