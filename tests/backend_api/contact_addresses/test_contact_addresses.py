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


@pytest.mark.capability("B19")
def test_messages_go_where_the_customer_picked_until_one_comes_back(api: Api) -> None:
    added = add(api, "picked@example.org", "email")
    choice = {"items": [{"event": "invoice_issued", "address_id": added["id"]}]}
    early = api.ask("PUT", "/customer/preferences", fact=api.fact(BELA), body=choice)
    assert (early.status_code, early.json()["code"]) == (409, "address_unconfirmed")
    confirm(api, added["id"], fresh(api, added["id"]))
    api.done("PUT", "/customer/preferences", fact=api.fact(BELA), body=choice)
    assert api.json("/customer/preferences", BELA)["items"][0]["masked"] == "p***@example.org"

    def goes_to(event: str) -> tuple[str, bool]:
        path = f"/identity/customers/{BELA}/sending-address"
        found = api.done("GET", path, params={"event": event}, secret=GATEWAY_SECRET)
        return found["value"], found["picked"]

    assert goes_to("invoice_issued") == ("picked@example.org", True)
    assert goes_to("reading_due") == ("+4915112002000", False)
    bounce = {"code": "unknown_recipient"}
    api.done("POST", f"/identity/contact-addresses/{added['id']}/bounce", body=bounce, secret=GATEWAY_SECRET)
    assert addresses(api)[added["id"]]["bounced"]
    assert goes_to("invoice_issued") == ("+4915112002000", False)
    assert not api.json("/customer/preferences", BELA)["items"][0]["counts"]
    api.done("DELETE", f"/contact-addresses/{added['id']}", fact=fresh(api, added["id"]))
    assert api.json("/customer/preferences", BELA)["items"] == []


@pytest.mark.parametrize("events", [["no_such_event"], ["reading_due", "reading_due"]])
def test_a_choice_is_for_an_event_that_exists_and_once(api: Api, events: list[str]) -> None:
    phone = next(one["id"] for one in addresses(api).values() if one["kind"] == "phone")
    body = {"items": [{"event": event, "address_id": phone} for event in events]}
    answer = api.ask("PUT", "/customer/preferences", fact=api.fact(BELA), body=body)
    assert (answer.status_code, answer.json()["details"]) == (422, {"event": events[-1]})


@pytest.mark.parametrize(("kind", "value"), [("phone", "12 34"), ("phone", "a@b.de"), ("email", "0151 12001000")])
def test_what_is_no_address_is_refused_without_repeating_it(api: Api, kind: str, value: str) -> None:
    answer = api.ask("POST", "/contact-addresses", fact=api.fact(BELA), body={"kind": kind, "value": value})
    assert (answer.status_code, answer.json()["details"]) == (422, {"kind": kind})
    assert value not in answer.text


def test_services_without_the_scope_learn_no_address(api: Api) -> None:
    answer = api.ask("GET", f"/identity/customers/{BELA}/sending-address", params={"event": "reading_due"})
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    nobody = api.ask(
        "GET",
        f"/identity/customers/{world.uid(5)}/sending-address",
        params={"event": "reading_due"},
        secret=GATEWAY_SECRET,
    )
    assert nobody.status_code == 404
