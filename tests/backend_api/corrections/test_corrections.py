"""Asking for a corrected invoice, from the reading that shows it to the ticket."""

from typing import Any
from uuid import uuid4

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.happened import happened
from tests.backend_api.stored import newcomer


@pytest.fixture
def who(api: Api) -> world.Ids:
    return newcomer(api)


def ask(api: Api, who: world.Ids, place: int, **body: Any) -> Any:
    path = f"/invoices/{who.invoices[place]}/correction-requests"
    return api.ask("POST", path, fact=api.fact(who.customer), body=body)


@pytest.mark.capability("B16")
def test_a_reading_below_the_estimate_leads_to_a_correction(api: Api, who: world.Ids) -> None:
    """The world's invoice at place 4 rests on an estimate."""
    body = {"service_point_id": str(who.flat), "values": [{"value": 3800}]}
    taken = api.done("POST", "/readings", fact=api.fact(who.customer, "channel"), body=body)
    asked = ask(api, who, 4, reading_id=taken["readings"][0]["id"], text="I read it myself.")
    assert asked.status_code == 201, asked.text
    request = asked.json()
    assert (request["invoice_number"], request["state"]) == (who.invoices[4], "requested")
    assert request["answer_due_on"] is not None
    tickets = api.json("/tickets", who.customer)["items"]
    assert [(one["number"], one["kind"]) for one in tickets] == [(request["ticket_number"], "correction")]
    assert [one["kind"] for one in happened(api, "ticket_opened", who.customer)] == ["correction"]
    listed = api.json(f"/invoices/{who.invoices[4]}/correction-requests", who.customer)["items"]
    assert [one["id"] for one in listed] == [request["id"]]


def test_asking_twice_names_the_ticket_of_the_first(api: Api, who: world.Ids) -> None:
    first, second = ask(api, who, 4), ask(api, who, 4)
    assert (second.status_code, second.json()["code"]) == (409, "correction_requested")
    assert second.json()["details"] == {"ticket_number": first.json()["ticket_number"]}
    assert len(api.json("/tickets", who.customer)["items"]) == 1


def test_what_was_measured_is_no_matter_of_a_correction(api: Api) -> None:
    answer = ask(api, world.ANNA, 5)
    assert (answer.status_code, answer.json()["code"]) == (409, "invoice_not_estimated")


def test_another_customers_reading_looks_like_none(api: Api, who: world.Ids) -> None:
    theirs = api.json("/readings", world.BELA.customer, service_point_id=str(world.BELA.flat))["items"][0]["id"]
    foreign, missing = ask(api, who, 4, reading_id=theirs), ask(api, who, 4, reading_id=str(uuid4()))
    assert (foreign.status_code, foreign.content) == (404, missing.content)
