"""Handing in what a meter shows, over HTTP."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend_api.tables import MeterExchange, MeterReading, Register
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.happened import happened
from tests.backend_api.stored import newcomer, store

LAST = 1000 + 12 * 100 + 14 * 110
"""What the flat's meter showed on the first of November, handed in by the customer."""
STAFF = ["back_office"]
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"


@pytest.fixture
def who(api: Api) -> world.Ids:
    return newcomer(api)


def hand_in(
    api: Api, who: world.Ids, value: Any, *, level: str = "verified", point: UUID | None = None, **more: Any
) -> Any:
    body = {"service_point_id": str(point or who.flat), "values": [{"value": str(value)}]} | more
    return api.ask("POST", "/readings", fact=api.fact(who.customer, level), body=body)


def photo_of(api: Api, who: world.Ids, *, comes_in: bool = True) -> str:
    """A picture that the customer handed in, or only meant to."""
    fact = api.fact(who.customer, "channel")
    photo = str(api.done("POST", "/documents", fact=fact, body={"kind": "photo", "pages": 1})["id"])
    if comes_in:
        headers = api.headers(fact=fact) | {"Idempotency-Key": str(uuid4())}
        assert api.client.put(f"/documents/{photo}/files/1", content=PNG, headers=headers).is_success
    return photo


def new_point(api: Api, who: world.Ids, number: int, **more: Any) -> UUID:
    """A place of the customer without any history."""
    place = world.point(who, number)
    place.id = uuid4()
    for name, value in more.items():
        setattr(place, name, value)
    store(api, place)
    return UUID(str(place.id))


@pytest.mark.capability("B6")
@pytest.mark.capability("B16")
def test_a_reading_that_fits_counts_at_once(api: Api, who: world.Ids) -> None:
    taken = hand_in(api, who, LAST + 70).json()
    assert taken["check_state"] == "accepted"
    assert (taken["used"], taken["used_since_on"], taken["unusual"]) == (70, "2026-11-01", None)
    assert [(one["value"], one["source"], one["read_on"]) for one in taken["readings"]] == [
        (LAST + 70, "customer", "2026-11-20")
    ]
    found = api.json("/readings", who.customer, service_point_id=str(who.flat))
    assert found["items"][0]["id"] == taken["readings"][0]["id"]
    assert found["registers"] == [{"code": "1.8.0", "unit": "kWh", "digits": 6, "highest_today": LAST + 209}]
    used = api.json(
        "/consumption", who.customer, service_point_id=str(who.flat), **{"from": "2026-11-01", "to": "2026-11-19"}
    )
    assert (used["total"], used["reading_source"], used["complete"]) == (70, "customer", True)
    assert happened(api, "reading_taken", who.customer) == [
        {"service_point_id": str(who.flat), "read_on": "2026-11-20", "source": "customer"}
    ]
    assert happened(api, "unusual_use", who.customer) == []


def test_the_same_write_again_has_no_second_effect(api: Api, who: world.Ids) -> None:
    body = {"service_point_id": str(who.flat), "values": [{"value": LAST + 70}]}
    first, again = (
        api.ask("POST", "/readings", fact=api.fact(who.customer, "channel"), body=body, key=f"same-{who.customer}")
        for _ in range(2)
    )
    assert (first.status_code, first.content) == (201, again.content)
    assert len(happened(api, "reading_taken", who.customer)) == 1


@pytest.mark.parametrize(("value", "problem"), [(LAST - 1, "below_last"), (LAST * 10, "too_high")])
def test_out_of_range_asks_for_a_photo_and_names_the_range(api: Api, who: world.Ids, value: int, problem: str) -> None:
    answer = hand_in(api, who, value)
    assert (answer.status_code, answer.json()["code"]) == (422, "reading_implausible")
    details = answer.json()["details"]
    assert (details["problem"], details["needs"], details["register_code"]) == (problem, "photo", "1.8.0")
    assert details["expected"] == {"lowest": LAST, "highest": LAST + 209, "unit": "kWh"}


