"""Working days 工作日: weekdays without public holidays, and the weekends worked instead of them.

The days come from the State Council's yearly arrangement as ``chinesecalendar`` ships it. A year
that is not arranged yet is no guess: the question raises UnknownYearError.
"""

from datetime import date, timedelta

import chinese_calendar

from xuncha.engine.domain.errors import XunchaError

_DAY = timedelta(days=1)


class UnknownYearError(XunchaError):
    """该年的放假安排未知"""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"{day.year} 年的放假安排未收录，算不出工作日；位置：{day}；"
            "处理办法：升级 chinesecalendar，或请人工计算"
        )


def is_working_day(day: date) -> bool:
    """Whether offices work on that day. Raises UnknownYearError."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise UnknownYearError(day) from None


def working_days_after(day: date, days: int) -> date:
    """The ``days``-th working day after a day, which itself is not counted; the day for 0.

    “5 个工作日内” of a question asked on ``day`` ends with ``working_days_after(day, 5)``.
    """
    return _walk(day, days, _DAY)


def working_days_before(day: date, days: int) -> date:
    """The ``days``-th working day before a day, which itself is not counted; the day for 0."""
    return _walk(day, days, -_DAY)


def working_days_between(first: date, last: date) -> int:
    """How many working days lie in ``(first, last]``: 0 for the same day, or for a later first."""
    span = max(0, (last - first).days)
    return sum(is_working_day(first + _DAY * step) for step in range(1, span + 1))


def _walk(day: date, days: int, step: timedelta) -> date:
    left = days
    while left > 0:
        day += step
        left -= is_working_day(day)
    return day
