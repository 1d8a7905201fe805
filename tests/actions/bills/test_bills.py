"""Which invoices, and why they differ."""

from __future__ import annotations

from typing import Any

import pytest

from actions._bills.bills import explained, measures_by_period, unpaid, worth_explaining
from tests.actions.fake_backend import FLAT, GARAGE, invoice, money

OPEN = invoice("R-3", FLAT, "2026-10", "10.00", state="overdue")
PAID = invoice("R-2", GARAGE, "2026-10", "10.00")
OLDER = invoice("R-1", GARAGE, "2026-09", "10.00")
COMPARISON: dict[str, Any] = {
    "invoice": OPEN,
    "previous": PAID,
    "difference": money("-5.00"),
    "parts": [
        {"cause": "price", "amount": money("0.00")},
        {"cause": "use", "amount": money("-6.00")},
        {"cause": "days", "amount": money("1.00")},
    ],
    "days": None,
    "unit_price": None,
    "base_price": None,
    "consumption": None,
    "estimated": False,
}


def test_unpaid_ones_and_the_newest_of_the_other_places() -> None:
    invoices: Any = [OPEN, PAID, OLDER]
    assert unpaid(invoices) == [OPEN]
    assert worth_explaining(invoices) == [OPEN, PAID]


def test_parts_lose_their_sign_and_their_zeros_and_the_greatest_comes_first() -> None:
    values = explained(COMPARISON)  # type: ignore[arg-type]
    assert values["difference"] == money("5.00")
    assert not values["more"]
    assert values["parts"] == [
        {"cause": "use", "amount": money("6.00"), "more": False},
        {"cause": "days", "amount": money("1.00"), "more": True},
    ]


def test_the_first_invoice_has_no_difference() -> None:
    values = explained({**COMPARISON, "previous": None})  # type: ignore[typeddict-item]
    assert values["difference"] is None


def test_what_rounding_left_over_goes_to_the_greatest_cause() -> None:
    price = {"now": money("0.3190"), "before": money("0.3190")}
    parts = [
        {"cause": "use", "amount": money("201.60")},
        {"cause": "price", "amount": money("0.01")},
        {"cause": "other", "amount": money("-0.02")},
    ]
    values = explained({**COMPARISON, "parts": parts, "unit_price": price})  # type: ignore[typeddict-item]
    assert values["parts"] == [{"cause": "use", "amount": money("201.59"), "more": True}]


def test_a_cent_that_a_new_price_made_is_told() -> None:
    price = {"now": money("0.3191"), "before": money("0.3190")}
    parts = [{"cause": "use", "amount": money("1.00")}, {"cause": "price", "amount": money("0.01")}]
    values = explained({**COMPARISON, "parts": parts, "unit_price": price})  # type: ignore[typeddict-item]
    assert [part["cause"] for part in values["parts"]] == ["use", "price"]


@pytest.mark.parametrize(
    "text", ["why do I pay more than last year?", "Wieso zahle ich mehr als letztes Jahr", "czemu więcej niż rok temu"]
)
def test_what_a_bill_is_held_against_is_not_what_is_asked_for(text: str) -> None:
    assert measures_by_period(text)
    assert not measures_by_period("the bill for last year")