def test_from_a_mere_address_the_range_stays_unsaid(api: Api, who: world.Ids) -> None:
    details = hand_in(api, who, LAST * 10, level="channel").json()["details"]
    assert details["expected"] is None
    assert str(LAST) not in str(details)


def test_from_a_mere_address_a_reading_is_taken_and_nothing_is_told(api: Api, who: world.Ids) -> None:
    taken = hand_in(api, who, LAST + 70, level="channel").json()
    assert (taken["check_state"], taken["used"], taken["used_since_on"]) == ("accepted", None, None)


def test_from_a_mere_address_the_meters_are_known_but_no_place(api: Api, who: world.Ids) -> None:
    point = new_point(api, who, 4002, name="Cellar", meter_number="1EMH0000456789")
    store(api, *(Register(service_point_id=point, code=code, digits=6) for code in ("1.8.1", "1.8.2")))
    new_point(api, who, 4003, state="ended")
    fact = api.fact(who.customer, "channel")
    listed = api.done("GET", "/meters", fact=fact)
    assert {one["service_point_id"] for one in listed["items"]} == {str(who.flat), str(point)}
    cellar = next(one for one in listed["items"] if one["service_point_id"] == str(point))
    assert cellar["number_end"] == "6789"
    assert [(one["code"], one["unit"], one["digits"]) for one in cellar["registers"]] == [
        ("1.8.1", "kWh", 6),
        ("1.8.2", "kWh", 6),
    ]
    assert "Cellar" not in str(listed)
    assert "0000456789" not in str(listed)


def test_with_a_photo_it_waits_for_a_person_and_then_counts(api: Api, who: world.Ids) -> None:
    photo = photo_of(api, who)
    taken = hand_in(api, who, LAST + 900, photo_document_id=photo).json()
    assert (taken["check_state"], taken["used"], taken["unusual"]) == ("to_check", None, None)
    assert happened(api, "reading_taken", who.customer) == []
    period = {"from": "2026-11-01", "to": "2026-11-19"}
    before = api.json("/consumption", who.customer, service_point_id=str(who.flat), **period)
    assert (before["total"], before["covered_until_on"]) == (0, None)
    staff = api.fact(roles=STAFF, person=world.uid(5))
    reviews = [
        one
        for one in api.done("GET", "/staff/reading-reviews", fact=staff)["items"]
        if one["photo_document_id"] == photo
    ]
    assert [(one["value"], one["service_point_id"]) for one in reviews] == [(LAST + 900, str(who.flat))]
    path = f"/staff/reading-reviews/{reviews[0]['id']}/decisions"
    decided = api.done("POST", path, fact=staff, body={"accepted": True})
    assert decided["check_state"] == "accepted"
    assert photo not in str(api.done("GET", "/staff/reading-reviews", fact=staff))
    again = api.ask("POST", path, fact=staff, body={"accepted": False})
    assert (again.status_code, again.json()["code"]) == (409, "review_decided")
    after = api.json("/consumption", who.customer, service_point_id=str(who.flat), **period)
    assert after["total"] == 900
    assert len(happened(api, "reading_taken", who.customer)) == 1


def test_a_photo_is_the_customers_own(api: Api, who: world.Ids) -> None:
    theirs = photo_of(api, newcomer(api))
    foreign, missing = (hand_in(api, who, LAST + 900, photo_document_id=one) for one in (theirs, str(uuid4())))
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert hand_in(api, who, LAST + 80, photo_document_id=theirs).status_code == 404, "also where none is needed"


def test_a_photo_that_never_came_is_none(api: Api, who: world.Ids) -> None:
    refused = hand_in(api, who, LAST + 900, photo_document_id=photo_of(api, who, comes_in=False))
    assert (refused.status_code, refused.json()["code"]) == (422, "reading_implausible")


