"""How to pay an invoice, and money that comes in."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.happened import happened
from tests.backend_api.stored import newcomer


@pytest.fixture
def who(api: Api) -> world.Ids:
    return newcomer(api)


def money(amount: str, reference: str, **more: Any) -> dict[str, Any]:
    return {
        "source": "bank",
        "external_id": str(uuid4()),
        "amount": {"amount": amount, "currency": "EUR"},
        "received_on": "2026-11-20",
        "reference": reference,
    } | more


def receive(api: Api, body: Any, **asked: Any) -> Any:
    return api.ask("POST", "/operations/payments", body=body, secret=GATEWAY_SECRET, **asked)


def invoice(api: Api, who: world.Ids, place: int) -> Any:
    return api.json(f"/invoices/{who.invoices[place]}", who.customer)


@pytest.mark.capability("B5")
def test_what_is_open_can_be_paid_by_code(api: Api) -> None:
    number = world.ANNA.invoices[4]
    found = api.json(f"/invoices/{number}/payment-code", world.ANNA.customer)
    assert found["amount"] == {"amount": "41.38", "currency": "EUR"}, "what was paid already is not asked for again"
    assert (found["iban"], found["holder"]) == ("DE89370400440532013000", "Zorza Energie GmbH")
    assert found["reference"].endswith(number.replace("-", ""))
    assert found["reference_text"].replace(" ", "") == found["reference"]
    assert found["standard"] == "epc"
    assert found["payload"].split("\n")[6:8] == ["DE89370400440532013000", "EUR41.38"]
    assert found["svg"].startswith("<svg")


def test_a_paid_one_and_a_credit_are_not_to_be_paid(api: Api) -> None:
    for place in (0, 1):
        answer = api.get(f"/invoices/{world.ANNA.invoices[place]}/payment-code", world.ANNA.customer)
        assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_pay")


@pytest.mark.capability("B5")
def test_money_with_the_printed_reference_settles_the_invoice(api: Api, who: world.Ids) -> None:
    code = api.json(f"/invoices/{who.invoices[4]}/payment-code", who.customer)
    taken = receive(api, money("41.38", f"{code['reference_text']} thank you"))
    assert taken.status_code == 201, taken.text
    assert taken.json()["parts"][0]["invoice_number"] == who.invoices[4]
    found = invoice(api, who, 4)
    assert (found["state"], found["open"]["amount"]) == ("paid", "0.00")
    unpaid = api.json("/invoices", who.customer, state="unpaid")
    assert who.invoices[4] not in [one["number"] for one in unpaid["items"]]
    assert happened(api, "payment_received", who.customer) == [
        {"invoice_number": who.invoices[4], "received_on": "2026-11-20"}
    ]
    assert api.json("/payments", who.customer)["items"][0]["invoice_number"] == who.invoices[4]


def test_told_twice_it_counts_once_whatever_the_key(api: Api, who: world.Ids) -> None:
    body = money("10.00", who.invoices[2])
    first, again = receive(api, body), receive(api, body)
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(happened(api, "payment_received", who.customer)) == 1
    other = receive(api, body | {"amount": {"amount": "11.00", "currency": "EUR"}})
    assert (other.status_code, other.json()["code"]) == (409, "payment_differs")


def test_the_same_money_told_by_several_at_once_counts_once(api: Api, who: world.Ids) -> None:
    body = money("10.00", who.invoices[2])
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: receive(api, body), range(4)))
    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.text for answer in answers}) == 1
    assert len(happened(api, "payment_received", who.customer)) == 1


def test_money_that_goes_back_opens_the_invoice_again(api: Api, who: world.Ids) -> None:
    total = invoice(api, who, 5)["open"]["amount"]
    receive(api, money(total, who.invoices[5]))
    assert invoice(api, who, 5)["state"] == "paid"
    receive(api, money(f"-{total}", f"returned debit {who.invoices[5]}"))
    found = invoice(api, who, 5)
    assert (found["state"], found["open"]["amount"]) == ("open", total)
    assert api.json("/invoices", who.customer, state="open")["items"][0]["number"] == who.invoices[5]


def test_too_much_is_a_credit_that_says_why(api: Api, who: world.Ids) -> None:
    receive(api, money("500.00", who.invoices[5]))
    found = invoice(api, who, 5)
    assert (found["state"], found["credit_reason"]) == ("credit", "overpaid")
    assert who.invoices[5] in api.json("/account", who.customer)["credit_invoices"]


def test_money_that_names_a_customer_only_stays_on_account(api: Api, who: world.Ids) -> None:
    number = api.json("/customer", who.customer)["customer_number"]
    before = api.json("/account", who.customer)["on_account"]["amount"]
    taken = receive(api, money("20.00", "for June", customer_number=f"K-{number}")).json()
    assert taken["parts"][0]["invoice_number"] is None
    after = api.json("/account", who.customer)["on_account"]["amount"]
    assert (before, after) == ("3.21", "23.21")


def test_money_that_names_nothing_is_refused_and_leaves_nothing(api: Api, who: world.Ids) -> None:
    for body in (
        money("20.00", "for June"),
        money("20.00", "R-2026-999999"),
        money("20.00", "P-999999"),
        money("20.00", "", customer_number="12345678"),
        money("20.00", "", invoice_number="ü"),
    ):
        answer = receive(api, body)
        assert (answer.status_code, answer.json()["code"]) == (422, "payment_unmatched")
    zloty = money("20.00", who.invoices[2]) | {"amount": {"amount": "20.00", "currency": "PLN"}}
    assert receive(api, zloty).json()["code"] == "currency_differs"


def test_payments_at_the_same_time_are_all_counted(api: Api, who: world.Ids) -> None:
    bodies = [money("10.00", who.invoices[2]) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda body: receive(api, body).status_code, bodies))
    assert answers == [201] * 6
    found = invoice(api, who, 2)
    assert sum(float(one["amount"]["amount"]) for one in found["payments"]) == 60
    assert found["open"]["amount"] == f"{float(found['total']['amount']) - 60:.2f}"


@pytest.mark.parametrize(
    "change",
    [
        {"amount": {"amount": "1.234", "currency": "EUR"}},
        {"amount": {"amount": 12.5, "currency": "EUR"}},
        {"amount": "12.50"},
        {"source": "Bank of Us"},
        {"external_id": ""},
        {"received_on": "today"},
        {"extra": 1},
    ],
)
def test_malformed_money_is_refused(api: Api, change: dict[str, Any]) -> None:
    assert receive(api, money("1.00", world.ANNA.invoices[2]) | change).status_code == 422


def test_customers_and_the_bot_tell_of_no_money(api: Api) -> None:
    body = money("1.00", world.ANNA.invoices[2])
    answer = api.ask("POST", "/operations/payments", fact=api.fact(world.ANNA.customer, "fresh"), body=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
