"""Interruptions over HTTP: anybody asks by postcode, customers at their points; whoever is affected is told."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend_api.database import sync_session_factory
from backend_api.tables import DomainEvent
from tests.backend_api import world
from tests.backend_api.conftest import Api

STAFF = world.uid(9001)
COLOGNE = {"country": "DE", "postcode": "50667"}


def as_staff(api: Api, role: str = "agent") -> str:
    return api.fact(person=STAFF, roles=[role])


def announce(api: Api, hours: float = -1, **changes: Any) -> Any:
    starts = world.NOW + timedelta(hours=hours)
    body = {"commodity": "electricity", "cause": "fault", "starts_at": starts.isoformat(), "areas": [COLOGNE]}
    return api.done("POST", "/staff/outages", fact=as_staff(api), body=body | changes)


def move(api: Api, outage: Any, **step: Any) -> Any:
    return api.done("POST", f"/staff/outages/{outage['id']}/moves", fact=as_staff(api), body=step)


def here(api: Api, **params: Any) -> list[Any]:
    found = api.ask("GET", "/outages", params={"postcode": "50667"} | params)
    assert found.status_code == 200, found.text
    items: list[Any] = found.json()["items"]
    return items


def told(api: Api, number: str) -> list[tuple[str, Any]]:
    sessions = sync_session_factory(api.database)
    with sessions() as session:
        events = session.scalars(select(DomainEvent).order_by(DomainEvent.occurred_at, DomainEvent.id)).all()
    sessions.kw["bind"].dispose()
    return [(event.name, event.customer_id) for event in events if event.about.get("outage_number") == number]


@pytest.mark.capability("B6")
def test_an_interruption_is_planned_begins_and_is_over_and_everybody_affected_is_told(own_api: Api) -> None:
    api = own_api
    until = (world.NOW + timedelta(hours=5)).isoformat()
    notes = {"de": "Wir tauschen einen Trafo.", "en": "We replace a transformer.", "pl": "Wymieniamy transformator."}
    planned = announce(api, hours=2, cause="maintenance", expected_until_at=until, notes=notes)
    assert (planned["state"], planned["affected_points"]) == ("planned", 2)
    (shown,) = here(api)
    assert (shown["number"], shown["state"], shown["notes"]) == (planned["number"], "planned", notes)
    assert "areas" not in shown, "who else is affected is ours to know"
    with api.at(world.NOW + timedelta(hours=2)):
        assert move(api, planned, event="start")["state"] == "running"
    with api.at(world.NOW + timedelta(hours=4)):
        assert move(api, planned, event="end")["state"] == "over"
        assert [outage["state"] for outage in here(api)] == ["over"]
    with api.at(world.NOW + timedelta(hours=29)):
        assert here(api) == [], "a day later it is no news"
    both = {world.ANNA.customer, world.BELA.customer}
    events = told(api, planned["number"])
    assert [name for name, _ in events] == [
        *["outage_planned"] * 2,
        *["outage_started"] * 2,
        *["outage_over"] * 2,
    ]
    assert {customer for _, customer in events} == both


def test_running_ones_come_first_and_other_supplies_are_left_out(own_api: Api) -> None:
    api = own_api
    later, gas, now = announce(api, hours=3), announce(api, commodity="gas"), announce(api)
    assert {outage["number"] for outage in here(api)} == {later["number"], gas["number"], now["number"]}
    assert [outage["number"] for outage in here(api, commodity="electricity")] == [now["number"], later["number"]]
    assert here(api, postcode="50668") == []
    assert here(api, country="PL") == []
    assert gas["affected_points"] == 0


def test_a_single_point_can_be_affected(own_api: Api) -> None:
    api = own_api
    single = announce(api, areas=[], service_point_ids=[str(world.ANNA.flat)])
    assert single["affected_points"] == 1
    assert here(api) == [], "by postcode nobody learns of one customer's point"
    mine = api.json("/own-outages", world.ANNA.customer)
    assert [outage["number"] for outage in mine["items"]] == [single["number"]]
    at_flat = api.json("/own-outages", world.ANNA.customer, service_point_id=str(world.ANNA.flat))
    assert at_flat == mine
    assert api.json("/own-outages", world.BELA.customer)["items"] == []
    foreign = api.json("/own-outages", world.BELA.customer, service_point_id=str(world.ANNA.flat))
    assert foreign["items"] == []


def test_reports_tell_what_is_known_and_gather_where_nothing_is(own_api: Api) -> None:
    api = own_api
    anna, bela = (api.fact(who.customer, "channel") for who in (world.ANNA, world.BELA))
    mine = {"service_point_id": str(world.ANNA.flat)}
    first = api.done("POST", "/outage-reports", fact=anna, body=mine)
    assert first["outage"] is None
    api.done("POST", "/outage-reports", fact=anna, body=mine)
    theirs = {"service_point_id": str(world.BELA.flat), "problem": "unstable"}
    api.done("POST", "/outage-reports", fact=bela, body=theirs)
    (group,) = api.done("GET", "/staff/outage-reports", fact=as_staff(api))["items"]
    assert (group["postcode"], group["commodity"], group["reports"]) == ("50667", "electricity", 2)
    outage = announce(api)
    assert outage["reports"] == 2, "what was reported before belongs to it"
    assert api.done("GET", "/staff/outage-reports", fact=as_staff(api))["items"] == []
    again = api.done("POST", "/outage-reports", fact=anna, body=mine)
    assert again["outage"]["number"] == outage["number"]


def test_what_is_expected_can_change(own_api: Api) -> None:
    api = own_api
    outage = announce(api)
    until = world.NOW + timedelta(hours=3)
    assert move(api, outage, expected_until_at=until.isoformat())["expected_until_at"] == "2026-11-20T13:15:00Z"
    early = {"expected_until_at": (world.NOW - timedelta(days=1)).isoformat()}
    refused = api.ask("POST", f"/staff/outages/{outage['id']}/moves", fact=as_staff(api), body=early)
    assert (refused.status_code, refused.json()["code"]) == (422, "outage_times_invalid")
    cancelled = api.ask("POST", f"/staff/outages/{outage['id']}/moves", fact=as_staff(api), body={"event": "cancel"})
    assert (cancelled.status_code, cancelled.json()["code"]) == (409, "outage_move_refused")
    listed = api.done("GET", "/staff/outages", fact=as_staff(api), params={"state": "running"})
    assert outage["number"] in [item["number"] for item in listed["items"]]


@pytest.mark.parametrize(
    "changes",
    [
        {"areas": []},
        {"areas": [{"country": "FR", "postcode": "75001"}]},
        {"areas": [{"country": "DE", "postcode": "drop table"}]},
        {"starts_at": "2026-11-20T10:00:00"},
        {"expected_until_at": "2026-11-01T10:00:00Z"},
        {"notes": {"fr": "Bonjour"}},
    ],
)
def test_what_is_no_interruption_is_refused(api: Api, changes: dict[str, Any]) -> None:
    starts = (world.NOW - timedelta(hours=1)).isoformat()
    body = {"commodity": "gas", "starts_at": starts, "areas": [COLOGNE]} | changes
    assert api.ask("POST", "/staff/outages", fact=as_staff(api), body=body).status_code == 422


def test_points_that_are_not_there_are_refused(api: Api) -> None:
    body = {"commodity": "gas", "starts_at": world.NOW.isoformat(), "service_point_ids": [str(world.uid(424242))]}
    assert api.ask("POST", "/staff/outages", fact=as_staff(api), body=body).status_code == 404


@pytest.mark.parametrize("fact", ["customer", "nobody"])
def test_customers_announce_nothing(api: Api, fact: str) -> None:
    facts = {"customer": api.fact(world.ANNA.customer), "nobody": None}
    starts = world.NOW.isoformat()
    body = {"commodity": "gas", "starts_at": starts, "areas": [COLOGNE]}
    assert api.ask("POST", "/staff/outages", fact=facts[fact], body=body).status_code == 403
    assert api.ask("GET", "/staff/outages", fact=facts[fact]).status_code == 403


def test_a_report_needs_a_known_address_and_an_own_point(api: Api) -> None:
    body = {"service_point_id": str(world.ANNA.flat)}
    assert api.ask("POST", "/outage-reports", body=body).status_code == 403
    bela = api.fact(world.BELA.customer, "channel")
    assert api.ask("POST", "/outage-reports", fact=bela, body=body).status_code == 404
