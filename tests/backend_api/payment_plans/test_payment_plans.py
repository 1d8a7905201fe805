"""Paying a debt in rates, over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
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


def agree(api: Api, who: world.Ids, months: int = 6, total: str = "183.81", **more: Any) -> Any:
    body = {"months": months, "total": {"amount": total, "currency": "EUR"}} | more
    return api.ask("POST", "/payment-plans", fact=api.fact(who.customer), body=body)


def pay(api: Api, amount: str, reference: str) -> Any:
    body = {
        "source": "bank",
        "external_id": str(uuid4()),
        "amount": {"amount": amount, "currency": "EUR"},
        "received_on": "2026-12-04",
        "reference": reference,
    }
    return api.done("POST", "/operations/payments", body=body, secret=GATEWAY_SECRET)


def total_of(shown: list[Any]) -> Decimal:
    return sum((Decimal(one["amount"]["amount"]) for one in shown), Decimal())


@pytest.mark.capability("B5")
def test_a_preview_shows_every_rate_and_what_it_pays(api: Api) -> None:
    found = api.json("/payment-plans/preview", world.ANNA.customer, months=6)
    assert found["total"] == api.json("/account", world.ANNA.customer)["balance"]
    assert (found["least_months"], found["most_months"]) == (2, 18)
    assert len(found["rates"]) == 6
    assert total_of(found["rates"]) == total_of(found["items"]) == Decimal("183.81")
    assert found["rates"][0]["due_on"] == "2026-12-04"
    on_account = [one["amount"]["amount"] for one in found["items"] if one["invoice_number"] is None]
    assert on_account == ["-3.21"]


@pytest.mark.capability("B5")
def test_an_agreed_plan_stops_dunning_and_is_paid_rate_by_rate(api: Api, who: world.Ids) -> None:
    plan = agree(api, who).json()
    assert (plan["state"], plan["paid"]["amount"], plan["next_rate"]) == ("active", "0.00", plan["rates"][0])
    assert happened(api, "payment_plan_agreed", who.customer) == [
        {"payment_plan_number": plan["number"], "first_due_on": "2026-12-04"}
    ]
    overdue = api.json(f"/invoices/{who.invoices[2]}", who.customer)["dunning"]
    assert (overdue["step"], overdue["stop_reason"], overdue["pay_by_on"]) == ("stopped", "payment_plan", None)
    taken = pay(api, plan["rates"][0]["amount"]["amount"], f"{plan['number']} first rate")
    assert taken["payment_plan_number"] == plan["number"]
    assert taken["parts"][0]["invoice_number"] == who.invoices[2], "the longest due is paid first"
    shown = api.json(f"/payment-plans/{plan['number']}", who.customer)
    assert [rate["paid"] for rate in shown["rates"]] == [True] + [False] * 5
    pay(api, str(Decimal(shown["total"]["amount"]) - Decimal(shown["paid"]["amount"])), plan["number"])
    kept = api.json(f"/payment-plans/{plan['number']}", who.customer)
    assert (kept["state"], kept["next_rate"]) == ("kept", None)


@pytest.mark.capability("B5")
def test_what_is_due_next_is_the_plans_next_rate(api: Api, who: world.Ids) -> None:
    before = api.json("/account", who.customer)
    assert before["payment_plan"] is None
    plan = agree(api, who).json()
    for rate in plan["rates"][:2]:
        account = api.json("/account", who.customer)
        running = account["payment_plan"]
        due = (account["next_due_on"], account["next_due_amount"], running["number"])
        assert (running["next_due_on"], running["next_due"]) == due[:2]
        assert set(running["invoice_numbers"]) == {item["invoice_number"] for item in plan["items"]} - {None}
        assert due == (rate["due_on"], rate["amount"], plan["number"])
        code = api.json(f"/invoices/{who.invoices[5]}/payment-code", who.customer)
        assert (code["due_on"], code["amount"], code["payment_plan_number"]) == due
        assert code["reference_text"] == plan["number"]
        assert f"EUR{rate['amount']['amount']}".rstrip("0") in code["payload"]
        pay(api, rate["amount"]["amount"], code["reference"])
    assert next(one["number"] for one in api.json("/payment-plans", who.customer)["items"]) == plan["number"]


def test_money_for_an_invoice_of_the_plan_counts_for_the_plan(api: Api, who: world.Ids) -> None:
    plan = agree(api, who).json()
    assert pay(api, "26.88", who.invoices[3])["payment_plan_number"] == plan["number"]
    assert api.json(f"/payment-plans/{plan['number']}", who.customer)["paid"]["amount"] == "26.88"


def test_a_rate_paid_in_parts_spreads_over_invoices(api: Api, who: world.Ids) -> None:
    plan = agree(api, who, months=2).json()
    parts = pay(api, "100.00", plan["number"])["parts"]
    assert [(one["invoice_number"], one["amount"]["amount"]) for one in parts] == [
        (who.invoices[2], "46.88"),
        (who.invoices[4], "41.38"),
        (who.invoices[3], "11.74"),
    ]


def test_one_plan_at_a_time(api: Api, who: world.Ids) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: agree(api, who), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    refused = next(answer for answer in answers if answer.status_code == 409).json()
    assert (refused["code"], refused["details"]["reason"]) == ("payment_plan_not_possible", "another_plan")
    again = api.get("/payment-plans/preview", who.customer)
    assert again.json()["details"]["reason"] == "another_plan"


def test_a_broken_plan_bars_another_for_a_year(api: Api, who: world.Ids) -> None:
    plan = agree(api, who).json()
    first_due_on = datetime(2026, 12, 4, 10, tzinfo=UTC)
    with api.at(first_due_on + timedelta(days=7)):
        assert api.json(f"/payment-plans/{plan['number']}", who.customer)["state"] == "active"
    with api.at(first_due_on + timedelta(days=8)):
        assert api.json(f"/payment-plans/{plan['number']}", who.customer)["state"] == "broken"
        assert agree(api, who).json()["details"]["reason"] == "broken_plan"
    with api.at(first_due_on + timedelta(days=8 + 365)):
        assert agree(api, who).status_code == 201
        states = [one["state"] for one in api.json("/payment-plans", who.customer)["items"]]
        assert states == ["active", "broken", "kept"]


def test_what_is_shown_is_what_is_agreed(api: Api, who: world.Ids) -> None:
    pay(api, "20.00", who.invoices[2])
    answer = agree(api, who)
    assert (answer.status_code, answer.json()["code"]) == (409, "payment_plan_changed")
    assert answer.json()["details"]["total"]["amount"] == "163.81"
    assert agree(api, who, total="163.81").status_code == 201


def test_bounds_are_said(api: Api) -> None:
    months = agree(api, world.ANNA, months=19)
    assert (months.status_code, months.json()["code"]) == (422, "payment_plan_months_out_of_range")
    assert months.json()["details"] == {"least_months": 2, "most_months": 18}
    for day in ("2026-11-20", "2027-01-05", "9999-12-31", "0001-01-01"):
        late = agree(api, world.ANNA, first_due_on=day)
        assert late.json()["details"] == {"earliest_on": "2026-11-21", "latest_on": "2027-01-04"}


def test_little_is_not_paid_in_rates(api: Api, who: world.Ids) -> None:
    pay(api, "130.00", who.invoices[2])
    answer = api.get("/payment-plans/preview", who.customer)
    assert answer.json()["details"] == {
        "reason": "too_little_open",
        "least_open": {"amount": "60.00", "currency": "EUR"},
    }


def test_who_only_reads_agrees_to_nothing(api: Api) -> None:
    body = {"months": 6, "total": {"amount": "183.81", "currency": "EUR"}}
    fact = api.fact(world.ANNA.customer, person=world.uid(424_242))
    assert api.ask("POST", "/payment-plans", fact=fact, body=body).json()["code"] == "right_missing"
