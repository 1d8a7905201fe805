"""How a year's use is spread over its days."""

from datetime import date
from decimal import Decimal

import pytest

from backend_api.consumption.expectation import expected_use
from backend_api.consumption.seasons import HEATING_PER_MILLE, profile_of, weight
from backend_api.consumption.segments import Segment, usage

JANUARY, JULY = (date(2026, 1, 1), date(2026, 2, 1)), (date(2026, 7, 1), date(2026, 8, 1))


def test_a_year_of_heating_weighs_about_as_much_as_its_days() -> None:
    assert sum(Decimal(part) for part in HEATING_PER_MILLE).quantize(Decimal(1)) == 1000
    assert round(weight("heating", date(2026, 1, 1), date(2027, 1, 1))) == 365
    assert weight("even", date(2026, 1, 1), date(2027, 1, 1)) == 365


def test_january_needs_far_more_heat_than_july() -> None:
    assert weight("heating", *JANUARY) > 5 * weight("heating", *JULY)
    assert weight("even", *JANUARY) == weight("even", *JULY) == 31


def test_parts_of_a_span_add_up_to_it() -> None:
    middle = date(2026, 1, 17)
    whole = weight("heating", *JANUARY)
    assert weight("heating", JANUARY[0], middle) + weight("heating", middle, JANUARY[1]) == pytest.approx(whole)
    assert weight("heating", middle, middle) == 0


def test_gas_heats_and_electricity_does_not() -> None:
    assert [profile_of(name) for name in ("gas", "electricity")] == ["heating", "even"]


def test_a_winter_month_gets_more_of_an_estimated_gas_year() -> None:
    year = Segment(date(2025, 10, 1), date(2026, 10, 1), Decimal(12_000), "measured", "heating")
    january, july = usage([year], *_whole(JANUARY)), usage([year], *_whole(JULY))
    assert january.amount > 1_700
    assert july.amount < 350
    assert january.source == "estimated"
    months = [usage([year], date(2026, month, 1), date(2026, month, 28)).amount for month in range(1, 10)]
    assert months[0] == max(months)


def test_the_same_days_of_last_year_are_expected_again() -> None:
    segments = [
        Segment(date(2025, 1, 1), date(2025, 2, 1), Decimal(310), "measured"),
        Segment(date(2025, 2, 1), date(2025, 12, 1), Decimal(900), "measured"),
    ]
    assert expected_use(segments, "even", date(2026, 1, 1), date(2026, 2, 1)) == 310


def test_what_is_known_is_spread_by_season_where_last_year_is_not() -> None:
    summer = [Segment(*JULY, Decimal(100), "measured", "heating")]
    winter = expected_use(summer, "heating", date(2026, 12, 1), date(2027, 1, 1))
    assert winter is not None
    assert 500 < winter < 900
    even = expected_use([Segment(*JULY, Decimal(62), "measured")], "even", date(2026, 8, 1), date(2026, 8, 11))
    assert even == 20


def test_a_few_days_say_nothing() -> None:
    week = Segment(date(2026, 7, 1), date(2026, 7, 8), Decimal(70), "measured")
    assert expected_use([week], "even", date(2026, 7, 8), date(2026, 8, 8)) is None
    assert expected_use([], "even", date(2026, 7, 8), date(2026, 8, 8)) is None


def _whole(span: tuple[date, date]) -> tuple[date, date]:
    return span[0], date(span[0].year, span[0].month, 31)
