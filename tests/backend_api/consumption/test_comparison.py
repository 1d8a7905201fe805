"""Use of several places in two periods, over HTTP; with billing systems in tests/backend_api/billing_systems."""

from datetime import date
from decimal import Decimal

import pytest

from backend_api.consumption.comparison import told_use, totals
from backend_api.consumption.schemas import ComparedPoint
from tests.backend_api import world
from tests.backend_api.conftest import Api

PERIOD = {"from": "2026-01-01", "to": "2026-03-31"}


@pytest.mark.capability("B16")
def test_every_point_stands_beside_the_year_before(api: Api) -> None:
    found = api.json("/consumption/comparison", world.ANNA.customer, **PERIOD)
    assert found["against"] == {"from_on": "2025-01-01", "to_on": "2025-03-31"}
    flat, phone = found["points"]
    assert (flat["now"], flat["before"], flat["change"], flat["change_percent"]) == (330, 300, 30, 10)
    assert (flat["unit"], flat["complete"], flat["reading_source"], flat["source"]) == ("kWh", True, "measured", None)
    assert (phone["now"], phone["change_percent"], phone["unit"]) == (30, 0, "GB")
    assert [(one["commodity"], one["now"], one["points"], one["points_asked"]) for one in found["totals"]] == [
        ("electricity", 330, 1, 1),
        ("mobile", 30, 1, 1),
    ]
    assert (found["complete"], found["missing"]) == (True, [])


@pytest.mark.capability("B16")
def test_any_two_periods_of_chosen_points_can_be_compared(api: Api) -> None:
    asked = {"against_from": "2026-04-01", "against_to": "2026-06-30", "service_point_id": str(world.ANNA.flat)}
    found = api.json("/consumption/comparison", world.ANNA.customer, **PERIOD, **asked)
    assert [point["service_point_id"] for point in found["points"]] == [str(world.ANNA.flat)]
    assert found["totals"][0]["change"] == 0


def test_what_is_not_wholly_known_is_shown_and_not_added_up(api: Api) -> None:
    found = api.json("/consumption/comparison", world.ANNA.customer, **{"from": "2026-10-01", "to": "2026-11-19"})
    flat = found["points"][0]
    assert (flat["now"], flat["complete"], flat["change"], flat["change_percent"]) == (110, False, None, None)
    assert (found["complete"], found["totals"][0]["points"], found["totals"][0]["points_asked"]) == (False, 0, 1)


def test_one_strange_point_among_own_ones_is_not_found(api: Api) -> None:
    params = {"service_point_id": [str(world.ANNA.flat), str(world.BELA.flat)]}
    answer = api.client.get(
        "/consumption/comparison", params=params, headers=api.headers(world.ANNA.customer, "verified")
    )
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "period",
    [
        {"from": "2026-02-01", "to": "2026-01-01"},
        {"from": "0001-01-01", "to": "0001-01-02"},
        {"from": "2026-01-01", "to": "2026-01-31", "against_from": "2020-01-01"},
        {"from": "2026-01-01", "to": "2026-01-31", "against_from": "9999-01-01", "against_to": "9999-12-31"},
    ],
)
def test_a_period_that_makes_no_sense_is_refused(api: Api, period: dict[str, str]) -> None:
    answer = api.get("/consumption/comparison", world.ANNA.customer, **period)
    assert (answer.status_code, answer.json()["code"]) == (422, "period_invalid")


def test_a_billing_system_is_believed_for_whole_months_that_it_knows() -> None:
    known = {date(2026, month, 1): Decimal(10 * month) for month in (1, 2, 3)}
    assert told_use(known, (date(2026, 1, 1), date(2026, 2, 28))) == 30
    for days in ((date(2026, 1, 2), date(2026, 2, 28)), (date(2026, 1, 1), date(2026, 2, 27))):
        assert told_use(known, days) is None
    assert told_use(known, (date(2026, 3, 1), date(2026, 4, 30))) is None


def test_totals_leave_out_what_cannot_be_compared() -> None:
    rows = [point("electricity", 10, 5), point("electricity", 7, None), point("gas", 4, 0)]
    found = {total.commodity: total for total in totals(rows)}
    assert (found["electricity"].now, found["electricity"].change_percent, found["electricity"].points) == (10, 100, 1)
    assert (found["gas"].change, found["gas"].change_percent) == (4, None)


def point(commodity: str, now: int | None, before: int | None) -> ComparedPoint:
    return ComparedPoint.model_validate(
        {
            "service_point_id": world.uid(1),
            "service_point_name": "Flat",
            "commodity": commodity,
            "unit": "kWh",
            "now": now,
            "before": before,
            "change": None,
            "change_percent": None,
            "complete": now is not None and before is not None,
            "reading_source": None,
            "source": None,
            "as_of": None,
            "current": True,
        }
    )
