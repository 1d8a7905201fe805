"""A web shop's basket is read by number and becomes an order once, at the price that was shown."""

from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.products.rows import uid


def shop_token(api: Api) -> str:
    """A stored token of a web shop, which may make baskets and nothing else."""
    made = api.done(
        "POST",
        "/service-tokens",
        fact=api.fact(person=uid(900), roles=["it"]),
        body={"name": "web-shop", "scopes": ["shop"]},
    )
    return str(made["token"])


@pytest.mark.capability("V2")
def test_a_shops_basket_becomes_an_order_once_with_nothing_typed_again(own_api: Api) -> None:
    api, shop = own_api, shop_token(own_api)
    body = {"country": "DE", "lines": [{"product_number": "R7", "quantity": 2}], "contact": {"name": "Nowak"}}
    basket = api.done("POST", "/shop/baskets", body=body, secret=shop)
    assert basket == api.done("GET", f"/shop/baskets/{basket['number']}", secret=shop)

    agent = api.fact(world.ANNA.customer, person=uid(900), roles=["agent"])
    opened = api.done("GET", f"/baskets/{basket['number']}", fact=agent)
    assert (opened["contact"]["name"], opened["lines"][0]["one_off_total"]["amount"]) == ("Nowak", "198.00")

    def order(fact: str, key: str) -> Any:
        wanted = {"kind": "device", "basket_number": basket["number"]}
        return api.ask("POST", "/orders", fact=fact, body=wanted, key=key)

    placed = order(agent, "once")
    assert placed.status_code == 201, placed.text
    line = placed.json()["lines"][0]
    assert (line["product_number"], line["quantity"], line["one_off"]["amount"]) == ("R7", 2, "99.00")
    assert order(agent, "once").json() == placed.json(), "the same try again"
    second = order(api.fact(world.ANNA.customer), "twice")
    assert (second.status_code, second.json()["code"]) == (409, "basket_not_open")
    assert api.done("GET", f"/shop/baskets/{basket['number']}", secret=shop)["state"] == "ordered"
    numbers = [item["number"] for item in api.json("/orders", world.ANNA.customer)["items"]]
    assert placed.json()["number"] in numbers, "one store for shop, desk and customer"


@pytest.mark.capability("V2")
def test_a_shop_sees_its_own_baskets_only(own_api: Api) -> None:
    shop = shop_token(own_api)
    foreign = own_api.ask("GET", "/shop/baskets/B-001000", secret=shop)
    missing = own_api.ask("GET", "/shop/baskets/B-999999", secret=shop)
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert own_api.ask("GET", "/orders", secret=shop).status_code == 403
