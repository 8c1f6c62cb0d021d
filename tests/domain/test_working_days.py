"""Working days: holidays are none, worked weekends are some."""

from datetime import date

import pytest

from xuncha.engine.domain.working_days import (
    UnknownYearError,
    is_working_day,
    working_days_after,
    working_days_before,
    working_days_between,
)


def test_a_national_holiday_is_none_and_the_saturday_worked_for_it_is_one() -> None:
    assert not is_working_day(date(2024, 10, 1))
    assert is_working_day(date(2024, 10, 12))
    assert not is_working_day(date(2024, 10, 19))


def test_five_working_days_after_a_day_before_the_holiday_end_after_it() -> None:
    asked = date(2024, 9, 30)
    due = working_days_after(asked, 5)
    assert due == date(2024, 10, 12)
    assert working_days_between(asked, due) == 5
    assert working_days_before(due, 5) == asked


def test_no_working_days_is_the_day_itself() -> None:
    assert working_days_after(date(2024, 10, 1), 0) == date(2024, 10, 1)
    assert working_days_between(date(2024, 10, 8), date(2024, 10, 1)) == 0


def test_a_year_nobody_arranged_yet_is_no_guess() -> None:
    with pytest.raises(UnknownYearError, match="2099"):
        working_days_after(date(2099, 1, 1), 1)
