"""What a partner orders: its assortment only, at its category's price of the day, which the order keeps."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.products.rows import B_PARTNER, uid

DECEMBER = datetime(2026, 11, 30, 23, tzinfo=UTC)


def order(api: Api, product: str) -> Any:
    number = api.json("/customer", world.ANNA.customer)["customer_number"]
    body = {
        "kind": "device",
        "lines": [{"product_number": product}],
        "customer_number": number,
        "customer_name": "Nowak",
        "customer_consents": True,
    }
    fact = api.fact(partner=uid(B_PARTNER), person=uid(B_PARTNER + 1))
    return api.ask("POST", "/partner/orders", fact=fact, body=body)


@pytest.mark.capability("V19")
def test_what_is_outside_the_assortment_cannot_be_ordered_by_its_number(api: Api) -> None:
    foreign, missing = order(api, "R9"), order(api, "R99")
    assert foreign.status_code == missing.status_code == 422
    assert foreign.content == missing.content


@pytest.mark.capability("V20")
def test_the_order_keeps_the_price_when_the_category_changes(own_api: Api) -> None:
    placed = order(own_api, "R7")
    assert placed.status_code == 201, placed.text
    assert placed.json()["lines"][0]["one_off"]["amount"] == "85.00"
    path, fact = f"/orders/{placed.json()['number']}", own_api.fact(world.ANNA.customer)
    with own_api.at(DECEMBER):
        later = order(own_api, "R7")
        assert later.json()["lines"][0]["one_off"]["amount"] == "79.00", "raised to A on the first"
        assert order(own_api, "R9").status_code == 201, "the larger list"
        seen = own_api.done("GET", path, fact=own_api.fact(world.ANNA.customer))
    assert seen["lines"][0]["one_off"]["amount"] == "85.00"
    assert own_api.done("GET", path, fact=fact)["lines"][0]["one_off"]["amount"] == "85.00"
