"""Tickets, orders of goods and returns, as the backend answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage
    from tests.actions.fake_backend import FakeBackend

ROUTER = "O-0430510"
LINE = {
    "position": 1,
    "product_number": "R7",
    "description": "Router R7",
    "serial_number": "R7-1",
    "quantity_left": 1,
    "withdrawal_until_on": "2026-12-01",
    "warranty_until_on": "2028-11-17",
}
RETURN = {
    "number": "RT-600001",
    "order_number": "O-1000001",
    "returned_order_number": ROUTER,
    "replacement_order_number": None,
    "state": "slip_issued",
    "kind": "withdrawal",
    "wanted": "refund",
    "code": "ABC",
    "until_on": "2026-12-01",
    "created_at": "2026-11-21T18:00:00Z",
    "lines": [{"description": "Router R7"}],
}


def ticket(number: str, **changes: Any) -> dict[str, Any]:
    """A complaint that is being worked on."""
    return {
        "number": number,
        "kind": "complaint",
        "about": "file_complaint",
        "complaint_type": "device",
        "promised_from": "2026-11-21T18:00:00Z",
        "promised_until": "2026-12-06T22:59:59Z",
        "answer_due_on": "2026-12-05",
        "state": "open",
        "waiting_for": "supplier",
        "created_at": "2026-11-21T18:00:00Z",
        **changes,
    }


def detail(number: str, **changes: Any) -> dict[str, Any]:
    """The same with what was said and done."""
    told = {
        "outcome": None,
        "next_step": None,
        "next_on": None,
        "messages": [{"author_kind": "staff", "text": "Bitte ein Foto.", "at": "2026-11-21T19:00:00Z"}],
        "history": [
            {"event": "opened", "waiting_for": "supplier", "at": "2026-11-21T18:00:00Z"},
            {"event": "wait", "waiting_for": "customer", "at": "2026-11-21T19:00:00Z"},
        ],
    }
    return ticket(number, **{**told, **changes})


def with_goods(backend: FakeBackend, line: dict[str, Any] | None = None) -> None:
    """A router that was delivered."""
    order = {"number": ROUTER, "kind": "device", "outcome": "done", "placed_at": "2026-11-12T00:20:00Z"}
    found = [line or LINE]
    backend.answers["GET", "/orders"] = {"items": [order]}
    backend.answers["GET", f"/orders/{ROUTER}"] = {**order, "lines": found}
    backend.answers["GET", "/returns"] = {"items": []}
    returnable = {"order_number": ROUTER, "delivered_on": "2026-11-17", "lines": found}
    backend.answers["GET", "/returnable-lines"] = returnable


def answer(stage: Stage, before: Result, text: str, intent: str = "give_details", **fields: Any) -> Result:
    """Say something to the open errand that is no matter of its own."""
    return stage.answer(before, intent, text, **fields)
