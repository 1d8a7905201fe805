"""An address counts from its confirmation until a message comes back; changing one needs a fresh code."""

from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import ACTIONS_SECRET, GATEWAY_SECRET, Api
from tests.backend_api.customers.rows import STAFF

BELA = world.BELA.customer


def addresses(api: Api) -> dict[str, Any]:
    return {one["id"]: one for one in api.json("/customer", BELA)["addresses"]}


def add(api: Api, value: str, kind: str = "phone") -> Any:
    return api.done("POST", "/contact-addresses", fact=api.fact(BELA), body={"kind": kind, "value": value})


def confirm(api: Api, address: str, fact: str | None, secret: str = GATEWAY_SECRET) -> Any:
    return api.ask("POST", f"/identity/contact-addresses/{address}/confirmation", fact=fact, secret=secret)


def fresh(api: Api, address: str) -> str:
    return api.fact(BELA, "fresh", bound_to=f"contact_address:{address}")


@pytest.mark.capability("B19")
def test_a_new_address_counts_once_it_is_confirmed_freshly(api: Api) -> None:
    added = add(api, "0151 20003000")
    assert (added["masked"], added["confirmed"]) == ("+49 *** 3000", False)
    assert confirm(api, added["id"], api.fact(BELA)).json()["needed"] == "fresh"
    assert confirm(api, added["id"], fresh(api, str(world.ANNA.customer))).json()["needed"] == "fresh"
    assert confirm(api, added["id"], fresh(api, added["id"]), ACTIONS_SECRET).json()["code"] == "scope_missing"
    assert not addresses(api)[added["id"]]["confirmed"]
    assert confirm(api, added["id"], fresh(api, added["id"])).json()["confirmed"]
    assert addresses(api)[added["id"]]["confirmed"]
    removed = api.ask("DELETE", f"/contact-addresses/{added['id']}", fact=api.fact(BELA))
    assert removed.json()["needed"] == "fresh", "a thief with the session cannot drop the owner's phone"
    api.done("DELETE", f"/contact-addresses/{added['id']}", fact=fresh(api, added["id"]))
    assert added["id"] not in addresses(api)


def test_an_address_nobody_confirmed_goes_without_a_code(api: Api) -> None:
    added = add(api, "bela@example.org", "email")
    assert add(api, "bela@EXAMPLE.org", "email")["id"] == added["id"]
    api.done("DELETE", f"/contact-addresses/{added['id']}", fact=api.fact(BELA))


def test_an_agent_confirms_for_a_customer_whose_phone_is_lost(api: Api) -> None:
    added = add(api, "0151 20003001")
    agent = api.fact(BELA, roles=["agent"], person=world.uid(1000 + STAFF["agent"]))
    assert confirm(api, added["id"], agent).json()["confirmed"]
    api.done("DELETE", f"/contact-addresses/{added['id']}", fact=agent)


@pytest.mark.parametrize(("kind", "value"), [("phone", "12 34"), ("phone", "a@b.de"), ("email", "0151 12001000")])
def test_what_is_no_address_is_refused_without_repeating_it(api: Api, kind: str, value: str) -> None:
    answer = api.ask("POST", "/contact-addresses", fact=api.fact(BELA), body={"kind": kind, "value": value})
    assert (answer.status_code, answer.json()["details"]) == (422, {"kind": kind})
    assert value not in answer.text
