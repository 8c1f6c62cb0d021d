"""How notices speak of periods: 2026年第三季度, 三季度, the one before, and their days."""

import calendar
import re
from datetime import date

QUARTERS = "一二三四"
PERIOD = re.compile(rf"(\d{{4}})年第([{QUARTERS}])季度")
MONTH = re.compile(r"(\d{4})年(\d{1,2})月")
YEAR = re.compile(r"(\d{4})年")
HALF = re.compile(r"(\d{4})年([上下])半年")


def short_of(period: str) -> str:
    """三季度 for 2026年第三季度; any other period stays as it is."""
    found = PERIOD.fullmatch(period)
    return f"{found[2]}季度" if found else period


def quarter_before(period: str) -> str:
    """2026年第二季度 for 2026年第三季度; 上期 for a period that is no quarter."""
    found = PERIOD.fullmatch(period)
    if found is None:
        return "上期"
    year, quarter = int(found[1]), QUARTERS.index(found[2])
    return f"{year if quarter else year - 1}年第{QUARTERS[quarter - 1]}季度"


def called_before(period: str) -> str:
    """What the running text calls the period before: 上季度, or 上期."""
    return "上季度" if PERIOD.fullmatch(period) else "上期"


def window_of(period: str) -> tuple[date, date] | None:
    """First and last day of a quarter, month, half-year or year; None for any other period."""
    if found := PERIOD.fullmatch(period):
        start = QUARTERS.index(found[2]) * 3 + 1
        return _months(int(found[1]), start, 3)
    if (found := MONTH.fullmatch(period)) and 1 <= int(found[2]) <= 12:
        return _months(int(found[1]), int(found[2]), 1)
    if found := HALF.fullmatch(period):
        return _months(int(found[1]), 1 if found[2] == "上" else 7, 6)
    if found := YEAR.fullmatch(period):
        return _months(int(found[1]), 1, 12)
    return None


def year_before(period: str) -> str:
    """2025年第三季度 for 2026年第三季度; empty for a period that names no year first."""
    found = YEAR.match(period)
    return f"{int(found[1]) - 1}年{period[found.end() :]}" if found else ""


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    last = first + count - 1
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
