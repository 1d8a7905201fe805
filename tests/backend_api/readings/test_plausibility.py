"""Whether a value that somebody read can be right."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_api.readings.metering import Exchange, Metered
from backend_api.readings.plausibility import MOST_TIMES, Taken, Verdict, judge
from backend_api.tables import MeterReading

TODAY = date(2026, 12, 1)


def history(days: int = 730, per_day: int = 10, start: int = 5_000) -> list[MeterReading]:
    """Read every ten days until the first of October 2026."""
    last = date(2026, 10, 1)
    return [
        MeterReading(
            read_on=last - timedelta(days=before),
            value=Decimal(start + (days - before) * per_day),
            source="measured",
            unit="kWh",
            register_code="1.8.0",
            kwh_per_unit=Decimal(1),
        )
        for before in range(days, -1, -10)
    ]


LAST = 5_000 + 7_300


def taken(value: int | str, read_on: date = TODAY) -> Taken:
    return Taken(read_on, Decimal(value), "kWh")


def estimate(value: int, read_on: date) -> MeterReading:
    row = history()[-1]
    return MeterReading(
        read_on=read_on,
        value=Decimal(value),
        source="estimated",
        unit="kWh",
        register_code="1.8.0",
        kwh_per_unit=row.kwh_per_unit,
    )


def test_the_same_season_of_last_year_is_expected() -> None:
    verdict = judge(taken(LAST + 600), history(), Metered())
    assert verdict == Verdict(None, Decimal(600), Decimal(610), Decimal(LAST), Decimal(LAST + 610 * MOST_TIMES))
    assert verdict.unusual is None


@pytest.mark.parametrize(
    ("value", "problem"),
    [(LAST - 1, "below_last"), (LAST + 1_831, "too_high"), (LAST * 10, "too_high"), (LAST, None), (LAST + 1_830, None)],
)
def test_below_the_last_and_above_three_times_the_expected_is_out_of_range(value: int, problem: str | None) -> None:
    verdict = judge(taken(value), history(), Metered())
    assert verdict.problem == problem
    assert (verdict.lowest, verdict.highest) == (LAST, LAST + 1_830)


def test_much_or_little_is_possible_but_unusual() -> None:
    uses = {use: judge(taken(LAST + use), history(), Metered()).unusual for use in (0, 240, 245, 610, 914, 915, 1_800)}
    assert list(uses.values()) == ["low", "low", None, None, None, "high", "high"]


def test_an_estimate_binds_nobody() -> None:
    rows = [*history(), estimate(LAST + 900, date(2026, 11, 15))]
    verdict = judge(taken(LAST + 500), rows, Metered())
    assert (verdict.problem, verdict.used, verdict.below_estimate) == (None, 500, True)
    assert not judge(taken(LAST + 950), rows, Metered()).below_estimate


def test_a_later_reading_is_a_ceiling() -> None:
    verdict = judge(taken(LAST - 50, date(2026, 9, 22)), history(), Metered())
    assert verdict.problem == "above_next" or verdict.used is not None
    assert judge(taken(LAST + 1, date(2026, 9, 25)), history(), Metered()).problem == "above_next"


def test_without_history_anything_goes_that_the_meter_can_show() -> None:
    assert judge(taken(123_456), [], Metered()) == Verdict(None)
    assert judge(taken(123_456), [], Metered(digits=5)).problem == "too_many_digits"
    assert judge(taken(99_999), [], Metered(digits=5)).problem is None


def test_a_counter_at_its_end_may_begin_again() -> None:
    rows = history(start=100_000 - 7_300 - 100)
    verdict = judge(taken(400), rows, Metered(digits=5))
    assert (verdict.problem, verdict.used, verdict.rolled_over) == (None, 500, True)
    assert judge(taken(9_000), rows, Metered(digits=5)).problem == "below_last"
    assert judge(taken(400), history(), Metered(digits=5)).problem == "below_last", "it stood in mid-range"


def test_a_new_meter_goes_on_where_the_old_one_ended() -> None:
    exchanged = Metered((Exchange(date(2026, 11, 1), Decimal(LAST + 300), Decimal(5)),))
    verdict = judge(taken(305), history(), exchanged)
    assert (verdict.problem, verdict.used, verdict.lowest) == (None, 600, 5)
    assert verdict.highest == 5 + 1_830 - 300
    assert judge(taken(4), history(), exchanged).problem == "below_last"
    assert judge(taken(1_600), history(), exchanged).problem == "too_high"


def test_a_short_span_is_not_narrower_than_the_slack() -> None:
    day_after = date(2026, 10, 2)
    assert judge(taken(LAST + 60, day_after), history(), Metered()).problem is None
    assert judge(taken(LAST + 61, day_after), history(), Metered()).problem == "too_high"


@given(st.integers(0, 10**6), st.integers(1, 60))
def test_a_value_in_the_range_that_is_named_is_always_taken(value: int, days: int) -> None:
    read_on = date(2026, 10, 1) + timedelta(days=days)
    verdict = judge(taken(value, read_on), history(), Metered())
    assert verdict.lowest is not None
    assert verdict.highest is not None
    assert (verdict.problem is None) == (verdict.lowest <= value <= verdict.highest)
