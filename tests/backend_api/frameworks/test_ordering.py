"""Orders that name a framework agreement are checked against it, priced by it, and counted."""

from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.customers.rows import BRANCH_HEAD, COMPANY, DIRECTOR, FORMER, INTERN, MANAGER

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


def person(api: Api, number: int) -> str:
    return api.fact(world.uid(1000 + COMPANY), person=world.uid(1000 + number), roles=["company_orders"])


@pytest.mark.capability("V14")
def test_the_roles_of_a_company_decide_who_sees_and_calls_off_what(own_api: Api) -> None:
    path = "/framework-agreements/FA-100003"
    whole = own_api.done("GET", path, fact=person(own_api, INTERN))
    assert [site["name"] for site in whole["sites"]] == ["Planned", "Shop Alster", "South"]
    branch = own_api.done("GET", path, fact=person(own_api, BRANCH_HEAD))
    assert [site["name"] for site in branch["sites"]] == ["Shop Alster"], "his branch only"
    for route in (path, "/framework-agreements", f"{path}/check?product_number=R7"):
        refused = own_api.ask("GET", route, fact=person(own_api, FORMER))
        assert (refused.status_code, refused.json()["code"]) == (403, "right_missing")

    def call_off(number: int, quantity: int) -> Any:
        body = {
            "kind": "device",
            "lines": [{"product_number": "R7", "quantity": quantity}],
            "framework_number": "FA-100003",
        }
        return own_api.ask("POST", "/orders", fact=person(own_api, number), body=body)

    assert call_off(INTERN, 1).json()["code"] == "right_missing"
    placed = call_off(MANAGER, 12)
    assert (placed.status_code, placed.json()["state"]) == (201, "awaiting_approval"), "714.00 is above 500.00"
    limit = own_api.done("GET", path, fact=person(own_api, DIRECTOR))["limit"]
    assert (limit["unit"], limit["used"], limit["left"]) == ("money", 600, 400), "kept for it while it waits"
    assert call_off(DIRECTOR, 9).json()["details"]["reason"] == "limit_exceeded"
    number = placed.json()["number"]
    own_api.done("POST", f"/orders/{number}/approval", fact=person(own_api, DIRECTOR), body={"approved": False})
    assert own_api.done("GET", path, fact=person(own_api, DIRECTOR))["limit"]["left"] == 1000
