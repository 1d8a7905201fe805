"""Use per period and month, marked by where the figures come from, beside the year before."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_api.consumption.segments import Segment, combined, months, usage, year_earlier, year_earlier_end
from backend_api.readings.metering import energy_segments
from backend_api.readings.models import MeterReading
from tests.backend_api import world
from tests.backend_api.conftest import Api

DAY = date.fromisoformat


def ask(api: Api, from_on: str, to_on: str, *, point: str = str(world.ANNA.flat)) -> dict[str, object]:
    answer = api.get("/consumption", world.ANNA.customer, service_point_id=point, **{"from": from_on, "to": to_on})
    assert answer.status_code == 200
    found: dict[str, object] = answer.json()
    return found


@pytest.mark.capability("B16")
def test_a_month_beside_the_year_before(api: Api) -> None:
    found = ask(api, "2026-03-01", "2026-03-31")
    assert (found["total"], found["unit"], found["reading_source"], found["complete"]) == (110, "kWh", "measured", True)
    assert found["covered_until_on"] == "2026-03-31"
    assert found["year_before"] == {
        "from_on": "2025-03-01",
        "to_on": "2025-03-31",
        "total": 100,
        "change_percent": 10,
    }
    assert found["months"] == [{"month": "2026-03", "value": 110, "source": "measured", "year_before_value": 100}]


@pytest.mark.capability("B16")
def test_sources_are_marked_per_month(api: Api) -> None:
    found = ask(api, "2026-01-01", "2026-10-31")
    sources = {month["month"]: month["source"] for month in found["months"]}  # type: ignore[attr-defined]
    assert sources["2026-04"] == "estimated"
    assert sources["2026-10"] == "customer"
    assert sources["2026-05"] == "measured"
    assert (found["total"], found["reading_source"]) == (1100, "mixed")


def test_part_of_a_month_is_an_estimate(api: Api) -> None:
    found = ask(api, "2026-03-01", "2026-03-15")
    assert found["reading_source"] == "estimated"
    assert found["total"] == pytest.approx(110 * 15 / 31, abs=0.001)


def test_what_is_not_known_yet_is_said(api: Api) -> None:
    found = ask(api, "2026-10-01", "2026-12-31")
    assert (found["total"], found["complete"], found["covered_until_on"]) == (110, False, "2026-10-31")
    assert found["year_before"]["to_on"] == "2025-10-31"  # type: ignore[index]
    assert len(found["months"]) == 1  # type: ignore[arg-type]


def test_a_period_before_everything_is_empty_but_no_error(api: Api) -> None:
    found = ask(api, "2020-01-01", "2020-12-31")
    assert (found["total"], found["reading_source"], found["covered_until_on"]) == (0, None, None)
    assert (found["complete"], found["year_before"], found["months"]) == (False, None, [])


def test_the_first_year_has_no_year_before(api: Api) -> None:
    found = ask(api, "2024-09-01", "2025-08-31")
    assert (found["total"], found["complete"], found["year_before"]) == (1200, True, None)


@pytest.mark.capability("B16")
def test_a_line_counts_gigabytes_by_month(api: Api) -> None:
    found = ask(api, "2026-10-01", "2026-11-30", point=str(world.ANNA.phone))
    assert (found["total"], found["unit"], found["covered_until_on"]) == (22.6, "GB", "2026-11-19")
    assert [month["value"] for month in found["months"]] == [10, 12.6]  # type: ignore[attr-defined]
    assert found["complete"] is False


def test_without_days_the_last_twelve_months_are_meant(api: Api) -> None:
    found = api.json("/consumption", world.ANNA.customer, service_point_id=str(world.ANNA.flat))
    assert (found["from_on"], found["to_on"], len(found["months"])) == ("2025-11-01", "2026-10-31", 12)


@pytest.mark.parametrize(
    ("from_on", "to_on"),
    [
        ("2026-02-01", "2026-01-31"),
        ("2020-01-01", "2026-01-01"),
        ("1899-01-01", "1899-02-01"),
        ("0001-01-01", "0001-01-02"),
    ],
)
def test_a_senseless_period_is_refused(api: Api, from_on: str, to_on: str) -> None:
    answer = api.get(
        "/consumption", world.ANNA.customer, service_point_id=str(world.ANNA.flat), **{"from": from_on, "to": to_on}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "period_invalid")


START = DAY("2024-01-01")
SEGMENTS = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 5000)), min_size=1, max_size=20)


@given(SEGMENTS, st.integers(0, 400), st.integers(0, 400))
def test_months_add_up_to_the_period(parts: list[tuple[int, int]], first: int, length: int) -> None:
    segments, day = [], START
    for days, amount in parts:
        segments.append(Segment(day, day + timedelta(days=days), Decimal(amount), "measured"))
        day += timedelta(days=days)
    from_on = START + timedelta(days=first)
    to_on = from_on + timedelta(days=length)
    whole = usage(segments, from_on, to_on)
    split = [usage(segments, month.from_on, month.to_on) for month in months(from_on, to_on)]
    assert sum(part.covered_days for part in split) == whole.covered_days
    assert abs(sum(part.amount for part in split) - whole.amount) <= Decimal("0.001") * len(split)
    everything = usage(segments, START, day)
    assert everything.amount == sum(amount for _, amount in parts)
    assert everything.source == "measured"


def test_gas_in_cubic_metres_becomes_kwh_by_the_factor_of_the_later_reading() -> None:
    readings = [
        MeterReading(read_on=DAY(day), value=Decimal(value), unit="m3", kwh_per_unit=Decimal("10.5"), source=source)
        for day, value, source in (("2026-01-01", "100", "measured"), ("2026-02-01", "120", "customer"))
    ]
    assert energy_segments(readings) == [Segment(DAY("2026-01-01"), DAY("2026-02-01"), Decimal(210), "customer")]


def test_a_gap_is_not_filled() -> None:
    parts = [
        Segment(DAY("2026-01-01"), DAY("2026-02-01"), Decimal(10), "measured"),
        Segment(DAY("2026-03-01"), DAY("2026-04-01"), Decimal(10), "measured"),
    ]
    found = usage(parts, DAY("2026-01-01"), DAY("2026-03-31"))
    assert (found.amount, found.covered_days, found.covered_until_on) == (Decimal(20), 62, DAY("2026-03-31"))


def test_sources_combine() -> None:
    assert combined(set()) is None
    assert combined({"customer"}) == "customer"
    assert combined({"customer", "measured"}) == "mixed"


def test_leap_days_have_a_year_before() -> None:
    assert year_earlier(DAY("2024-02-29")) == DAY("2023-02-28")
    assert year_earlier_end(DAY("2024-02-29")) == DAY("2023-02-28")
    assert year_earlier_end(DAY("2025-02-28")) == DAY("2024-02-29")
