"""Instalments, payment plans, payment codes and papers of invoices, for the backend in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2

from tests.actions.fake_backend import FLAT, GARAGE, money

if TYPE_CHECKING:
    from tests.actions.fake_backend import FakeBackend

FIRST, SECOND = "R-2026-004711", "R-2026-004712"
PDF = b"%PDF-1.7 invoice"


def installment(number: str, name: str, amount: str, *, fair: str) -> dict[str, Any]:
    """One regular payment; half to double the fair amount is allowed."""
    return {
        "id": number,
        "contract_number": "V-200417",
        "service_point_id": FLAT if name == "Flat" else GARAGE,
        "service_point_name": name,
        "commodity": "electricity",
        "amount": money(amount),
        "next_due_on": "2026-12-01",
        "due_day": 1,
        "interval_months": 1,
        "limits": {"lowest": money("60.00"), "highest": money("160.00"), "fair": money(fair), "basis": "use"},
        "earliest_change_on": "2026-12-01",
        "history": [],
    }


def plan_preview(months: int = 6) -> dict[str, Any]:
    """A plan for both open invoices."""
    return {
        "total": money("104.40"),
        "months": months,
        "least_months": 2,
        "most_months": 10,
        "rates": [rate(number, "26.10") for number in range(months)],
        "items": [
            {"invoice_number": FIRST, "amount": money("84.20")},
            {"invoice_number": SECOND, "amount": money("20.20")},
        ],
    }


def rate(number: int, amount: str) -> dict[str, Any]:
    """A rate so many months after the first one."""
    month = 12 + number
    return {
        "due_on": f"{2026 + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}-06",
        "amount": money(amount),
        "paid": False,
    }


def agreed(**changes: Any) -> dict[str, Any]:
    """A plan that is running."""
    return {
        "number": "P-800001",
        "state": "active",
        "agreed_at": "2026-11-21T18:00:00Z",
        "total": money("104.40"),
        "paid": money("0.00"),
        "next_rate": rate(0, "26.10"),
        "rates": [rate(number, "26.10") for number in range(4)],
        "items": plan_preview()["items"],
        **changes,
    }


def payment_code(number: str, amount: str, **changes: Any) -> dict[str, Any]:
    """How an invoice is paid."""
    return {
        "invoice_number": number,
        "amount": money(amount),
        "due_on": "2026-12-03",
        "payment_plan_number": None,
        "holder": "Zorza Energie GmbH",
        "iban": "DE89370400440532013000",
        "bic": "COBADEFFXXX",
        "bank_name": "Commerzbank",
        "reference": "RF38R2026004711",
        "reference_text": "RF38 R202 6004 711",
        "standard": "epc",
        "payload": "BCD",
        "svg": "<svg/>",
        "png": "cG5n",
        **changes,
    }


def rule(status: int, code: str, **details: Any) -> tuple[int, dict[str, Any]]:
    """An answer that refuses."""
    return status, {"code": code, "message": "", "details": details}


NO_PLAN = rule(409, "payment_plan_not_possible", reason="too_little_open", least_open=money("60.00"))


def with_payments(backend: FakeBackend) -> FakeBackend:
    """Let the backend know instalments, a possible plan, codes and papers."""
    backend.answers["GET", "/installments"] = {"items": [installment("i1", "Flat", "100.00", fair="80.50")]}
    backend.answers["GET", "/payment-plans/preview"] = plan_preview(4)
    backend.answers["GET", "/payment-plans"] = {"items": []}
    backend.answers["POST", "/payment-plans"] = (201, agreed())
    for number, amount in ((FIRST, "84.20"), (SECOND, "20.20"), ("R-2026-004600", "61.00")):
        backend.answers["GET", f"/invoices/{number}/payment-code"] = payment_code(number, amount)
        backend.answers["GET", f"/invoices/{number}/document"] = httpx2.Response(200, content=PDF)
    return backend


def explanation(invoice: dict[str, Any]) -> dict[str, Any]:
    """An invoice with energy, a base price and a fee."""
    read = {"read_on": "2026-09-30", "value": "4100", "unit": "kWh", "source": "measured"}
    empty = {"reason_code": None, "register_code": None, "opening": None, "closing": None}
    empty |= {"kwh_per_unit": None, "meter_exchanged_on": None, "from_on": "2026-10-01", "to_on": "2026-10-30"}
    lines = [
        {
            **empty,
            "kind": "work",
            "description": "Electricity",
            "quantity": "210",
            "unit": "kWh",
            "unit_price": money("0.3187"),
            "amount": money("66.93"),
            "opening": read,
            "closing": {**read, "value": "4310", "source": "estimated"},
        },
        {
            **empty,
            "kind": "base",
            "description": "Base price",
            "quantity": "1",
            "unit": "month",
            "unit_price": money("12.27"),
            "amount": money("12.27"),
        },
        {
            **empty,
            "kind": "correction",
            "description": "Reminder",
            "quantity": None,
            "unit": None,
            "unit_price": None,
            "amount": money("5.00"),
            "reason_code": "fee",
        },
    ]
    return {
        "invoice": invoice,
        "lines": lines,
        "estimated": True,
        "corrects": None,
        "corrected_by": [],
        "credit_reason": None,
    }
