"""Where messages about an event go: to the address the customer picked, as long as it counts."""

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.contact_addresses.test_contact_addresses import add, addresses, confirm, fresh

BELA = world.BELA.customer


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
