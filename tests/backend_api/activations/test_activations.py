"""Staff connect groups one after the other; what is off is refused at the entry."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import ACTIONS_SECRET, Api
from tests.backend_api.products.rows import A_PARTNER, B_PARTNER, SUSPENDED, uid

PATH = "/staff/activations"


def operator(api: Api, role: str = "it") -> str:
    return api.fact(person=uid(900), roles=[role])


def partner(api: Api, number: int) -> str:
    return api.fact(partner=uid(number), person=uid(number + 1))


def switch(api: Api, group: str, channel: str, process: str, *, on: bool, since: str = "2026-11-20") -> Any:
    body = {"group": group, "channel": channel, "process": process, "is_active": on, "valid_from_on": since}
    return api.done("PUT", PATH, fact=operator(api), body=body)


def state(api: Api, fact: str | None, channel: str = "telegram", process: str = "order_device") -> Any:
    headers = api.headers(fact=fact, secret=ACTIONS_SECRET) | {"Wattline-Channel": channel}
    answer = api.client.get("/activation-state", params={"process": process}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.capability("V28")
def test_groups_are_connected_one_after_the_other_per_channel_and_process(own_api: Api) -> None:
    api = own_api
    switch(api, "*", "telegram", "order_device", on=False)
    switch(api, "partner_B", "telegram", "order_device", on=True, since="2026-11-21")
    switch(api, "partner_A", "telegram", "*", on=True)
    assert state(api, partner(api, B_PARTNER)) == {
        "group": "partner_B",
        "channel": "telegram",
        "process": "order_device",
        "is_active": False,
    }
    assert state(api, partner(api, A_PARTNER))["is_active"]
    assert state(api, partner(api, B_PARTNER), channel="web")["is_active"], "old and new side by side"
    assert state(api, partner(api, B_PARTNER), process="open_complaint")["is_active"]
    assert state(api, api.fact(world.ANNA.customer)) | {"is_active": None} == {
        "group": "private_customer",
        "channel": "telegram",
        "process": "order_device",
        "is_active": None,
    }
    with api.at(datetime(2026, 11, 20, 23, tzinfo=UTC)):
        assert state(api, partner(api, B_PARTNER))["is_active"], "from the 21st on"
    with api.at(datetime(2026, 11, 30, 23, tzinfo=UTC)):
        assert state(api, partner(api, B_PARTNER))["group"] == "partner_A", "raised on the first"


def test_a_switch_for_the_same_day_is_replaced_and_all_are_listed(own_api: Api) -> None:
    first = switch(own_api, "partner_B", "web", "order_device", on=False)
    again = switch(own_api, "partner_B", "web", "order_device", on=True)
    assert (first["id"], first["is_active"], again["is_active"]) == (again["id"], False, True)
    assert again["changed_by"] == str(uid(900))
    listed = own_api.done("GET", PATH, fact=operator(own_api, "back_office"))
    assert [item for item in listed["items"] if item["group"] == "partner_B"] == [again]


def test_the_past_is_not_changed(api: Api) -> None:
    body = {"group": "*", "channel": "*", "process": "*", "is_active": False, "valid_from_on": "2026-11-19"}
    answer = api.ask("PUT", PATH, fact=operator(api), body=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "starts_in_the_past")


def test_only_operators_see_and_change_switches(api: Api) -> None:
    body = {"group": "*", "channel": "*", "process": "*", "is_active": False, "valid_from_on": "2026-11-20"}
    for fact in (None, api.fact(world.ANNA.customer), operator(api, "agent"), partner(api, A_PARTNER)):
        assert api.ask("GET", PATH, fact=fact).json()["code"] == "role_missing"
        assert api.ask("PUT", PATH, fact=fact, body=body).json()["code"] == "role_missing"


def test_a_suspended_partner_has_no_group(api: Api) -> None:
    answer = api.ask("GET", "/activation-state", fact=partner(api, SUSPENDED), params={"process": "order_device"})
    assert answer.status_code == 404


@pytest.mark.parametrize("channel", ["Telegram", "a b", "x" * 41])
def test_a_channel_is_a_word(api: Api, channel: str) -> None:
    headers = api.headers() | {"Wattline-Channel": channel}
    answer = api.client.get("/activation-state", params={"process": "order_device"}, headers=headers)
    assert answer.status_code == 422


@pytest.mark.capability("V28")
def test_an_order_is_refused_where_its_kind_is_switched_off(own_api: Api) -> None:
    switch(own_api, "private_customer", "telegram", "order_device", on=False)
    body = {"kind": "device", "lines": [{"product_number": "R7"}]}

    def order(channel: str) -> Any:
        headers = own_api.headers(world.ANNA.customer) | {"Wattline-Channel": channel, "Idempotency-Key": channel}
        return own_api.client.post("/orders", json=body, headers=headers)

    refused = order("telegram")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_activated")
    assert refused.json()["details"] == {
        "group": "private_customer",
        "channel": "telegram",
        "process": "order_device",
    }
    assert order("web").status_code == 201