def test_a_reading_that_was_not_accepted_counts_for_nothing(api: Api, who: world.Ids) -> None:
    taken = hand_in(api, who, LAST * 10, photo_document_id=photo_of(api, who)).json()
    staff = api.fact(roles=STAFF, person=world.uid(5))
    path = f"/staff/reading-reviews/{taken['readings'][0]['id']}/decisions"
    assert api.done("POST", path, fact=staff, body={"accepted": False})["check_state"] == "rejected"
    with api.at(world.NOW + timedelta(days=1)):
        assert hand_in(api, who, LAST + 80).json()["check_state"] == "accepted"


def test_reviews_are_for_staff(api: Api, who: world.Ids) -> None:
    for fact in (api.fact(who.customer, "fresh"), api.fact(partner=world.uid(1), person=world.uid(2)), None):
        answer = api.ask("GET", "/staff/reading-reviews", fact=fact)
        assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")


def test_one_reading_a_day_not_of_tomorrow_and_not_of_years_ago(api: Api, who: world.Ids) -> None:
    assert hand_in(api, who, LAST + 70).status_code == 201
    for more, code in (
        ({}, "reading_duplicate"),
        ({"read_on": "2026-11-21"}, "reading_in_future"),
        ({"read_on": "2025-11-01"}, "reading_too_old"),
        ({"read_on": "0001-01-01"}, "reading_too_old"),
        ({"read_on": "2026-11-19", "meter_number": "1EMH00000000"}, "meter_number_differs"),
    ):
        assert hand_in(api, who, LAST + 71, **more).json()["code"] == code
    meter_number = api.json("/service-points", who.customer)["items"][0]["meter_number"].lower()
    assert hand_in(api, who, LAST + 65, read_on="2026-11-19", meter_number=meter_number).status_code == 201


def test_a_reading_takes_the_place_of_an_estimate_of_its_day(api: Api, who: world.Ids) -> None:
    estimate = MeterReading(service_point_id=who.flat, read_on=world.TODAY, value=Decimal(LAST + 500))
    estimate.source = "estimated"
    store(api, estimate)
    taken = hand_in(api, who, LAST + 70).json()
    assert (taken["readings"][0]["id"], taken["readings"][0]["source"]) == (str(estimate.id), "customer")
    found = api.json("/readings", who.customer, service_point_id=str(who.flat))["items"]
    assert [one["value"] for one in found if one["read_on"] == "2026-11-20"] == [LAST + 70]


def test_an_estimate_whose_place_was_taken_comes_back_when_the_photo_shows_nothing(api: Api, who: world.Ids) -> None:
    estimate = MeterReading(service_point_id=who.flat, read_on=world.TODAY, value=Decimal(LAST + 80))
    estimate.source = "estimated"
    store(api, estimate)
    taken = hand_in(api, who, LAST + 5_000, photo_document_id=photo_of(api, who)).json()
    staff = api.fact(roles=STAFF, person=world.uid(5))
    path = f"/staff/reading-reviews/{taken['readings'][0]['id']}/decisions"
    back = api.done("POST", path, fact=staff, body={"accepted": False})
    assert (back["value"], back["source"], back["check_state"]) == (LAST + 80, "estimated", "accepted")


def test_much_more_than_usual_is_said(api: Api, who: world.Ids) -> None:
    taken = hand_in(api, who, LAST + 140).json()
    assert (taken["check_state"], taken["unusual"]) == ("accepted", "high")
    assert happened(api, "unusual_use", who.customer) == [{"service_point_id": str(who.flat), "change_percent": 101}]


