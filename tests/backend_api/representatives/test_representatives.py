"""Rights to act for a customer: given with a fresh code by those who may, and taken back."""

from typing import Any
from uuid import uuid4

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.customers.rows import COMPANY, DIRECTOR, MANAGER, NORTH, STAFF

BAKERY = world.uid(1000 + COMPANY)
LIMIT = {"amount": "250.00", "currency": "EUR"}


def director(api: Api, level: str = "fresh") -> str:
    bound_to = "representatives" if level == "fresh" else None
    return api.fact(BAKERY, level, roles=["company_approves"], person=world.uid(1000 + DIRECTOR), bound_to=bound_to)


def add(api: Api, fact: str, **person: Any) -> Any:
    return api.ask("POST", "/representatives", fact=fact, body={"name": "Nina New", "role": "reads"} | person)


@pytest.mark.capability("B29")
def test_a_director_gives_and_takes_a_right(api: Api) -> None:
    asked = {"role": "orders", "limit": LIMIT, "site_id": str(world.uid(1000 + NORTH)), "phone": "0151 55500200"}
    added = add(api, director(api), **asked).json()
    assert (added["kind"], added["role"], added["limit"], added["language"]) == ("company", "orders", LIMIT, "de")
    assert added["addresses"] == [
        {"id": added["addresses"][0]["id"], "kind": "phone", "masked": "+49 *** 0200", "confirmed": False}
    ]
    path = f"/representatives/{added['id']}"
    changed = api.done("PUT", path, fact=director(api), body={"role": "reads"})
    assert (changed["role"], changed["limit"], changed["site_id"]) == ("reads", None, None)
    assert api.done("DELETE", path, fact=director(api))["state"] == "revoked"
    assert api.ask("DELETE", path, fact=director(api)).status_code == 404
    listed = api.json("/representatives", BAKERY)
    assert [one["state"] for one in listed["items"] if one["id"] == added["id"]] == ["revoked"]
    assert listed["items"][0]["state"] == "active"


@pytest.mark.capability("B30")
def test_a_private_customer_names_a_helper_who_never_approves(api: Api) -> None:
    fact = api.fact(world.BELA.customer, "fresh", bound_to="representatives")
    refused = add(api, fact, role="approves")
    assert (refused.status_code, refused.json()["details"]) == (422, {"problem": "helper_approves"})
    helper = add(api, fact, role="orders", limit=LIMIT, email="helper@example.com").json()
    assert (helper["kind"], helper["role"]) == ("helper", "orders")
    acting = api.fact(world.BELA.customer, roles=["household_helper"], person=helper["id"])
    assert api.done("GET", "/customer", fact=acting)["rights"]["orders_up_to"] == LIMIT
    api.done("DELETE", f"/representatives/{helper['id']}", fact=fact)
    assert api.ask("GET", "/customer", fact=acting).status_code == 403, "at once, also with an old fact"


def test_a_right_needs_a_fresh_code_and_somebody_who_may(api: Api) -> None:
    assert add(api, director(api, "verified")).json()["needed"] == "fresh"
    bound = api.fact(BAKERY, "fresh", person=world.uid(1000 + DIRECTOR), roles=["company_approves"], bound_to="offer:1")
    assert add(api, bound).json()["needed"] == "fresh"
    manager = api.fact(
        BAKERY, "fresh", person=world.uid(1000 + MANAGER), roles=["company_orders"], bound_to="representatives"
    )
    answer = add(api, manager)
    assert (answer.status_code, answer.json()["details"]["who_may"]) == (403, ["Dora Director"])
    office = api.fact(BAKERY, roles=["back_office"], person=world.uid(1000 + STAFF["back_office"]))
    assert add(api, office, name="By Letter").status_code == 201


@pytest.mark.parametrize(
    ("person", "problem"),
    [
        ({"role": "reads", "limit": LIMIT}, "limit_without_orders"),
        ({"role": "orders", "limit": {"amount": "1.00", "currency": "PLN"}}, "currency"),
        ({"role": "orders", "limit": {"amount": "-1.00", "currency": "EUR"}}, "currency"),
        ({"phone": "12"}, "phone"),
        ({"email": "x@y"}, "email"),
        ({"email": "office1000@bakery.example"}, "email"),
    ],
)
def test_a_right_that_does_not_exist_is_refused(api: Api, person: dict[str, Any], problem: str) -> None:
    answer = add(api, director(api), **person)
    assert (answer.status_code, answer.json()["details"]) == (422, {"problem": problem})
    assert add(api, director(api), site_id=str(uuid4())).status_code == 404


def test_the_last_approver_stays(api: Api) -> None:
    other = world.uid(2000 + COMPANY)
    fact = api.fact(other, "fresh", roles=["company_approves"], bound_to="representatives")
    path = f"/representatives/{world.uid(2000 + DIRECTOR)}"
    for method, body in (("DELETE", None), ("PUT", {"role": "reads"})):
        answer = api.ask(method, path, fact=fact, body=body)
        assert answer.json()["details"] == {"problem": "last_approver"}


@pytest.mark.capability("B29")
def test_a_person_proves_an_address_of_their_own_and_is_known_by_it(api: Api) -> None:
    added = add(api, director(api), role="approves", email="Carla@bakery.example").json()
    address = added["addresses"][0]["id"]

    def known() -> Any:
        return api.ask(
            "POST",
            "/identity/address-lookups",
            body={"kind": "email", "value": "Carla@bakery.example"},
            secret=GATEWAY_SECRET,
        )

    assert known().status_code == 404
    api.done("POST", f"/identity/contact-addresses/{address}/confirmation", secret=GATEWAY_SECRET)
    found = known().json()
    assert (found["customer_id"], found["representative_id"]) == (str(BAKERY), added["id"])
    assert found["roles"] == ["company_reads", "company_orders", "company_approves"]
    asked = {"number": "DE136695976", "address": "Carla@bakery.example"}
    by_number = api.done("POST", "/identity/lookups", body=asked, secret=GATEWAY_SECRET)
    assert by_number["representative_id"] == added["id"]
    by_id = f"/identity/representatives/{added['id']}"
    assert api.done("GET", by_id, secret=GATEWAY_SECRET) == by_number
    api.done("DELETE", f"/representatives/{added['id']}", fact=director(api))
    assert api.ask("GET", by_id, secret=GATEWAY_SECRET).status_code == 404
    assert known().status_code == 404
