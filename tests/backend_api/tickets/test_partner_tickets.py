"""Partners complain about orders, deliveries, commissions and cases, and follow what becomes of it."""

from datetime import timedelta

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.products.rows import A_PARTNER, B_PARTNER, SUSPENDED
from tests.backend_api.returns import rows as returns
from tests.backend_api.tickets import rows

AGENT = world.uid(9001)


def as_partner(api: Api, number: int = B_PARTNER) -> str:
    return api.fact(partner=world.uid(number), person=world.uid(number + 1))


def as_agent(api: Api) -> str:
    return api.fact(person=AGENT, roles=["agent"])


def missing_commission(order_number: str) -> dict[str, object]:
    return {
        "complaint_type": "commission",
        "text": "The commission for this order is missing.",
        "reference": {"kind": "order", "number": order_number},
    }


@pytest.mark.capability("V16")
def test_a_partner_complains_about_a_commission_and_follows_it(api: Api) -> None:
    fact = as_partner(api)
    sold = returns.order_number(1000, 1)
    opened = api.done("POST", "/partner/tickets", fact=fact, body=missing_commission(sold))
    number = opened["number"]
    assert (opened["complaint_type"], opened["answer_due_on"]) == ("commission", "2026-12-04")
    path = f"/staff/tickets/{number}/moves"
    with api.at(world.NOW + timedelta(days=1)):
        question = {"event": "wait", "waiting_for": "partner", "text": "Which contract?"}
        api.done("POST", path, fact=as_agent(api), body=question)
    with api.at(world.NOW + timedelta(days=3)):
        said = api.done(
            "POST", f"/partner/tickets/{number}/messages", fact=as_partner(api), body={"text": "The phone's."}
        )
        assert said["state"] == "open"
        assert said["answer_due_on"] == "2026-12-06", "two days went to the partner, and our own clock stopped"
        api.done("POST", path, fact=as_agent(api), body={"event": "answer", "text": "Paid on the 1st."})
        detail = api.done("GET", f"/partner/tickets/{number}", fact=as_partner(api))
    assert detail["reference"] == {"kind": "order", "number": sold}
    assert [message["text"] for message in detail["messages"]] == [
        "The commission for this order is missing.",
        "Which contract?",
        "The phone's.",
        "Paid on the 1st.",
    ]
    assert [entry["event"] for entry in detail["history"]] == ["opened", "wait", "resume", "answer"]
    assert {wait["party"]: wait["hours"] for wait in detail["waited"]}["partner"] == 48.0
    listed = api.done("GET", "/partner/tickets", fact=as_partner(api))
    assert number in [ticket["number"] for ticket in listed["items"]]


def test_another_partners_ticket_looks_like_none(api: Api) -> None:
    sold = returns.order_number(1000, 1)
    body = missing_commission(sold)
    number = api.done("POST", "/partner/tickets", fact=as_partner(api), body=body)["number"]
    other = as_partner(api, A_PARTNER)
    for path in (f"/partner/tickets/{number}", "/partner/tickets/T-999999"):
        assert api.ask("GET", path, fact=other).json() == {"code": "not_found", "message": "There is nothing here."}
        assert api.ask("POST", f"{path}/messages", fact=other, body={"text": "x"}).status_code == 404
    assert number not in api.ask("GET", "/partner/tickets", fact=other).text
    foreign, missing = (
        api.ask("POST", "/partner/tickets", fact=other, body=missing_commission(order)) for order in (sold, "O-9999999")
    )
    assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content) == (404, foreign.content)


def test_customers_and_partners_do_not_see_each_others_tickets(api: Api) -> None:
    body = missing_commission(returns.order_number(1000, 1))
    number = api.done("POST", "/partner/tickets", fact=as_partner(api), body=body)["number"]
    assert api.get(f"/tickets/{number}", world.ANNA.customer).status_code == 404, "not even the customer of the order"
    own = rows.ticket_number(1000)
    assert api.ask("GET", f"/partner/tickets/{own}", fact=as_partner(api)).status_code == 404


def test_a_partner_who_is_made_a_party_reads_a_customers_ticket(own_api: Api) -> None:
    api, number = own_api, rows.ticket_number(1000)
    party = {"kind": "partner", "partner_id": str(world.uid(B_PARTNER))}
    api.done("POST", f"/staff/tickets/{number}/parties", fact=as_agent(api), body=party)
    shown = api.ask("GET", f"/partner/tickets/{number}", fact=as_partner(api))
    assert shown.status_code == 200
    assert "Note about" not in shown.text
    assert api.get(f"/tickets/{number}", world.ANNA.customer).status_code == 200
    nobody = {"kind": "partner", "partner_id": str(world.uid(424242))}
    assert api.ask("POST", f"/staff/tickets/{number}/parties", fact=as_agent(api), body=nobody).status_code == 404


@pytest.mark.parametrize("fact", ["customer", "staff", "nobody"])
def test_only_partners_complain_there(api: Api, fact: str) -> None:
    facts = {"customer": api.fact(world.ANNA.customer), "staff": as_agent(api), "nobody": None}
    answer = api.ask("POST", "/partner/tickets", fact=facts[fact], body={"complaint_type": "order", "text": "x"})
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")


def test_a_suspended_partner_finds_nothing(api: Api) -> None:
    fact = as_partner(api, SUSPENDED)
    assert api.ask("GET", "/partner/tickets", fact=fact).status_code == 404
    assert (
        api.ask("POST", "/partner/tickets", fact=fact, body={"complaint_type": "order", "text": "x"}).status_code == 404
    )
    assert api.ask("GET", "/partner/returns", fact=fact).status_code == 404
    assert api.ask("GET", "/partner/documents", fact=fact).status_code == 404


def test_contracts_and_invoices_are_never_a_partners(api: Api) -> None:
    body = {"kind": "question", "text": "x", "reference": {"kind": "invoice", "number": world.ANNA.invoices[0]}}
    assert api.ask("POST", "/partner/tickets", fact=as_partner(api), body=body).status_code == 404
