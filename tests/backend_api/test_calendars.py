"""Working days of both countries."""

from datetime import date

import pytest

from backend_api.calendars import add_working_days, is_holiday, is_working_day, next_working_day


@pytest.mark.parametrize(
    ("day", "country", "works"),
    [
        (date(2026, 11, 20), "DE", True),
        (date(2026, 11, 21), "DE", False),
        (date(2026, 11, 11), "DE", True),
        (date(2026, 11, 11), "PL", False),
        (date(2026, 12, 24), "PL", False),
        (date(2026, 12, 24), "DE", True),
        (date(2026, 10, 3), "DE", False),
    ],
)
def test_weekends_and_public_holidays_are_no_working_days(day: date, country: str, works: bool) -> None:
    assert is_working_day(day, country) is works


def test_periods_jump_over_days_off() -> None:
    friday = date(2026, 12, 18)
    assert add_working_days(friday, 0, "DE") == friday
    assert add_working_days(friday, 5, "DE") == date(2026, 12, 28)
    assert add_working_days(friday, 5, "PL") == date(2026, 12, 29)
    assert next_working_day(date(2026, 12, 25), "PL") == date(2026, 12, 28)
    assert is_holiday(date(2026, 12, 25), "PL")
