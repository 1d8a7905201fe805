"""Agents, partners, shops and people of a company enter orders by the same checks."""

from datetime import UTC, datetime
from typing import Any

import pytest

from backend_api.partners.models import Partner
from backend_api.values import CustomerNumber
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.orders.rows import uid
from tests.backend_api.stored import change, store

ME = world.ANNA
PARTNER: dict[str, Any] = {"partner": uid(350), "person": uid(351)}
COMPANY = uid(1110)
FOR_ME: dict[str, Any] = {
    "kind": "device",
    "lines": [{"product_number": "R7"}],
    "customer_number": CustomerNumber.from_sequence(1000).text,
    "customer_name": "nowak",
    "customer_consents": True,
}


def by_partner(api: Api, **changes: Any) -> Any:
    return api.ask("POST", "/partner/orders", fact=api.fact(**PARTNER), body=FOR_ME | changes)


def problems(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422, answer.text
    return {entry["field"]: entry["problem"] for entry in answer.json()["details"]["fields"]}


def confirmed(api: Api, number: str, customer: Any = ME.customer) -> Any:
    fact = api.fact(customer, "fresh", bound_to=f"order:{number}")
    return api.done("POST", f"/orders/{number}/confirmation", fact=fact)


@pytest.mark.capability("V21")
def test_a_partners_order_has_its_number_at_once_and_waits_for_the_customer(api: Api) -> None:
    order = by_partner(api).json()
    assert (order["state"], order["waiting_for"]) == ("awaiting_customer", "customer")
    seen = api.json(f"/orders/{order['number']}", ME.customer)
    assert (seen["placed_by"], seen["lines"]) == ("partner", order["lines"])
    fact = api.fact(ME.customer, "verified")
    assert api.ask("POST", f"/orders/{order['number']}/confirmation", fact=fact).status_code == 403
    assert confirmed(api, order["number"])["state"] == "placed"
    office = api.done("GET", "/staff/orders", fact=api.fact(person=uid(1190), roles=["agent"]))
    assert order["number"] in {item["number"] for item in office["items"]}


@pytest.mark.capability("V4")
def test_agent_shop_partner_and_customer_write_into_one_store_by_the_same_checks(api: Api) -> None:
    customer = api.fact(ME.customer)
    agent = api.fact(ME.customer, person=uid(1190), roles=["agent"])
    own = {"kind": "device", "lines": [{"product_number": "R7"}]}
    numbers = [
        api.done("POST", "/orders", fact=customer, body=own)["number"],
        api.done("POST", "/orders", fact=agent, body=own)["number"],
        by_partner(api).json()["number"],
        api.done("POST", "/shop/orders", body=FOR_ME, secret=GATEWAY_SECRET)["number"],
    ]
    seen = [api.json(f"/orders/{number}", ME.customer) for number in numbers]
    assert [order["placed_by"] for order in seen] == ["customer", "staff", "partner", "service"]
    assert len({order["worth"]["amount"] for order in seen[:2]}) == 1
    bad = {"lines": [{"product_number": "R7", "iccid": "8949123456789012345"}]}
    found = [
        problems(api.ask("POST", "/orders", fact=customer, body=own | bad)),
        problems(api.ask("POST", "/orders", fact=agent, body=own | bad)),
        problems(by_partner(api, **bad)),
        problems(api.ask("POST", "/shop/orders", body=FOR_ME | bad, secret=GATEWAY_SECRET)),
    ]
    assert found == 4 * [{"lines.0.iccid": "check_digit"}]


def test_a_partner_orders_from_its_assortment_at_its_price(api: Api) -> None:
    line = by_partner(api).json()["lines"][0]
    with api.at(datetime(2026, 12, 1, 10, tzinfo=UTC)):
        later = by_partner(api).json()
    assert line["price_list"] == "B"
    assert later["lines"][0]["price_list"] == "A"
    own = api.done("POST", "/orders", fact=api.fact(ME.customer), body={"kind": "device", "lines": FOR_ME["lines"]})
    assert own["lines"][0]["price_list"] is None
    assert line["one_off"] != own["lines"][0]["one_off"]
    unknown = problems(by_partner(api, lines=[{"product_number": "R9"}]))
    assert unknown == problems(by_partner(api, lines=[{"product_number": "NOPE"}]))


def test_a_partner_names_a_customer_by_number_and_name_and_has_consent(api: Api) -> None:
    assert problems(by_partner(api, customer_consents=False)) == {"customer_consents": "consent_missing"}
    wrong_name = problems(by_partner(api, customer_name="Kowalski"))
    nobody = problems(by_partner(api, customer_number=CustomerNumber.from_sequence(4711).text))
    assert wrong_name == nobody == {"customer_number": "unknown_customer"}
    assert problems(by_partner(api, customer_number="12345678")) == {"customer_number": "check_digit"}


def test_a_partner_sees_its_own_orders_only(api: Api) -> None:
    number = by_partner(api).json()["number"]
    other = api.fact(partner=uid(360), person=uid(361))
    assert api.done("GET", f"/partner/orders/{number}", fact=api.fact(**PARTNER))["number"] == number
    assert api.ask("GET", f"/partner/orders/{number}", fact=other).status_code == 404
    assert api.ask("POST", f"/partner/orders/{number}/cancellation", fact=other, body={}).status_code == 404
    listed = api.done("GET", "/partner/orders", fact=other)["items"]
    assert number not in {item["number"] for item in listed}
    assert api.ask("GET", "/partner/orders", fact=api.fact(ME.customer)).status_code == 403
    gone = api.done("POST", f"/partner/orders/{number}/cancellation", fact=api.fact(**PARTNER), body={})
    assert (gone["state"], gone["outcome"]) == ("declined", "ended")


def test_a_suspended_partner_orders_nothing(api: Api) -> None:
    fact = api.fact(partner=uid(370), person=uid(371))
    assert api.ask("POST", "/partner/orders", fact=fact, body=FOR_ME).status_code == 404


def test_a_partner_that_is_suspended_later_reads_and_cancels_nothing(own_api: Api) -> None:
    number = by_partner(own_api).json()["number"]
    change(own_api, Partner, PARTNER["partner"], state="suspended")
    fact = own_api.fact(**PARTNER)
    for method, path in (("GET", ""), ("GET", f"/{number}"), ("POST", f"/{number}/cancellation")):
        body: dict[str, str] | None = {} if method == "POST" else None
        assert own_api.ask(method, f"/partner/orders{path}", fact=fact, body=body).status_code == 404, path


def test_what_a_company_agreed_is_not_for_partners_and_shops(api: Api) -> None:
    agreed = {"framework_number": "FA-100002"}
    refused = {"framework_number": "not_ordered_here"}
    assert problems(by_partner(api, **agreed)) == refused
    assert problems(by_partner(api, framework_number="FA-999999")) == refused
    assert problems(api.ask("POST", "/shop/orders", body=FOR_ME | agreed, secret=GATEWAY_SECRET)) == refused


def test_a_shop_sees_the_orders_it_sent(api: Api) -> None:
    sent = api.done("POST", "/shop/orders", body=FOR_ME, secret=GATEWAY_SECRET)
    number = sent["number"]
    assert [entry["by"] for entry in sent["history"]] == ["shop"]
    assert api.done("GET", f"/shop/orders/{number}", secret=GATEWAY_SECRET)["state"] == "awaiting_customer"
    mine = api.done(
        "POST", "/orders", fact=api.fact(ME.customer), body={"kind": "device", "lines": [{"product_number": "R7"}]}
    )
    assert api.ask("GET", f"/shop/orders/{mine['number']}", secret=GATEWAY_SECRET).status_code == 404
    assert api.ask("GET", f"/shop/orders/{number}").status_code == 403


def company(api: Api, person: int, **claims: Any) -> str:
    return api.fact(COMPANY, person=uid(1000 + person), roles=["company_user"], **claims)


DELIVERY = {"street": "Spitalerstr.", "house_number": "4", "postcode": "20095", "city": "Hamburg", "country": "DE"}
PHONES: dict[str, Any] = {
    "kind": "device",
    "lines": [{"product_number": "P5", "quantity": 2}],
    "details": {"address": DELIVERY},
}


def test_a_company_at_several_places_says_where_to(own_api: Api) -> None:
    api = own_api
    assert api.done("POST", "/orders", fact=company(api, 111), body=PHONES | {"details": {}})["details"]["address"]
    store(api, world.point(world.Ids(customer=COMPANY, flat=uid(9901), phone=uid(9902), contract=uid(9903)), 7703))
    body = PHONES | {"details": {}}
    missing = {"details.address": "missing"}
    assert problems(api.ask("POST", "/orders", fact=company(api, 111), body=body)) == missing
    checked = api.done("POST", "/order-checks", fact=company(api, 111), body=body)
    assert {entry["field"]: entry["problem"] for entry in checked["problems"]} == missing


def test_an_order_above_the_limit_waits_for_another_who_approves(api: Api) -> None:
    order = api.done("POST", "/orders", fact=company(api, 112), body=PHONES)
    assert (order["state"], order["waiting_for"]) == ("awaiting_approval", "approver")
    assert order["details"]["address"]["street"] == "Spitalerstraße"
    path, yes = f"/orders/{order['number']}/approval", {"approved": True}
    own = api.ask("POST", path, fact=company(api, 112), body=yes)
    assert (own.status_code, own.json()["code"]) == (403, "right_missing")
    assert api.done("POST", path, fact=company(api, 111), body=yes)["state"] == "placed"
    again = api.ask("POST", path, fact=company(api, 111), body=yes)
    assert again.json()["details"] == {"state": "placed", "wanted": "placed", "problem": "not_from_here"}


def test_nobody_approves_their_own_order(api: Api) -> None:
    number = api.done("POST", "/orders", fact=company(api, 112), body=PHONES)["number"]
    no = {"approved": False, "reason": "not_this_year"}
    declined = api.done("POST", f"/orders/{number}/approval", fact=company(api, 111), body=no)
    assert (declined["state"], declined["history"][-1]["reason"]) == ("declined", "not_this_year")


def test_an_approvers_own_order_needs_no_approval_and_a_reader_orders_nothing(api: Api) -> None:
    assert api.done("POST", "/orders", fact=company(api, 111), body=PHONES)["state"] == "placed"
    reader = api.ask("POST", "/orders", fact=company(api, 113), body=PHONES)
    assert (reader.status_code, reader.json()["code"]) == (403, "right_missing")


def test_who_is_limited_to_a_site_orders_for_it_only(api: Api) -> None:
    head = company(api, 114)
    body = {"kind": "move_out", "service_point_id": str(uid(1131)), "details": {"moves_out_on": "2026-12-31"}}
    for route in ("/orders", "/order-checks"):
        refused = api.ask("POST", route, fact=head, body=body)
        assert (refused.status_code, refused.json()["code"]) == (403, "right_missing"), "nor is it told what is known"
    order = api.done("POST", "/orders", fact=company(api, 111), body=body)
    assert api.ask("GET", f"/orders/{order['number']}", fact=head).status_code == 404
    listed = api.done("GET", "/orders", fact=head)["items"]
    assert order["number"] not in {item["number"] for item in listed}


def test_a_framework_agreement_prices_the_order_and_is_used_up(api: Api) -> None:
    number = "FA-100002"
    body = {"kind": "device", "framework_number": number, "lines": [{"product_number": "R7", "quantity": 3}]}
    fact = api.fact(ME.customer)
    left = api.done("GET", f"/framework-agreements/{number}", fact=fact)["limit"]
    order = api.done("POST", "/orders", fact=fact, body=body)
    assert order["lines"][0]["price_list"] == number
    used = api.done("GET", f"/framework-agreements/{number}", fact=fact)["limit"]
    assert used != left
    too_many = api.ask("POST", "/orders", fact=fact, body=body | {"lines": [{"product_number": "R7", "quantity": 99}]})
    assert (too_many.status_code, too_many.json()["code"]) == (409, "call_off_refused")
    api.done("POST", f"/orders/{order['number']}/cancellation", fact=fact, body={})
    assert api.done("GET", f"/framework-agreements/{number}", fact=fact)["limit"] == left


def test_a_kind_can_be_switched_off_for_a_group(api: Api) -> None:
    office = api.fact(person=uid(1193), roles=["it"])
    switch = {
        "group": "partner_B",
        "channel": "*",
        "process": "order_accessory",
        "is_active": False,
        "valid_from_on": "2026-11-20",
    }
    api.done("PUT", "/staff/activations", fact=office, body=switch)
    off = by_partner(api, kind="accessory", lines=[{"product_number": "LADER"}])
    assert off.status_code == 403
    assert off.json()["code"] == "not_activated"
    assert by_partner(api).status_code == 201
    api.done("PUT", "/staff/activations", fact=office, body=switch | {"is_active": True})
