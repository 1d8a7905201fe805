"""What each person may do for a customer, and whom a refusal names."""

from decimal import Decimal
from typing import Any

import pytest

from backend_api.customers.rights import Rights, of_representative
from backend_api.representatives.models import Representative
from backend_api.values import Money
from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.customers.rows import (
    BRANCH_HEAD,
    COMPANY,
    DIRECTOR,
    FORMER,
    INTERN,
    MANAGER,
    SHOP_POINT,
    STAFF,
)

BAKERY = world.uid(1000 + COMPANY)


def person(api: Api, offset: int, level: str = "verified", **more: Any) -> str:
    return api.fact(BAKERY, level, roles=["company_reads"], person=world.uid(1000 + offset), **more)


def rights(api: Api, fact: str) -> Any:
    return api.done("GET", "/customer", fact=fact)["rights"]


@pytest.mark.capability("B29")
def test_a_companys_people_have_the_rights_of_their_roles(api: Api) -> None:
    director, manager, intern = (rights(api, person(api, who)) for who in (DIRECTOR, MANAGER, INTERN))
    assert (director["approves"], director["orders"], director["orders_up_to"]) == (True, True, None)
    assert (manager["approves"], manager["orders"]) == (False, True)
    assert manager["orders_up_to"] == {"amount": "500.00", "currency": "EUR"}
    assert (intern["reads"], intern["orders"], intern["bank_details"]) == (True, False, False)
    assert {who["who_may"][0] for who in (director, manager, intern)} == {"Dora Director"}


@pytest.mark.capability("B29")
def test_a_refusal_names_who_may(api: Api) -> None:
    body = {"kind": "email", "value": "intern@bakery.example"}
    answer = api.ask("POST", "/contact-addresses", fact=person(api, INTERN), body=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "right_missing")
    assert answer.json()["details"] == {"right": "names_people", "who_may": ["Dora Director"]}


@pytest.mark.parametrize("path", ["/customer", "/contracts", "/switches", "/invoices", "/consents"])
def test_a_right_that_was_taken_back_opens_nothing(api: Api, path: str) -> None:
    stranger = api.fact(BAKERY, roles=["company_reads"], person=world.uid(2000 + DIRECTOR))
    for fact in (person(api, FORMER), stranger):
        answer = api.ask("GET", path, fact=fact)
        assert (answer.status_code, answer.json()["code"]) == (403, "right_missing")
        assert answer.json()["details"] == {"right": "reads", "who_may": ["Dora Director"]}


@pytest.mark.capability("B30")
def test_a_household_helper_orders_up_to_the_limit_the_customer_set(api: Api) -> None:
    helper = api.fact(world.ANNA.customer, roles=["household_helper"], person=world.uid(1100))
    found = rights(api, helper)
    assert (found["reads"], found["orders"], found["approves"], found["bank_details"]) == (True, True, False, False)
    assert found["orders_up_to"] == {"amount": "50.00", "currency": "EUR"}
    assert found["who_may"] == ["Maria Nowak"]
    own = rights(api, api.fact(world.ANNA.customer))
    assert (own["approves"], own["bank_details"], own["orders_up_to"]) == (True, True, None)


def test_staff_serve_but_do_not_approve(api: Api) -> None:
    fact = api.fact(BAKERY, roles=["agent"], person=world.uid(1000 + STAFF["agent"]))
    found = rights(api, fact)
    assert (found["reads"], found["orders"], found["approves"], found["bank_details"]) == (True, True, False, True)


@pytest.mark.parametrize(("total", "waits"), [("99.99", False), ("100.00", False), ("100.01", True), ("0.0001", False)])
def test_an_order_above_the_limit_waits(total: str, *, waits: bool) -> None:
    head = Representative(role="orders", limit_amount=Decimal(100))
    found = of_representative(head, "EUR", (), frozenset({world.uid(1000 + SHOP_POINT)}))
    assert found.needs_approval(Money(Decimal(total), "EUR")) is waits
    assert found.needs_approval(Money(Decimal(1), "PLN")), "a limit in euros says nothing about złoty"
    assert found.covers(world.uid(1000 + SHOP_POINT))
    assert not found.covers(world.ANNA.flat)
    assert Rights().covers(world.ANNA.flat)


async def test_a_person_limited_to_a_site_covers_its_points_only(api: Api) -> None:
    from backend_api.customers.rights import rights_of
    from backend_api.database import session_factory
    from backend_api.security import Identity, Level

    sessions = session_factory(api.database)
    identity = Identity(Level.VERIFIED, BAKERY, ("company_orders",), person_id=world.uid(1000 + BRANCH_HEAD))
    async with sessions() as session:
        found = await rights_of(session, identity)
    await sessions.kw["bind"].dispose()
    assert found.service_point_ids == frozenset({world.uid(1000 + SHOP_POINT)})
    assert found.names_who_may == ("Dora Director",)


@pytest.mark.capability("B29")
def test_an_intern_who_asks_for_the_bank_details_is_told_who_may(api: Api) -> None:
    answer = api.ask("GET", "/bank-accounts", fact=person(api, INTERN))
    assert (answer.status_code, answer.json()["code"]) == (403, "right_missing")
    assert answer.json()["details"] == {"right": "bank_details", "who_may": ["Dora Director"]}
    assert "items" in api.done("GET", "/bank-accounts", fact=person(api, DIRECTOR))


@pytest.mark.capability("B29")
def test_who_is_limited_to_a_site_sees_its_points_only(api: Api) -> None:
    def points(fact: str) -> set[str]:
        return {one["id"] for one in api.done("GET", "/service-points", fact=fact)["items"]}

    shop, everything = str(world.uid(1000 + SHOP_POINT)), points(person(api, INTERN))
    assert points(person(api, BRANCH_HEAD)) == {shop}
    assert shop in everything
    assert len(everything) == 3
    tree = api.done("GET", "/sites", fact=person(api, BRANCH_HEAD))
    assert [point["id"] for site in tree["items"] for point in site["service_points"]] == [shop]
