"""Offers and products for the backend in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.actions.fake_backend import FLAT, GARAGE, contract, money

if TYPE_CHECKING:
    from tests.actions.conftest import Stage
    from tests.actions.fake_backend import FakeBackend

OEKO, FLEX = "f-oeko", "f-flex"
AGREED = {
    "offer_number": "F-500001",
    "order_number": "O-7001",
    "order_state": "accepted",
    "contract_id": "c-new",
    "contract_number": "V-300001",
    "starts_on": "2027-01-01",
    "term_ends_on": "2027-12-31",
    "price_guaranteed_until": "2027-12-31",
    "accepted_at": "2026-11-21T18:00:00Z",
    "text_version": "2026-05",
    "level": "fresh",
    "withdrawal_until_on": "2026-12-05",
}
PRICE_CHANGE = {
    "announced_on": "2026-11-10",
    "effective_on": "2027-01-01",
    "base_price": money("13.90"),
    "unit_price": money("0.3250"),
    "notice_by_on": "2026-12-31",
    "ends_on": "2026-12-31",
    "yearly_use_kwh": 2000.0,
    "present_yearly_cost": money("740.20"),
    "yearly_cost": money("816.80"),
    "yearly_difference": money("76.60"),
}


def offer(item_id: str, number: str, name: str, cost: str, saving: str, **changes: Any) -> dict[str, Any]:
    """An open renewal of the flat's contract."""
    return {
        "id": item_id,
        "number": number,
        "kind": "renewal",
        "state": "open",
        "version": 1,
        "contract_id": "c-V-200417",
        "contract_number": "V-200417",
        "service_point_id": FLAT,
        "product_number": name.upper(),
        "product_name": name,
        "base_price": money("11.90"),
        "unit_price": money("0.3280"),
        "bonus": None,
        "starts_on": "2027-01-01",
        "term_months": 12,
        "term_ends_on": "2027-12-31",
        "notice_period_value": 1,
        "notice_period_unit": "months",
        "renewal": "none",
        "renewal_months": None,
        "price_guaranteed_until": "2027-12-31",
        "use": {"kwh": 2100, "basis": "measured_year", "from_on": "2025-11-01", "to_on": "2026-10-31"},
        "yearly_cost": money(cost),
        "present_yearly_cost": money("812.70"),
        "saving": money(saving),
        "text_version": "2026-05",
        "text_language": "en",
        "form": None,
        "valid_until_on": "2026-12-20",
        "made_at": "2026-11-20T10:15:00Z",
        **changes,
    }


OFFERS = [
    offer(OEKO, "F-500001", "Zorza Ökostrom 12", "800.10", "12.60"),
    offer(
        FLEX,
        "F-500002",
        "Zorza Strom Flex",
        "832.20",
        "-19.50",
        term_months=0,
        term_ends_on=None,
        price_guaranteed_until=None,
        notice_period_value=2,
        notice_period_unit="weeks",
        renewal="indefinite",
        bonus=money("25.00"),
    ),
]


def renewal(contract_id: str, offers: list[dict[str, Any]], *problems: str) -> dict[str, Any]:
    """Whether a contract can be renewed."""
    possible = not problems
    return {
        "contract_id": contract_id,
        "possible": possible,
        "problems": list(problems),
        "starts_on": "2027-01-01" if possible else None,
        "offers": offers,
    }


def add_offers(backend: FakeBackend, offers: list[dict[str, Any]] = OFFERS) -> None:
    """Two offers for the flat; the garage cannot be renewed yet."""
    backend.answers |= {
        ("GET", "/offers"): {"items": offers, "total": len(offers)},
        ("GET", "/contracts/c-V-200417/renewal"): renewal("c-V-200417", offers),
        ("GET", "/contracts/c-V-200418/renewal"): renewal("c-V-200418", [], "too_early"),
        ("GET", "/products"): {"items": PRODUCTS, "total": len(PRODUCTS)},
    }
    for one in offers:
        backend.answers |= {
            ("GET", f"/offers/{one['id']}"): {**one, "text": "You renew your contract."},
            ("POST", f"/offers/{one['id']}/acceptance"): (201, AGREED),
            ("POST", f"/offers/{one['id']}/decline"): {**one, "state": "declined"},
        }


def product(number: str, name: str, kind: str, commodity: str | None, price: str, **changes: Any) -> dict[str, Any]:
    """Something that is sold: by the month, or once."""
    monthly = kind in ("tariff", "plan")
    amounts = {
        "base": money(price) if monthly else None,
        "unit": money("0.3280") if kind == "tariff" else None,
        "one_off": None if monthly else money(price),
        "beyond": None,
    }
    rules = {"term_months": 12, "notice_period_value": 1, "notice_period_unit": "months", "renewal": "none"}
    included = {"data_gb": None, "minutes": None, "sms": None, "speed_mbit": 500} if kind == "plan" else None
    stock = {"available": 8, "next_delivery_on": None, "as_of_at": "2026-11-21T05:00:00Z"}
    return {
        "id": f"id-{number}",
        "number": number,
        "kind": kind,
        "commodity": commodity,
        "country": "DE",
        "customer_kind": None,
        "name": name,
        "description": "Good to have.",
        "price": {
            "gross": amounts,
            "net": amounts,
            "stated": "gross",
            "tax_percent": 19,
            "valid_from_on": "2026-01-01",
            "valid_until_on": None,
            "rules": rules if monthly else None,
        },
        "included": included,
        "stock": None if monthly else stock,
        "orderable_from_on": "2026-01-01",
        "orderable_until_on": None,
        **changes,
    }


SOLD_OUT = {"available": 0, "next_delivery_on": "2026-11-28", "as_of_at": "2026-11-21T05:00:00Z"}
PRODUCTS = [
    product("STROM-OEKO", "Zorza Ökostrom 12", "tariff", "electricity", "11.90"),
    product("STROM-FLEX", "Zorza Strom Flex", "tariff", "electricity", "10.90"),
    product("GLAS-500", "Zorza Glasfaser 500", "plan", "fibre", "49.90"),
    product("R7", "Router R7", "device", "fibre", "99.00"),
    product("R9", "Router R9 Pro", "device", "fibre", "179.00"),
    product("P5-BLACK", "Phone P5, black", "device", "mobile", "549.00"),
    product("P5-BLUE", "Phone P5, blue", "device", "mobile", "549.00", stock=SOLD_OUT),
    product("P8", "Phone P8 Max", "device", "mobile", "899.00"),
    product("CHARGER-20", "20 W charger", "accessory", None, "19.90"),
    product("REPEATER-6", "Wi-Fi repeater", "accessory", "fibre", "59.00"),
]


def with_change(stage: Stage, **fields: Any) -> None:
    """Let the price of the flat's contract rise."""
    stage.backend.contracts = [
        contract("V-200417", FLAT, price_change=PRICE_CHANGE | fields),
        contract("V-200418", GARAGE, price_change=None),
    ]
