"""Market messages move switches: neutral stages, reasons, who acts, and nothing twice."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from backend_api.database import sync_session_factory
from backend_api.tables import Contract, DomainEvent, MeteringPoint
from tests.backend_api import world
from tests.backend_api.conftest import ACTIONS_SECRET, GATEWAY_SECRET, Api
from tests.backend_api.documents import rows as documents

NEXT_DAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def say(api: Api, switch: Any, code: str, reference: str, **more: Any) -> Any:
    body = {"code": code, "reference": reference} | more
    return api.done("POST", f"/switches/{switch}/messages", body=body, secret=GATEWAY_SECRET)


def record(api: Api, switch: Any, customer: Any = world.ANNA.customer) -> Any:
    return api.done("GET", f"/switches/{switch}", fact=api.fact(customer))


def events(api: Api, name: str) -> list[DomainEvent]:
    sessions = sync_session_factory(api.database)
    with sessions() as session:
        found = session.scalars(select(DomainEvent).where(DomainEvent.name == name).order_by(DomainEvent.id)).all()
    sessions.kw["bind"].dispose()
    return list(found)


def corrected(api: Api) -> str:
    """The id of the request that takes the place of Anna's rejected one."""
    path = f"/switches/{world.ANNA.switch}/corrections"
    answer = api.done("POST", path, fact=api.fact(world.ANNA.customer), body={"meter_number": "1EMH0000777"})
    return str(answer["id"])


@pytest.mark.capability("B28")
def test_a_rejected_switch_is_corrected_accepted_and_runs(own_api: Api) -> None:
    api = own_api
    new = corrected(api)
    sent = record(api, new)
    assert (sent["stage"], sent["waiting_for"], sent["blocker_code"]) == (
        "sent_to_grid_operator",
        "grid_operator",
        "waiting_grid_operator",
    )
    assert (sent["corrects_id"], sent["expected_on"]) == (str(world.ANNA.switch), "2026-11-23")
    old = record(api, world.ANNA.switch)
    assert (old["stage"], old["corrected_by_id"], old["position"]) == ("withdrawn", new, 6)
    assert [item["id"] for item in api.json("/switches", world.ANNA.customer)["items"]] == [new]
    accepted = say(api, new, "55002", "M-1", start_on="2026-12-01")
    assert (accepted["moved"], accepted["stage"]) == (True, "accepted")
    for now, stage in ((NEXT_DAY, "date_fixed"), (datetime(2026, 12, 1, 9, tzinfo=UTC), "active")):
        with api.at(now):
            api.done("POST", "/operations/switches/due-steps", body={}, secret=GATEWAY_SECRET)
            assert record(api, new)["stage"] == stage
    with api.at(datetime(2026, 12, 2, 9, tzinfo=UTC)):
        assert record(api, new)["next_step_code"] == "send_first_reading"
        say(api, new, "own.first_reading", "R-1")
        done = say(api, new, "own.final_bill", "B-1")
    assert (done["stage"], done["next_step_code"]) == ("old_supplier_final_bill", "check_final_bill")
    order = api.done("GET", f"/orders/{done['order_number']}", fact=api.fact(world.ANNA.customer))
    assert (order["state"], order["outcome"]) == ("old_supplier_final_bill", "done")
    sessions = sync_session_factory(api.database)
    with sessions() as session:
        point = session.get_one(MeteringPoint, world.ANNA.flat)
        assert point.meter_number == "1EMH0000777"
    sessions.kw["bind"].dispose()
    told = [event.about for event in events(api, "switch_stage_changed") if event.about["stage"] == "accepted"]
    assert told[0]["start_on"] == "2026-12-01"
    assert told[0]["waiting_for"] == "supplier"


def test_a_request_is_corrected_once(own_api: Api) -> None:
    corrected(own_api)
    path = f"/switches/{world.ANNA.switch}/corrections"
    again = own_api.ask("POST", path, fact=own_api.fact(world.ANNA.customer), body={"meter_number": "1EMH0000778"})
    assert (again.status_code, again.json()["code"]) == (409, "switch_step_refused")


def test_a_correction_without_anything_is_refused(api: Api) -> None:
    path = f"/switches/{world.ANNA.switch}/corrections"
    answer = api.ask("POST", path, fact=api.fact(world.ANNA.customer), body={})
    assert answer.json()["details"] == {"stage": "rejected", "problem": "nothing_to_correct"}


def test_a_new_authority_is_looked_at_first(own_api: Api) -> None:
    path = f"/switches/{world.ANNA.switch}/corrections"
    foreign, missing = (
        own_api.ask("POST", path, fact=own_api.fact(world.ANNA.customer), body={"authority_document_id": str(paper)})
        for paper in (documents.document_id(2000), world.uid(9999))
    )
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    body = {"authority_document_id": str(documents.document_id(1000))}
    new = own_api.done("POST", path, fact=own_api.fact(world.ANNA.customer), body=body)
    assert (new["stage"], new["waiting_for"]) == ("signed", "supplier")


