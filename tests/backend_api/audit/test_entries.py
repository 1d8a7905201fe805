"""Every request by somebody known leaves an entry before its answer leaves."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_api.audit.models import AuditEntry
from backend_api.database import create_sync_engine
from tests.backend_api import world
from tests.backend_api.conftest import Api

AGENT = world.uid(77)


def entries(api: Api) -> list[AuditEntry]:
    engine = create_sync_engine(api.database)
    with Session(engine) as session:
        found = list(session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.id)))
    engine.dispose()
    return found


def test_what_an_agent_sees_names_the_agent_and_the_customer(own_api: Api) -> None:
    fact = own_api.fact(world.ANNA.customer, roles=["agent"], person=AGENT)
    own_api.done("GET", f"/invoices/{world.ANNA.invoices[0]}", fact=fact)
    (entry,) = entries(own_api)
    assert (entry.actor_kind, entry.actor_id, entry.customer_id) == ("staff", AGENT, world.ANNA.customer)
    assert (entry.action, entry.route, entry.item) == ("saw", "/invoices/{number}", world.ANNA.invoices[0])
    assert (entry.caller, entry.conversation, entry.at) == ("actions", "c-1", world.NOW)


@pytest.mark.capability("V1")
def test_a_write_is_noted_once_however_often_it_is_tried(own_api: Api) -> None:
    fact = own_api.fact(world.ANNA.customer, roles=["agent"], person=AGENT)
    ticket, key = {"kind": "callback", "about": None}, str(uuid4())
    for _ in range(3):
        own_api.done("POST", "/tickets", fact=fact, body=ticket, key=key)
    assert [(entry.action, entry.actor_id) for entry in entries(own_api)] == [("changed", AGENT)]


def test_a_refused_write_is_not_noted_as_a_change(own_api: Api) -> None:
    fact = own_api.fact(world.ANNA.customer)
    assert own_api.ask("POST", "/tickets", fact=fact, body={"kind": "nothing"}).status_code == 422
    assert entries(own_api) == []


def test_looking_for_what_is_not_ones_own_is_noted_too(own_api: Api) -> None:
    fact = own_api.fact(world.ANNA.customer)
    assert own_api.ask("GET", f"/invoices/{world.BELA.invoices[0]}", fact=fact).status_code == 404
    (entry,) = entries(own_api)
    assert (entry.customer_id, entry.item) == (world.ANNA.customer, world.BELA.invoices[0])


def test_an_answer_that_cannot_be_noted_is_not_given(own_api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import OperationalError

    async def fail(self: Any, written: Any) -> Exception:
        del self, written
        return OperationalError("INSERT", None, Exception("disk full"))

    monkeypatch.setattr("backend_api.audit.writer.AuditWriter._write", fail)
    answer = own_api.ask("GET", "/customer", fact=own_api.fact(world.ANNA.customer))
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert "Nowak" not in answer.text


def test_the_key_of_an_agent_for_one_customer_gives_nothing_of_another(own_api: Api) -> None:
    ticket = {"kind": "callback", "about": None}
    facts = [own_api.fact(who.customer, roles=["agent"], person=AGENT) for who in (world.ANNA, world.BELA)]
    first = own_api.ask("POST", "/tickets", fact=facts[0], body=ticket, key="one")
    second = own_api.ask("POST", "/tickets", fact=facts[1], body=ticket, key="one")
    assert (first.status_code, second.status_code) == (201, 409)


def test_what_staff_read_and_change_without_naming_a_customer_is_found_by_the_customer(own_api: Api) -> None:
    ticket = own_api.done("POST", "/tickets", fact=own_api.fact(world.ANNA.customer), body={"kind": "callback"})
    staff = own_api.fact(roles=["back_office"], person=AGENT)
    own_api.done("GET", f"/staff/tickets/{ticket['number']}", fact=staff)
    own_api.done("PUT", f"/staff/tickets/{ticket['number']}/assignment", fact=staff, body={"staff_id": None})
    by_staff = [entry for entry in entries(own_api) if entry.actor_kind == "staff"]
    assert [(entry.action, entry.customer_id) for entry in by_staff] == [
        ("saw", world.ANNA.customer),
        ("changed", world.ANNA.customer),
    ]


def test_a_list_of_staff_names_every_customer_in_it(own_api: Api) -> None:
    for who in (world.ANNA, world.BELA):
        own_api.done("POST", "/tickets", fact=own_api.fact(who.customer), body={"kind": "callback"})
    own_api.done("GET", "/staff/tickets", fact=own_api.fact(roles=["back_office"], person=AGENT))
    listed = {entry.customer_id for entry in entries(own_api) if entry.route == "/staff/tickets"}
    assert {world.ANNA.customer, world.BELA.customer} <= listed


def test_a_search_for_what_is_not_there_is_noted_for_nobody(own_api: Api) -> None:
    staff = own_api.fact(roles=["back_office"], person=AGENT)
    assert own_api.ask("GET", "/staff/tickets/T-999999", fact=staff).status_code == 404
    assert [(entry.item, entry.customer_id) for entry in entries(own_api)] == [("T-999999", None)]


def test_many_readers_at_once_are_answered(api: Api) -> None:
    """Each holds a connection while it waits for its entry, which must not need one of the same."""
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(lambda _: api.get("/invoices", world.ANNA.customer).status_code, range(40)))
    assert answers == [200] * 40
