"""Invoices with what is open of them, and payments."""

from datetime import date
from decimal import Decimal

import pytest

from backend_api.invoices.states import invoice_state
from tests.backend_api import world
from tests.backend_api.conftest import Api

PAID, CREDIT, OVERDUE, DUE_TODAY, LATE_AND_PARTLY, OPEN = world.ANNA.invoices
STATES = {
    OPEN: "open",
    LATE_AND_PARTLY: "overdue",
    DUE_TODAY: "partly_paid",
    OVERDUE: "overdue",
    CREDIT: "credit",
    PAID: "paid",
}


@pytest.mark.capability("B5")
def test_invoices_come_newest_first_with_their_states(api: Api) -> None:
    found = api.json("/invoices", world.ANNA.customer)
    assert {one["number"]: one["state"] for one in found["items"]} == STATES
    assert [one["number"] for one in found["items"]] == list(STATES)
    assert found["total"] == 6


@pytest.mark.capability("B5")
@pytest.mark.parametrize("state", ["open", "partly_paid", "paid", "overdue", "credit", "unpaid"])
def test_invoices_of_one_state(api: Api, state: str) -> None:
    wanted = {"open", "partly_paid", "overdue"} if state == "unpaid" else {state}
    found = api.json("/invoices", world.ANNA.customer, state=state)
    expected = [number for number, its_state in STATES.items() if its_state in wanted]
    assert [one["number"] for one in found["items"]] == expected
    assert found["total"] == len(expected)


def test_pages_have_no_gaps(api: Api) -> None:
    pages = [api.json("/invoices", world.ANNA.customer, limit=4, offset=offset) for offset in (0, 4, 8)]
    assert [one["number"] for page in pages for one in page["items"]] == list(STATES)
    assert {page["total"] for page in pages} == {6}


def test_invoices_of_one_point(api: Api) -> None:
    assert api.json("/invoices", world.ANNA.customer, service_point_id=str(world.ANNA.flat))["total"] == 6
    assert api.json("/invoices", world.ANNA.customer, service_point_id=str(world.ANNA.phone))["total"] == 0


@pytest.mark.capability("B5")
def test_an_invoice_has_lines_and_payments(api: Api) -> None:
    found = api.json(f"/invoices/{LATE_AND_PARTLY}", world.ANNA.customer)
    assert found["total"] == {"amount": "46.88", "currency": "EUR"}
    assert found["open"] == {"amount": "41.38", "currency": "EUR"}
    assert (found["days"], found["consumption"], found["consumption_unit"]) == (30, 110, "kWh")
    assert (found["reading_source"], found["contract_number"]) == ("estimated", "V-001000")
    assert found["lines"] == [
        {
            "kind": "work",
            "description": "Energy",
            "quantity": 110,
            "unit": "kWh",
            "unit_price": {"amount": "0.3125", "currency": "EUR"},
            "amount": {"amount": "34.38", "currency": "EUR"},
            "from_on": "2026-09-01",
            "to_on": "2026-09-30",
            "reason_code": None,
        },
        {
            "kind": "base",
            "description": "Base",
            "quantity": 1,
            "unit": "month",
            "unit_price": {"amount": "12.50", "currency": "EUR"},
            "amount": {"amount": "12.50", "currency": "EUR"},
            "from_on": "2026-09-01",
            "to_on": "2026-09-30",
            "reason_code": None,
        },
    ]
    assert found["payments"] == [
        {"received_on": "2026-10-20", "amount": {"amount": "5.50", "currency": "EUR"}, "reference": "Thank you"}
    ]


@pytest.mark.capability("B5")
def test_a_bill_that_doubled_is_explained(api: Api) -> None:
    found = api.json(f"/invoices/{OPEN}/comparison", world.ANNA.customer)
    assert found["previous"]["number"] == LATE_AND_PARTLY
    assert found["difference"]["amount"] == "40.62"
    amounts = {part["cause"]: Decimal(part["amount"]["amount"]) for part in found["parts"]}
    assert sum(amounts.values()) == Decimal("40.62")
    assert amounts["use"] > 39
    assert found["days"] == {"now": 31, "before": 30}
    assert found["consumption"] == {"now": 240, "before": 110, "unit": "kWh"}
    assert found["base_price"]["now"] == {"amount": "12.50", "currency": "EUR"}
    assert found["estimated"] is True


def test_a_credit_is_not_what_one_compares_with(api: Api) -> None:
    assert api.json(f"/invoices/{OVERDUE}/comparison", world.ANNA.customer)["previous"]["number"] == PAID


def test_the_first_invoice_has_nothing_before_it(api: Api) -> None:
    found = api.json(f"/invoices/{PAID}/comparison", world.ANNA.customer)
    assert (found["previous"], found["difference"], found["parts"]) == (None, None, [])


@pytest.mark.capability("B5")
def test_payments_come_newest_first(api: Api) -> None:
    found = api.json("/payments", world.ANNA.customer)
    assert [(one["received_on"], one["invoice_number"]) for one in found["items"]] == [
        ("2026-11-02", None),
        ("2026-10-20", LATE_AND_PARTLY),
        ("2026-09-20", DUE_TODAY),
        ("2026-06-20", PAID),
    ]
    assert found["total"] == 4
    assert len(api.json("/payments", world.ANNA.customer, limit=2)["items"]) == 2


@pytest.mark.parametrize(
    ("total", "open_amount", "due", "state"),
    [
        (100, 100, "2026-11-20", "open"),
        (100, 100, "2026-11-19", "overdue"),
        (100, 1, "2026-11-20", "partly_paid"),
        (100, 1, "2026-11-19", "overdue"),
        (100, 0, "2026-11-19", "paid"),
        (100, -5, "2026-11-19", "credit"),
        (-30, -30, "2026-11-19", "credit"),
        (-30, 0, "2026-11-19", "paid"),
    ],
)
def test_states(total: int, open_amount: int, due: str, state: str) -> None:
    assert invoice_state(Decimal(total), Decimal(open_amount), date.fromisoformat(due), world.TODAY) == state
