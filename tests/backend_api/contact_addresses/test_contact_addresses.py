"""An address counts from its confirmation until a message comes back; changing one needs a fresh code."""

from datetime import datetime, timedelta
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


def known_to_gateway(api: Api, address: str, value: str) -> dict[str, Any]:
    body = {"kind": "phone", "value": value}
    found = api.done("POST", "/identity/address-lookups", body=body, secret=GATEWAY_SECRET)
    same: dict[str, Any] = next(one for one in found["addresses"] if one["id"] == address)
    return same


def test_who_proves_an_address_again_is_known_to_have_it_since_then(own_api: Api) -> None:
    added = add(own_api, "0151 20003002")
    customer = own_api.done("GET", f"/identity/customers/{BELA}", secret=GATEWAY_SECRET)
    assert {one["id"]: one["confirmed_at"] for one in customer["addresses"]}[added["id"]] is None
    confirm(own_api, added["id"], fresh(own_api, added["id"]))
    first = datetime.fromisoformat(known_to_gateway(own_api, added["id"], "+4915120003002")["confirmed_at"])
    assert first == own_api.moment.now
    assert first.utcoffset() == timedelta(0)
    later = own_api.moment.now + timedelta(days=400)
    with own_api.at(later):
        confirm(own_api, added["id"], fresh(own_api, added["id"]))
        again = known_to_gateway(own_api, added["id"], "+4915120003002")["confirmed_at"]
    assert datetime.fromisoformat(again) == later


def bounce(api: Api, address: str, code: str = "unknown_recipient", **asked: Any) -> Any:
    path = f"/identity/contact-addresses/{address}/bounce"
    return api.ask("POST", path, body={"code": code}, **({"secret": GATEWAY_SECRET} | asked))


def test_a_bounce_is_told_once_and_may_be_told_again(own_api: Api) -> None:
    added = add(own_api, "0151 20003003")
    confirm(own_api, added["id"], fresh(own_api, added["id"]))
    first = bounce(own_api, added["id"], key="message-1/bounce")
    assert (first.status_code, first.json()) == (200, {"id": added["id"]})
    assert bounce(own_api, added["id"], key="message-1/bounce").json() == first.json()
    assert bounce(own_api, added["id"], "mailbox_full", key="message-1/bounce").json()["code"] == (
        "idempotency_key_reused"
    )
    found = known_to_gateway(own_api, added["id"], "+4915120003003")
    assert (found["confirmed"], found["bounced"]) == (True, True), "whoever writes from there is still known"
    assert addresses(own_api)[added["id"]]["bounced"]
    confirm(own_api, added["id"], fresh(own_api, added["id"]))
    assert not known_to_gateway(own_api, added["id"], "+4915120003003")["bounced"]


def test_what_a_bounce_is_refused_for(api: Api) -> None:
    phone = next(iter(addresses(api)))
    assert bounce(api, phone, secret=ACTIONS_SECRET).json()["code"] == "scope_missing"
    assert bounce(api, phone, "550 No such user").status_code == 422
    assert bounce(api, str(world.uid(5))).status_code == 404
    path, headers = f"/identity/contact-addresses/{phone}/bounce", {"Wattline-Secret": GATEWAY_SECRET}
    unkeyed = api.client.post(path, json={"code": "unknown_recipient"}, headers=headers)
    assert unkeyed.json()["code"] == "idempotency_key_missing"
    assert not addresses(api)[phone]["bounced"]
