"""Orders that name a framework agreement are checked against it, priced by it, and counted."""

from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import Api

ROUTERS = "/framework-agreements/FA-100002"


def order(api: Api, quantity: int, number: str = "FA-100002", product: str = "R7") -> Any:
    body = {
        "kind": "device",
        "lines": [{"product_number": product, "quantity": quantity}],
        "framework_number": number,
    }
    return api.ask("POST", "/orders", fact=api.fact(world.ANNA.customer), body=body)


def left(api: Api) -> Any:
    return api.json(ROUTERS, world.ANNA.customer)["limit"]["left"]


@pytest.mark.capability("V14")
def test_call_offs_get_the_agreed_price_until_the_limit_is_used(own_api: Api) -> None:
    placed = order(own_api, 8)
    assert placed.status_code == 201, placed.text
    line = placed.json()["lines"][0]
    assert line["one_off"]["amount"] == "71.40", "60.00 and tax instead of 99.00"
    agreement = own_api.json(ROUTERS, world.ANNA.customer)
    assert agreement["limit"] == {"unit": "pieces", "total": 10, "used": 8, "left": 2}
    assert agreement["call_offs"] == [
        {
            "order_number": placed.json()["number"],
            "product_number": "R7",
            "value": 8,
            "called_off_on": "2026-11-20",
            "counts": True,
        }
    ]
    refused = order(own_api, 3)
    assert (refused.status_code, refused.json()["code"]) == (409, "call_off_refused")
    assert refused.json()["details"] == {
        "framework_number": "FA-100002",
        "reason": "limit_exceeded",
        "left": "2",
        "unit": "pieces",
    }
    assert left(own_api) == 2, "a refusal takes nothing"


@pytest.mark.capability("V14")
def test_what_is_not_covered_or_not_ones_own_is_refused(api: Api) -> None:
    assert order(api, 1, product="P5").json()["details"]["reason"] == "product_not_covered"
    foreign, missing = order(api, 1, number="FA-200002"), order(api, 1, number="FA-999902")
    assert foreign.status_code == missing.status_code == 422
    assert foreign.json() == missing.json()


@pytest.mark.capability("V14")
def test_a_cancelled_order_gives_back_what_it_took(own_api: Api) -> None:
    number = order(own_api, 5).json()["number"]
    assert left(own_api) == 5
    fact = own_api.fact(world.ANNA.customer)
    own_api.done("POST", f"/orders/{number}/cancellation", fact=fact, body={"reason": "changed_mind"})
    assert left(own_api) == 10
    assert own_api.json(ROUTERS, world.ANNA.customer)["call_offs"][0]["counts"] is False
