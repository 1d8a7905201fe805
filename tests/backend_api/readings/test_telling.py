"""What systems tell about meters, and asking customers for a reading in time."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.happened import happened
from tests.backend_api.stored import newcomer

LAST = 1000 + 12 * 100 + 14 * 110


@pytest.fixture
def who(api: Api) -> world.Ids:
    return newcomer(api)


def tell(api: Api, path: str, body: Any, **asked: Any) -> Any:
    return api.ask("POST", f"/operations/{path}", body=body, secret=GATEWAY_SECRET, **asked)


def reading(who: world.Ids, value: float, source: str, read_on: str = "2026-11-15") -> dict[str, Any]:
    point = str(who.flat)
    return {"service_point_id": point, "read_on": read_on, "source": source, "values": [{"value": value}]}


@pytest.mark.capability("B6")
def test_readings_measured_and_estimated_are_events(api: Api, who: world.Ids) -> None:
    assert tell(api, "readings", reading(who, LAST + 50, "estimated")).status_code == 201
    assert tell(api, "readings", reading(who, LAST + 60, "measured", "2026-11-18")).status_code == 201
    about = {"service_point_id": str(who.flat)}
    assert happened(api, "reading_estimated", who.customer) == [about | {"read_on": "2026-11-15"}]
    assert happened(api, "reading_taken", who.customer) == [about | {"read_on": "2026-11-18", "source": "measured"}]


def test_a_measured_value_takes_the_place_of_an_estimate_but_not_the_other_way_round(api: Api, who: world.Ids) -> None:
    assert tell(api, "readings", reading(who, LAST + 50, "estimated")).status_code == 201
    twice = tell(api, "readings", reading(who, LAST + 51, "estimated"))
    assert (twice.status_code, twice.json()["code"]) == (409, "reading_duplicate")
    assert tell(api, "readings", reading(who, LAST + 40, "measured")).status_code == 201
    assert tell(api, "readings", reading(who, LAST + 45, "measured")).status_code == 409
    found = api.json("/readings", who.customer, service_point_id=str(who.flat))["items"][0]
    assert (found["value"], found["source"]) == (LAST + 40, "measured")


@pytest.mark.capability("B6")
def test_unusual_use_is_said_whoever_read_the_meter(api: Api, who: world.Ids) -> None:
    assert tell(api, "readings", reading(who, LAST + 140, "measured", "2026-11-20")).status_code == 201
    assert happened(api, "unusual_use", who.customer) == [{"service_point_id": str(who.flat), "change_percent": 101}]


@pytest.mark.capability("B6")
def test_an_exchanged_meter_gets_its_number_and_is_an_event(api: Api, who: world.Ids) -> None:
    body = {
        "service_point_id": str(who.flat),
        "exchanged_on": "2026-11-10",
        "new_meter_number": "1EMH00NEW",
        "old_final_value": LAST + 40,
        "new_start_value": 0,
    }
    shown = tell(api, "meter-exchanges", body)
    assert (shown.status_code, shown.json()["register_code"]) == (201, "1.8.0")
    point = next(one for one in api.json("/service-points", who.customer)["items"] if one["id"] == str(who.flat))
    assert point["meter_number"] == "1EMH00NEW"
    assert happened(api, "meter_changed", who.customer) == [
        {"service_point_id": str(who.flat), "exchanged_on": "2026-11-10", "meter_number": "1EMH00NEW"}
    ]
    assert tell(api, "meter-exchanges", body).json()["code"] == "reading_duplicate"
    assert tell(api, "meter-exchanges", body | {"exchanged_on": "2027-01-01"}).json()["code"] == "reading_in_future"
    assert tell(api, "readings", reading(who, 30, "measured", "2026-11-20")).status_code == 201
    days = {"from": "2026-11-01", "to": "2026-11-19"}
    assert api.json("/consumption", who.customer, service_point_id=str(who.flat), **days)["total"] == 70


@pytest.mark.capability("B6")
def test_a_yearly_reading_is_asked_for_once_and_the_answer_is_noted(own_api: Api) -> None:
    """Anna's last reading is of the first of November 2026: it is due a year later, and she is asked 14 days before."""
    flat, anna = str(world.ANNA.flat), world.ANNA.customer
    early, late = datetime(2027, 10, 17, 10, tzinfo=UTC), datetime(2027, 10, 18, 10, tzinfo=UTC)
    with own_api.at(early):
        assert tell(own_api, "readings/requests", None).json() == {"asked": 0, "next_after": None}
    with own_api.at(late):
        assert tell(own_api, "readings/requests", None).json()["asked"] == 2
        assert tell(own_api, "readings/requests", None).json()["asked"] == 0
        assert happened(own_api, "reading_due", anna) == [{"service_point_id": flat, "due_on": "2027-11-01"}]
        assert own_api.json("/readings", anna, service_point_id=flat)["due_on"] == "2027-11-01"
        body = {"service_point_id": flat, "values": [{"value": LAST + 1_300}]}
        own_api.done("POST", "/readings", fact=own_api.fact(anna, "channel"), body=body)
        assert own_api.json("/readings", anna, service_point_id=flat)["due_on"] is None


def test_a_point_that_nobody_has_and_a_day_that_cannot_be(api: Api, who: world.Ids) -> None:
    unknown = reading(who, 1, "measured") | {"service_point_id": str(uuid4())}
    assert tell(api, "readings", unknown).status_code == 404
    for day, code in (("2027-01-01", "reading_in_future"), ("0001-01-01", "reading_too_old")):
        assert tell(api, "readings", reading(who, 1, "measured", day)).json()["code"] == code


def test_the_same_key_for_another_page_is_refused(api: Api) -> None:
    asked = [
        api.ask("POST", f"/operations/readings/requests{after}", secret=GATEWAY_SECRET, key="one page")
        for after in ("", f"?after={world.uid(1)}")
    ]
    assert [answer.status_code for answer in asked] == [201, 409]


@pytest.mark.parametrize("path", ["readings", "meter-exchanges", "readings/requests"])
def test_only_services_with_the_scope_tell(api: Api, who: world.Ids, path: str) -> None:
    answer = api.ask("POST", f"/operations/{path}", fact=api.fact(who.customer, "fresh"), body={})
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
