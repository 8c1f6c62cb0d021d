"""Periods that end at the moment of inspection. Months are calendar months."""

import calendar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local_day(moment: datetime) -> date:
    """The calendar day of a moment in China."""
    return moment.astimezone(SHANGHAI).date()


def days_before(day: date, days: int) -> date:
    """The first day of ``[T - days, T]``; that day itself is still inside."""
    return day - timedelta(days=days)


def months_before(day: date, months: int) -> date:
    """The first day of ``[T - months, T]``: the same day of the month, or the month's last."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