def test_a_meter_with_two_tariffs_wants_both(api: Api, who: world.Ids) -> None:
    point = new_point(api, who, 4001)
    store(api, *(Register(service_point_id=point, code=code, digits=6) for code in ("1.8.1", "1.8.2")))
    one = hand_in(api, who, 100, point=point)
    assert (one.status_code, one.json()["code"]) == (422, "register_unknown")
    assert one.json()["details"] == {"registers": ["1.8.1", "1.8.2"]}
    both = [{"register_code": "1.8.1", "value": 300}, {"register_code": "1.8.2", "value": 120}]
    taken = hand_in(api, who, 0, point=point, values=both, read_on="2026-10-20").json()
    assert {one["register_code"]: one["value"] for one in taken["readings"]} == {"1.8.1": 300, "1.8.2": 120}
    later = [{"register_code": "1.8.1", "value": 350}, {"register_code": "1.8.2", "value": "140.5"}]
    assert hand_in(api, who, 0, point=point, values=later).json()["used"] == 70.5
    used = api.json(
        "/consumption", who.customer, service_point_id=str(point), **{"from": "2026-10-20", "to": "2026-11-19"}
    )
    assert (used["total"], used["complete"]) == (70.5, True)


def test_gas_is_read_in_cubic_metres(api: Api, who: world.Ids) -> None:
    point = new_point(api, who, 4002, commodity="gas")
    taken = hand_in(api, who, 500, point=point).json()["readings"][0]
    assert (taken["register_code"], taken["unit"]) == ("7-20:3.0.0", "m3")


def test_a_line_has_no_meter(api: Api, who: world.Ids) -> None:
    answer = hand_in(api, who, 1, point=who.phone)
    assert (answer.status_code, answer.json()["code"]) == (422, "no_meter")


def test_use_over_an_exchanged_meter_is_right(api: Api, who: world.Ids) -> None:
    exchanged = MeterExchange(
        service_point_id=who.flat,
        register_code="1.8.0",
        exchanged_on=world.TODAY - timedelta(days=10),
        new_meter_number="1EMH0000NEW",
        old_final_value=Decimal(LAST + 40),
        new_start_value=Decimal(2),
    )
    store(api, exchanged)
    taken = hand_in(api, who, 32).json()
    assert (taken["check_state"], taken["used"]) == ("accepted", 70)
    used = api.json(
        "/consumption", who.customer, service_point_id=str(who.flat), **{"from": "2026-11-01", "to": "2026-11-19"}
    )
    assert used["total"] == 70
    shown = api.json("/readings", who.customer, service_point_id=str(who.flat))["exchanges"]
    assert [(one["exchanged_on"], one["new_meter_number"]) for one in shown] == [("2026-11-10", "1EMH0000NEW")]


def test_an_empty_place_says_what_a_reading_must_name(api: Api, who: world.Ids) -> None:
    point = new_point(api, who, 4003)
    found = api.json("/readings", who.customer, service_point_id=str(point))
    assert (found["items"], found["due_on"]) == ([], None)
    assert found["registers"] == [{"code": "1.8.0", "unit": "kWh", "digits": None, "highest_today": None}]
    assert api.json("/readings", who.customer, service_point_id=str(who.phone))["registers"] == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"values": []},
        {"values": [{"value": "-1"}]},
        {"values": [{"value": "x"}]},
        {"values": [{"value": 10**9}]},
        {"values": [{"value": "1.00001"}]},
        {"values": [{"value": 1, "register_code": "9.9.9"}]},
        {"values": [{"value": 1}], "customer_id": "x"},
    ],
)
def test_a_malformed_reading_is_refused(api: Api, who: world.Ids, body: dict[str, Any]) -> None:
    whole = {"service_point_id": str(who.flat)} | body
    assert api.ask("POST", "/readings", fact=api.fact(who.customer), body=whole).status_code == 422


def test_nobody_hands_in_unknown(api: Api, who: world.Ids) -> None:
    body = {"service_point_id": str(who.flat), "values": [{"value": 1}]}
    for secret in (GATEWAY_SECRET,):
        answer = api.ask("POST", "/readings", body=body, secret=secret)
        assert (answer.status_code, answer.json()["needed"]) == (403, "channel")
