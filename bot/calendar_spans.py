"""Spans of the calendar: days, months, quarters, seasons, years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SEASON_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""Meteorological seasons of three months each."""


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both included, and how fine it was said."""

    from_on: date
    to_on: date
    grain: str

    def until(self, today: date) -> Period:
        """The same, but ending today when it is still running."""
        if self.from_on <= today < self.to_on:
            return Period(self.from_on, today, self.grain)
        return self

    def edge(self, name: str) -> Period:
        """Its ``first``, ``middle`` (of a month the 14th or 15th) or ``last`` day."""
        middle = self.from_on + timedelta(days=((self.to_on - self.from_on).days - 1) // 2)
        on = {"first": self.from_on, "middle": middle, "last": self.to_on}[name]
        return Period(on, on, "day")


def day_of(year: int, month: int, day: int) -> Period | None:
    """One day; none when the calendar has no such day."""
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    return Period(on, on, "day")


def month_of(year: int, month: int) -> Period:
    """A whole month."""
    first = date(year, month, 1)
    return Period(first, shift_months(first, 1) - timedelta(days=1), "month")


def part_of_year(year: int, number: int, months: int) -> Period:
    """The first, second ... part of a year that is ``months`` long."""
    first = date(year, (number - 1) * months + 1, 1)
    return Period(first, shift_months(first, months) - timedelta(days=1), "quarter" if months == 3 else "range")


def year_of(year: int) -> Period:
    """A whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def season_of(year: int, season: str) -> Period:
    """Meteorological seasons; a winter belongs to the year of its December."""
    first = date(year, SEASON_FIRST_MONTH[season], 1)
    return Period(first, shift_months(first, 3) - timedelta(days=1), "season")


def shift_months(first: date, months: int) -> date:
    """The first day of the month that lies so many months later."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def shift_years(on: date, years: int) -> date:
    """The same day so many years later; the end of February is moved to the 28th."""
    return date(on.year + years, on.month, min(on.day, 28) if on.month == 2 else on.day)
