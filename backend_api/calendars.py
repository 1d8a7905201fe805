"""Working days of the countries we serve: Monday to Friday without public holidays.

Holidays come from the ``holidays`` library: for Germany those of the whole country (a day that only some states keep is
a working day), for Poland the statutory days off, 24 December included since 2025.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

_SATURDAY = 5
_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def _holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))


def is_holiday(day: date, country: str) -> bool:
    """Whether it is a public holiday in the whole country (ISO 3166)."""
    return day in _holidays(country, day.year)


def is_working_day(day: date, country: str) -> bool:
    """Whether people in this country (ISO 3166) work on this day."""
    return day.weekday() < _SATURDAY and not is_holiday(day, country)


def next_working_day(day: date, country: str) -> date:
    """The first working day on or after this one."""
    while not is_working_day(day, country):
        day += _DAY
    return day


def add_working_days(day: date, number: int, country: str) -> date:
    """The working day that many working days after this one (0: this day, or the next working day)."""
    day = next_working_day(day, country)
    for _ in range(number):
        day = next_working_day(day + _DAY, country)
    return day
