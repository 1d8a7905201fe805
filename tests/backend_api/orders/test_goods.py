"""The promise begins on the day the goods are there, and says so."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from backend_api.orders.goods import goods_by
from backend_api.orders.promise import promised_for
from backend_api.orders.registry import machine_of
from backend_api.products.models import Stock
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.orders.rows import uid
from tests.backend_api.products.rows import product_id
from tests.backend_api.stored import change, store

ME = world.ANNA
FRIDAY = date(2026, 11, 20)
COUNTED_AT = datetime(2026, 11, 20, 6, tzinfo=UTC)


def stock(available: int, next_on: date | None = None) -> Stock:
    return Stock(available=available, next_delivery_on=next_on, as_of_at=COUNTED_AT)


@pytest.mark.parametrize(
    ("counted", "there_on", "short"),
    [
        (None, None, {}),
        (stock(8), None, {}),
        (stock(3, date(2026, 12, 3)), date(2026, 12, 3), {"P8": "out_of_stock"}),
        (stock(0, FRIDAY), FRIDAY, {"P8": "out_of_stock"}),
        (stock(0), date(2026, 11, 27), {"P8": "next_delivery_unknown"}),
        (stock(0, date(2026, 11, 19)), date(2026, 11, 27), {"P8": "next_delivery_unknown"}),
    ],
)
def test_when_goods_are_there(counted: Stock | None, there_on: date | None, short: dict[str, str]) -> None:
    stocks = {} if counted is None else {"P8": counted}
    goods = goods_by({"P8": 8}, stocks, today=FRIDAY, country="DE")
    assert (goods.there_on, goods.short) == (there_on, short)


def test_the_promise_begins_when_the_goods_are_there() -> None:
    machine = machine_of("device")
    asked: dict[str, Any] = {"today": FRIDAY, "country": "DE"}
    assert promised_for(machine, "placed", **asked, goods_on=date(2026, 12, 3)) == date(2026, 12, 10)
    assert promised_for(machine, "placed", **asked, goods_on=date(2026, 11, 2)) == date(2026, 11, 27)


def phones(quantity: int, product: str = "P5") -> dict[str, Any]:
    return {"kind": "device", "lines": [{"product_number": product, "quantity": quantity}]}


def test_a_check_and_an_order_know_what_is_missing(own_api: Api) -> None:
    change(own_api, Stock, product_id("P5"), next_delivery_on=date(2026, 12, 3))
    fact = own_api.fact(ME.customer)
    for body, promised_on, warnings in (
        (phones(3), "2026-11-27", []),
        (phones(8), "2026-12-10", [{"field": "lines.0.quantity", "problem": "out_of_stock"}]),
        (phones(1, "R9"), "2026-12-04", [{"field": "lines.0.quantity", "problem": "next_delivery_unknown"}]),
    ):
        checked = own_api.done("POST", "/order-checks", fact=fact, body=body)
        assert (checked["promised_on"], checked["warnings"]) == (promised_on, warnings)
        order = own_api.done("POST", "/orders", fact=fact, body=body)
        blocker = "out_of_stock" if warnings else None
        assert (order["promised_on"], order["blocker_code"]) == (promised_on, blocker)


def test_a_change_to_other_goods_moves_the_promise(own_api: Api) -> None:
    store(own_api, Stock(product_id=uid(1495), available=0, next_delivery_on=date(2026, 12, 3), as_of_at=COUNTED_AT))
    fact = own_api.fact(ME.customer)
    order = own_api.done("POST", "/orders", fact=fact, body=phones(2))
    path = f"/orders/{order['number']}"
    for product, promised_on, blocker in (("P5-BLAU", "2026-12-10", "out_of_stock"), ("P5", "2026-11-27", None)):
        wish = {"lines": [{"position": 1, "product_number": product}]}
        changed = own_api.done("PATCH", path, fact=fact, body=wish)
        assert (changed["promised_on"], changed["blocker_code"]) == (promised_on, blocker)
        assert changed["changes"][-1]["what"] == "promised_on"


def test_confirming_brings_no_goods_and_the_erp_does(api: Api) -> None:
    from tests.backend_api.orders.test_entries import FOR_ME, confirmed

    body = FOR_ME | {"lines": [{"product_number": "R9"}]}
    order = api.done("POST", "/shop/orders", body=body, secret=GATEWAY_SECRET)
    assert order["blocker_code"] == "out_of_stock"
    assert confirmed(api, order["number"])["blocker_code"] == "out_of_stock"
    path = f"/orders/{order['number']}/state"
    assert api.done("POST", path, body={"state": "confirmed"}, secret=GATEWAY_SECRET)["blocker_code"] is None
