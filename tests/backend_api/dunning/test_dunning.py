"""Telling of invoices once, following up what is not paid, and stopping that."""

from datetime import timedelta
from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.happened import happened

ANNA = world.ANNA


def run(api: Api, what: str) -> Any:
    return api.done("POST", f"/operations/{what}", secret=GATEWAY_SECRET)


@pytest.mark.capability("B6")
def test_an_invoice_is_told_once_and_so_is_that_it_is_overdue(own_api: Api) -> None:
    """One of each customer was issued in the last thirty days, another fell due yesterday."""
    with own_api.at(world.NOW + timedelta(days=1)):
        assert run(own_api, "invoices/notices") == {"issued": 2, "overdue": 2, "more": False}
        assert run(own_api, "invoices/notices") == {"issued": 0, "overdue": 0, "more": False}
    assert happened(own_api, "invoice_issued", ANNA.customer) == [
        {"invoice_number": ANNA.invoices[5], "due_on": "2026-12-04"}
    ]
    assert happened(own_api, "invoice_overdue", ANNA.customer) == [
        {"invoice_number": ANNA.invoices[3], "due_on": "2026-11-20"}
    ]


@pytest.mark.capability("B5")
def test_what_is_not_paid_is_followed_up_step_by_step(own_api: Api) -> None:
    """One of Anna's was reminded and dunned before; another has nothing yet; the third is due today."""
    first = run(own_api, "dunning/steps")
    assert (first["reminded"], first["dunned"], first["more"]) == (2, 0, False)
    assert run(own_api, "dunning/steps")["reminded"] == 0
    number = ANNA.invoices[4]
    shown = own_api.json(f"/invoices/{number}", ANNA.customer)["dunning"]
    assert shown == {
        "step": "reminded",
        "entered_on": "2026-11-20",
        "pay_by_on": "2026-12-04",
        "fee": {"amount": "0.00", "currency": "EUR"},
        "stop_reason": None,
    }
    with own_api.at(world.NOW + timedelta(days=14)):
        run(own_api, "dunning/steps")
        shown = own_api.json(f"/invoices/{number}", ANNA.customer)["dunning"]
        assert (shown["step"], shown["fee"]["amount"]) == ("dunned", "1.50")
        assert own_api.json("/account", ANNA.customer)["dunning_fees"]["amount"] == "3.00"
        before = own_api.json(f"/invoices/{number}", ANNA.customer)["open"]
        assert before["amount"] == "41.38", "the fee comes with the next invoice"


@pytest.mark.capability("B5")
def test_staff_stop_it_while_a_complaint_is_open(own_api: Api) -> None:
    number = ANNA.invoices[4]
    staff = own_api.fact(ANNA.customer, roles=["agent"], person=world.uid(7))
    path = f"/staff/invoices/{number}/dunning-stops"
    stopped = own_api.done("POST", path, fact=staff, body={"reason": "complaint"})
    assert (stopped["dunning"]["step"], stopped["dunning"]["stop_reason"]) == ("stopped", "complaint")
    own_api.done("POST", path, fact=staff, body={"reason": "staff"})
    assert run(own_api, "dunning/steps")["reminded"] == 1, "only the other customer's"


def test_stopping_is_for_staff_who_serve_the_customer(api: Api) -> None:
    path = f"/staff/invoices/{ANNA.invoices[2]}/dunning-stops"
    body = {"reason": "staff"}
    mine = api.ask("POST", path, fact=api.fact(ANNA.customer, "fresh"), body=body)
    assert (mine.status_code, mine.json()["code"]) == (403, "role_missing")
    serving_bela = api.fact(world.BELA.customer, roles=["agent"], person=world.uid(7))
    assert api.ask("POST", path, fact=serving_bela, body=body).status_code == 404


@pytest.mark.parametrize("what", ["invoices/notices", "dunning/steps"])
def test_only_operations_start_it(api: Api, what: str) -> None:
    answer = api.ask("POST", f"/operations/{what}")
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