@pytest.mark.capability("B28")
def test_another_contract_leads_to_a_choice_and_waiting(own_api: Api) -> None:
    api = own_api
    new = corrected(api)
    rejected = say(api, new, "55003", "M-2", reason="E_0624/A35", other_contract_ends_on="2027-03-31")
    assert (rejected["reason_code"], rejected["next_step_code"]) == (
        "other_contract_running",
        "choose_wait_or_withdraw",
    )
    seen = record(api, new)
    assert (seen["waiting_for"], seen["can_wait"], seen["can_correct"], seen["can_withdraw"]) == (
        "customer",
        True,
        False,
        True,
    )
    assert seen["rejection"] == {
        "code": "other_contract_running",
        "national_code": "E_0624/A35",
        "national_name": "Vertragsbindung",
        "other_contract_ends_on": "2027-03-31",
    }
    waiting = api.done("POST", f"/switches/{new}/waiting", fact=api.fact(world.ANNA.customer))
    assert (waiting["waiting_for"], waiting["expected_on"], waiting["start_on"]) == (
        "old_supplier",
        "2027-04-01",
        "2027-04-01",
    )
    assert (waiting["stage"], waiting["blocker_code"], waiting["next_step_code"]) == (
        "rejected",
        "old_contract_running",
        "wait",
    )
    again = say(api, new, "55001", "M-3")
    assert again["stage"] == "sent_to_grid_operator"


def test_a_rejected_switch_can_be_given_up_with_a_fresh_code(own_api: Api) -> None:
    path = f"/switches/{world.ANNA.switch}/withdrawal"
    refused = own_api.ask("POST", path, fact=own_api.fact(world.ANNA.customer, "fresh", bound_to="switch:other"))
    assert (refused.status_code, refused.json()["needed"]) == (403, "fresh")
    fact = own_api.fact(world.ANNA.customer, "fresh", bound_to=f"switch:{world.ANNA.switch}")
    gone = own_api.done("POST", path, fact=fact)
    assert (gone["stage"], gone["waiting_for"], gone["next_step_code"]) == ("withdrawn", None, "none")
    assert own_api.json("/switches", world.ANNA.customer)["total"] == 0


def test_the_same_message_has_one_effect_and_an_old_one_none(own_api: Api) -> None:
    api = own_api
    new = corrected(api)
    first = say(api, new, "55002", "M-9")
    again = say(api, new, "55002", "M-9")
    assert (first["moved"], again["moved"], again["stage"]) == (True, True, "accepted")
    late = say(api, new, "55003", "M-10", reason="Z12")
    assert (late["moved"], late["stage"]) == (False, "accepted")
    told = say(api, new, "55036", "M-11")
    assert (told["moved"], told["waiting_for"]) == (False, "old_supplier")
    log = record(api, new)["messages"]
    assert {entry["reference"]: entry["stage"] for entry in log} == {"M-9": "accepted", "M-10": None, "M-11": None}
    other = api.ask(
        "POST", f"/switches/{new}/messages", body={"code": "55003", "reference": "M-9"}, secret=GATEWAY_SECRET
    )
    assert (other.status_code, other.json()["code"]) == (409, "switch_message_reused")


@pytest.mark.parametrize(
    ("body", "field"),
    [({"code": "WERYFIKACJA_POZYTYWNA"}, "code"), ({"code": "55003", "reason": "NIEZNANY_PPE"}, "reason")],
)
def test_a_message_of_another_country_is_refused(api: Api, body: dict[str, str], field: str) -> None:
    path = f"/switches/{world.ANNA.switch}/messages"
    answer = api.ask("POST", path, body=body | {"reference": "X"}, secret=GATEWAY_SECRET)
    assert (answer.status_code, answer.json()["details"]) == (422, {"field": field, "country": "DE"})


