"""From what meters showed to what was used."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_api.consumption.segments import Segment
from backend_api.readings.metering import Exchange, Metered, energy_segments, segments_of
from backend_api.tables import MeterReading

DAY = date.fromisoformat


def reading(
    day: str, value: int | str, source: str = "measured", code: str = "1.8.0", unit: str = "kWh"
) -> MeterReading:
    return MeterReading(
        read_on=DAY(day), value=Decimal(value), source=source, register_code=code, unit=unit, kwh_per_unit=Decimal(1)
    )


def amounts(segments: list[Segment]) -> list[Decimal]:
    return [segment.amount for segment in segments]


def test_use_over_an_exchanged_meter_is_what_both_counted() -> None:
    exchanged = Metered((Exchange(DAY("2026-03-10"), Decimal(5_200), Decimal(3)),))
    readings = [reading("2026-01-01", 5_000), reading("2026-06-01", 103)]
    assert amounts(segments_of(readings, exchanged)) == [200 + 100]


def test_a_reading_of_the_day_of_the_exchange_is_the_old_meters() -> None:
    exchanged = Metered((Exchange(DAY("2026-03-10"), Decimal(5_200), Decimal(0)),))
    readings = [reading("2026-01-01", 5_000), reading("2026-03-10", 5_200), reading("2026-04-01", 50)]
    assert amounts(segments_of(readings, exchanged)) == [200, 50]


def test_two_exchanges_in_one_span() -> None:
    exchanged = Metered(
        (
            Exchange(DAY("2026-02-01"), Decimal(110), Decimal(1_000)),
            Exchange(DAY("2026-03-01"), Decimal(1_020), Decimal(0)),
        )
    )
    readings = [reading("2026-01-01", 100), reading("2026-04-01", 30)]
    assert amounts(segments_of(readings, exchanged)) == [10 + 20 + 30]


def test_a_counter_that_begins_again_goes_on_counting() -> None:
    readings = [reading("2026-01-01", 99_950), reading("2026-02-01", 60)]
    assert amounts(segments_of(readings, Metered(digits=5))) == [110]
    assert amounts(segments_of([reading("2026-01-01", 999_950), reading("2026-02-01", 60)])) == [110]


def test_an_estimate_that_a_reading_refutes_is_left_out() -> None:
    readings = [
        reading("2026-01-01", 1_000),
        reading("2026-02-01", 1_400, "estimated"),
        reading("2026-03-01", 1_200, "customer"),
    ]
    found = segments_of(readings)
    assert [(one.from_on, one.until_on, one.amount, one.source) for one in found] == [
        (DAY("2026-01-01"), DAY("2026-03-01"), Decimal(200), "customer")
    ]


def test_an_estimate_that_fits_stays() -> None:
    readings = [reading("2026-01-01", 0), reading("2026-02-01", 90, "estimated"), reading("2026-03-01", 200)]
    assert [(one.amount, one.source) for one in segments_of(readings)] == [(90, "estimated"), (110, "measured")]


def test_tariff_registers_are_added_up_where_both_were_read() -> None:
    readings = [
        reading("2026-01-01", 100, code="1.8.1"),
        reading("2026-01-01", 50, code="1.8.2"),
        reading("2026-02-01", 160, code="1.8.1"),
        reading("2026-02-01", 90, "estimated", code="1.8.2"),
        reading("2026-03-01", 200, code="1.8.1"),
    ]
    found = energy_segments(readings)
    assert [(one.until_on, one.amount, one.source) for one in found] == [(DAY("2026-02-01"), Decimal(100), "mixed")]


def test_a_total_register_counts_what_its_tariffs_count() -> None:
    readings = [
        *(reading(f"2026-0{month}-01", 100 * month) for month in (1, 2)),
        *(reading(f"2026-0{month}-01", 70 * month, code="1.8.1") for month in (1, 2)),
        *(reading(f"2026-0{month}-01", 30 * month, code="1.8.2") for month in (1, 2)),
    ]
    assert amounts(energy_segments(readings)) == [100]


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=20),
    st.integers(0, 99_999),
    st.sets(st.integers(0, 19), max_size=5),
)
def test_no_unit_is_lost_or_counted_twice_over_exchanges_and_ends_of_range(
    used: list[int], start: int, exchanged_at: set[int]
) -> None:
    """A meter of five digits, read on the first of each month and now and then exchanged in mid-month."""
    counter, readings, exchanges = start, [], []
    for place, amount in enumerate(used):
        month = date(2020 + place // 12, place % 12 + 1, 1)
        readings.append(reading(month.isoformat(), counter))
        before = amount // 2
        counter = (counter + before) % 100_000
        if place in exchanged_at:
            exchanges.append(Exchange(month.replace(day=15), Decimal(counter), Decimal(7)))
            counter = 7
        counter = (counter + amount - before) % 100_000
    last = date(2020 + len(used) // 12, len(used) % 12 + 1, 1)
    readings.append(reading(last.isoformat(), counter))
    assert amounts(segments_of(readings, Metered(tuple(exchanges), digits=5))) == used
