"""Spans of the calendar at their edges."""

from datetime import date

from bot.calendar_spans import Period, day_of, month_of, part_of_year, season_of, shift_months, shift_years


def test_february_knows_leap_years():
    assert month_of(2028, 2).to_on == date(2028, 2, 29)
    assert month_of(2026, 2).to_on == date(2026, 2, 28)
    assert day_of(2026, 2, 29) is None
    assert shift_years(date(2028, 2, 29), -1) == date(2027, 2, 28)


def test_months_are_counted_over_the_turn_of_the_year():
    assert shift_months(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert shift_months(date(2026, 12, 1), 1) == date(2027, 1, 1)


def test_winter_ends_in_the_next_year():
    assert season_of(2027, "winter") == Period(date(2027, 12, 1), date(2028, 2, 29), "season")


def test_parts_of_a_year():
    assert part_of_year(2026, 4, 3).to_on == date(2026, 12, 31)
    assert part_of_year(2026, 2, 6).from_on == date(2026, 7, 1)


def test_a_running_span_ends_today():
    year = Period(date(2026, 1, 1), date(2026, 12, 31), "year")
    assert year.until(date(2026, 11, 21)).to_on == date(2026, 11, 21)
    assert year.until(date(2027, 1, 1)) == year
