"""The terminal asks the demo's backend as customers, staff and partners."""

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from wattline import service_token
from wattline.ask import NobodyFound, Who, ask

if TYPE_CHECKING:
    from tests.system.running import System

pytestmark = pytest.mark.system


def test_everybody_of_the_demo_can_be_asked_for(system: "System") -> None:
    number = next(entry["customer_number"] for entry in system.personas() if entry["customer_number"])
    own = ask(system.layout, Who(customer=number), "GET", "/customer", None)
    assert own.json()["customer_number"] == number
    served = ask(system.layout, Who(customer=number, staff="agent"), "GET", "/account", None)
    assert served.is_success
    staff = ask(system.layout, Who(staff="it"), "GET", "/staff/members", None)
    assert staff.is_success
    products = ask(system.layout, Who(), "GET", "/products", None)
    assert products.json()["items"]


@pytest.mark.parametrize("who", [Who(customer="00000000"), Who(partner="H-0"), Who(staff="boss")])
def test_who_is_not_there_is_named(system: "System", who: Who) -> None:
    with pytest.raises(NobodyFound, match="the demo has no"):
        ask(system.layout, who, "GET", "/customer", None)


def test_a_token_opens_what_it_is_for_and_nothing_else(system: "System") -> None:
    shown = service_token.create(system.layout, f"shop {uuid4().hex[:8]}", ["shop"], 30)
    product = ask(system.layout, Who(token=shown), "GET", "/products?country=DE", None).json()["items"][0]["number"]
    basket = {"country": "DE", "lines": [{"product_number": product}]}
    assert ask(system.layout, Who(token=shown), "POST", "/shop/baskets", basket).status_code == 201
    refused = ask(system.layout, Who(token=shown), "POST", "/operations/purges", {})
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
