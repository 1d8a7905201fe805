"""Orders, products, a basket and an agreement, as the backend answers them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from actions.action_place_order import ActionPlaceOrder
from tests.actions.fake_account import PHONE
from tests.actions.fake_backend import money

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage
    from tests.actions.fake_backend import FakeBackend

PHONE_ORDER = "O-0440001"
SENT_ORDER = "O-0440002"
SWITCH_ORDER = "O-0440003"


def product(number: str, name: str, kind: str, commodity: str | None, **amounts: str) -> dict[str, Any]:
    parts = {part: money(amounts[part]) if part in amounts else None for part in ("base", "unit", "one_off")}
    return {
        "number": number,
        "kind": kind,
        "commodity": commodity,
        "country": "DE",
        "customer_kind": None,
        "name": name,
        "description": "",
        "price": {"gross": parts, "net": parts, "stated": "gross", "rules": {"term_months": 24}},
        "included": {"data_gb": (number == "MOBIL-L" and "40") or "5", "speed_mbit": None} if kind == "plan" else None,
        "stock": {"available": 0, "next_delivery_on": "2026-11-28"} if number == "P5-BLUE" else None,
    }


PRODUCTS = [
    product("R7", "Router R7", "device", "fibre", one_off="99.00"),
    product("R9", "Router R9 Pro", "device", "fibre", one_off="179.00"),
    product("P5-BLACK", "Phone P5, black", "device", "mobile", one_off="549.00"),
    product("P5-BLUE", "Phone P5, blue", "device", "mobile", one_off="549.00"),
    product("CHARGER-20", "20 W charger", "accessory", None, one_off="19.90"),
    product("MOBIL-S", "Mobil S", "plan", "mobile", base="9.99"),
    product("MOBIL-L", "Mobil L", "plan", "mobile", base="24.99"),
    product("STROM-FIX", "Strom Fix 24", "tariff", "electricity", base="12.90", unit="0.3190"),
]


def line(position: int, number: str, **fields: Any) -> dict[str, Any]:
    one = next(entry for entry in PRODUCTS if entry["number"] == number)
    kept = {"quantity": 1, "state": "ordered", "price_list": None, **fields}
    return {"position": position, "product_number": number, "description": one["name"], **kept, **one["price"]["gross"]}


def order(number: str, kind: str, state: str, lines: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    whole = {
        "number": number,
        "kind": kind,
        "state": state,
        "outcome": "open",
        "placed_at": "2026-11-18T08:00:00Z",
        "state_since_at": "2026-11-19T08:00:00Z",
        "promised_on": "2026-11-25",
        "waiting_for": "warehouse",
        "blocker_code": None,
        "next_state": None,
        "lines": lines,
        "details": {},
        "wished_on": None,
        "at_risk": None,
        "can_change": state in ("placed", "confirmed", "back_ordered"),
        "can_cancel": state in ("placed", "confirmed", "back_ordered", "cooling_off"),
        "history": [{"state": "placed", "at": "2026-11-18T08:00:00Z"}, {"state": state, "at": "2026-11-19T08:00:00Z"}],
    }
    return whole | fields


def phone_order(**fields: Any) -> dict[str, Any]:
    lines = [line(1, "P5-BLACK"), line(2, "CHARGER-20", quantity=3)]
    return order(PHONE_ORDER, "device", "confirmed", lines) | fields


def sent_order() -> dict[str, Any]:
    return order(SENT_ORDER, "device", "handed_over", [line(1, "R7")], waiting_for="carrier", next_state="delivered")


def with_orders(backend: FakeBackend, *orders: dict[str, Any]) -> None:
    """Let the backend hold these orders and sell the products."""
    backend.answers["GET", "/products"] = {"items": PRODUCTS, "total": len(PRODUCTS)}
    backend.answers["GET", "/orders"] = {"items": list(orders), "total": len(orders)}
    backend.answers |= {("GET", f"/orders/{one['number']}"): one for one in orders}
    backend.answers["GET", "/framework-agreements"] = {"items": [], "total": 0}


def as_customer(backend: FakeBackend, **fields: Any) -> None:
    """Who orders: a private customer unless said otherwise."""
    rights = {"orders": True, "orders_up_to": None, "who_may": ["Anna Nowak"]}
    whole = {"id": "1", "name": "Nowak", "kind": "private", "language": "en", "country": "DE", "addresses": [PHONE]}
    backend.answers["GET", "/customer"] = {**whole, "rights": rights, **fields}


def checked(*numbers: str, quantity: int = 1, **fields: Any) -> dict[str, Any]:
    """What an order would be."""
    lines = [line(place, number, quantity=quantity) for place, number in enumerate(numbers, start=1)]
    address = {"street": "Lindenweg", "house_number": "5", "postcode": "10115", "city": "Berlin", "country": "DE"}
    whole = {
        "lines": lines,
        "worth": money("99.00"),
        "details": {"address": address},
        "promised_on": "2026-11-30",
        "needs_approval": False,
        "problems": [],
        "warnings": [],
    }
    return whole | fields


def ready_to_order(backend: FakeBackend) -> None:
    """A customer with orders, for whom a router can be ordered."""
    as_customer(backend)
    with_orders(backend)
    backend.answers["POST", "/order-checks"] = checked("R7")
    backend.answers["POST", "/orders"] = (201, order("O-1000001", "device", "placed", []))


def begin(stage: Stage, text: str, **fields: Any) -> Result:
    """Say something that orders."""
    return stage.run(ActionPlaceOrder, "place_order", text, **fields)


def sent(stage: Stage, path: str = "/orders") -> dict[str, Any]:
    """The body that was posted last."""
    calls = [call for call in stage.backend.calls if (call.method, call.url.path) == ("POST", path)]
    body: dict[str, Any] = json.loads(calls[-1].content)
    return body