def test_messages_are_for_services(api: Api) -> None:
    answer = api.ask(
        "POST",
        f"/switches/{world.ANNA.switch}/messages",
        body={"code": "55002", "reference": "Y"},
        secret=ACTIONS_SECRET,
        fact=api.fact(world.ANNA.customer),
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    missing = api.ask(
        "POST", f"/switches/{world.uid(9)}/messages", body={"code": "55002", "reference": "Y"}, secret=GATEWAY_SECRET
    )
    assert missing.status_code == 404


@pytest.mark.capability("B28")
def test_a_polish_switch_is_verified_by_its_operator(own_api: Api) -> None:
    api, customer = own_api, world.APPLICANT.customer
    path = f"/switches/{world.APPLICANT.switch}/corrections"
    new = api.done("POST", path, fact=api.fact(customer), body={"meter_number": "PL998877"})["id"]
    checked = say(api, new, "WERYFIKACJA_FORMALNA", "P-1")
    assert (checked["moved"], checked["expected_on"]) == (False, "2026-11-27")
    refused = say(api, new, "WERYFIKACJA_NEGATYWNA", "P-2", reason="BRAK_PELNOMOCNICTWA")
    assert (refused["reason_code"], refused["next_step_code"], refused["waiting_for"]) == (
        "authority_invalid",
        "send_authority",
        "customer",
    )
    seen = record(api, new, customer)
    assert (seen["reason_code"], seen["blocker_code"]) == (None, "authority_missing")
    assert seen["rejection"]["national_name"] == "Brak lub wada pełnomocnictwa"


@pytest.mark.capability("B28")
def test_a_customer_who_leaves_is_tracked_as_well(own_api: Api) -> None:
    api = own_api
    body = {
        "scheme": "malo",
        "identifier": world.malo(1000),
        "code": "55016",
        "reference": "N-1",
        "counterpart": "New Power",
    }
    first = api.done("POST", "/erp/switches", body=body, secret=GATEWAY_SECRET)
    assert (first["stage"], first["waiting_for"]) == ("signed", "old_supplier")
    switch = first["switch_id"]
    again = api.done("POST", "/erp/switches", body=body | {"reference": "N-2"}, secret=GATEWAY_SECRET)
    assert again["switch_id"] == switch
    confirmed = say(api, switch, "55017", "N-3", start_on="2027-09-01", happened_on="2026-11-20")
    assert confirmed["stage"] == "old_contract_ended"
    for code, stage in (("55010", "sent_to_grid_operator"), ("55011", "accepted"), ("55007", "date_fixed")):
        assert say(api, switch, code, f"N-{code}")["stage"] == stage
    items = api.json("/switches", world.ANNA.customer)["items"]
    (leaving,) = [item for item in items if item["direction"] == "outgoing"]
    assert (leaving["counterpart"], leaving["start_on"], leaving["stage"]) == ("New Power", "2027-09-01", "date_fixed")
    contract = api.json(f"/contracts/{world.ANNA.contract}", world.ANNA.customer)
    assert (contract["state"], contract["ends_on"], contract["ended_by"]) == ("ending", "2027-08-31", "other_supplier")
    unknown = api.ask("POST", "/erp/switches", body=body | {"identifier": "99999999999"}, secret=GATEWAY_SECRET)
    assert unknown.status_code == 404


@pytest.mark.capability("B27")
def test_a_switch_that_is_ordered_anywhere_is_seen_from_the_first_minute(own_api: Api) -> None:
    api, customer = own_api, world.ANNA.customer
    fact = api.fact(customer, "fresh", bound_to=f"order:supplier_switch:{world.ANNA.flat}")
    body = {
        "kind": "supplier_switch",
        "service_point_id": str(world.ANNA.flat),
        "details": {"counterpart": "Third Power", "wished_on": "2027-02-01"},
    }
    order = api.done("POST", "/orders", fact=fact, body=body)
    items = api.get("/switches", customer, "channel").json()["items"]
    assert [(item["stage"], item["position"], item["waiting_for"]) for item in items] == [
        ("rejected", 6, "customer"),
        ("signed", 1, "supplier"),
    ]
    found = api.json("/switches", customer)["items"][1]
    assert (found["order_number"], found["counterpart"], found["start_on"]) == (
        order["number"],
        "Third Power",
        "2027-02-01",
    )
    assert found["history"] == [{"stage": "signed", "on": "2026-11-20"}]


def test_a_switch_without_history_is_still_shown(own_api: Api) -> None:
    sessions = sync_session_factory(own_api.database)
    with sessions() as session, session.begin():
        from backend_api.tables import OrderStateEntry

        for entry in session.scalars(select(OrderStateEntry).where(OrderStateEntry.order_id == world.uid(1005))):
            session.delete(entry)
        assert session.get(Contract, world.ANNA.contract) is not None
    sessions.kw["bind"].dispose()
    (switch,) = own_api.json("/switches", world.ANNA.customer)["items"]
    assert (switch["history"], switch["stage_since_on"]) == ([], "2026-10-12")


def test_a_switch_on_its_way_is_given_up_as_long_as_its_contract_may_be_withdrawn_from(own_api: Api) -> None:
    saturday = datetime(2026, 11, 21, 9, tzinfo=UTC)
    with own_api.at(saturday):
        new = corrected(own_api)
        say(own_api, new, "55002", "M-1", start_on="2027-01-01")
    for day, may in ((7, True), (8, False)):
        with own_api.at(datetime(2026, 12, day, 9, tzinfo=UTC)):
            assert record(own_api, new)["can_withdraw"] is may
    with own_api.at(datetime(2026, 12, 8, 9, tzinfo=UTC)):
        fact = own_api.fact(world.ANNA.customer, "fresh", bound_to=f"switch:{new}")
        refused = own_api.ask("POST", f"/switches/{new}/withdrawal", fact=fact)
    assert (refused.status_code, refused.json()["details"]["problem"]) == (409, "too_late")
