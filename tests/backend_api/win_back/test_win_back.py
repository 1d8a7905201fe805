"""A notice is taken first; then one counter-offer from the allowed list, when it is asked for, and never again."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.contracts.rows import VERSION

ANNA = world.ANNA
RULE = {
    "name": "Price, private, electricity",
    "reason": "price",
    "customer_kind": "private",
    "country": "DE",
    "commodity": "electricity",
    "product_number": "STROM-12",
    "discount_percent": 10,
    "floor_unit_amount": 0.29,
    "bonus_amount": 50,
    "most_uses": 2,
    "valid_from_on": "2026-01-01",
}


def allow(api: Api, **changes: Any) -> Any:
    staff = api.fact(person=world.uid(1), roles=["back_office"])
    return api.done("POST", "/staff/win-back-rules", fact=staff, body=RULE | changes)


def leave(api: Api, customer: Any = ANNA, **body: Any) -> Any:
    fact = api.fact(customer.customer, "fresh", bound_to=f"contract:{customer.contract}")
    return api.done("POST", f"/contracts/{customer.contract}/notices", fact=fact, body=body)


def ask(api: Api, notice: Any) -> Any:
    return api.done("POST", f"/notices/{notice['id']}/counter-offer", fact=api.fact(ANNA.customer))["offer"]


def accept(api: Api, offer: Any) -> Any:
    fact = api.fact(ANNA.customer, "fresh", bound_to=f"offer:{offer['id']}")
    return api.ask("POST", f"/offers/{offer['id']}/acceptance", fact=fact, body={"text_version": VERSION})


def notice_of(api: Api, notice: Any) -> Any:
    return api.json(f"/notices/{notice['id']}", ANNA.customer)


def contract(api: Api, contract_id: Any = ANNA.contract) -> Any:
    return api.json(f"/contracts/{contract_id}", ANNA.customer)


@pytest.mark.capability("V13")
def test_the_notice_is_taken_first_and_the_counter_offer_accepted(own_api: Api) -> None:
    api = own_api
    allow(api)
    notice = leave(api)
    assert notice["receipt_number"].startswith("O-")
    assert (notice["ends_on"], notice["right"], notice["state"]) == ("2027-08-31", "ordinary", "received")
    assert contract(api)["state"] == "ending"
    assert notice["can_ask_for_counter_offer"] is False, "no reason was named, and the rule is for one"
    named = api.done("POST", f"/notices/{notice['id']}/reason", fact=api.fact(ANNA.customer), body={"reason": "price"})
    assert (named["can_ask_for_counter_offer"], named["result"]) == (True, "not_asked")
    offer = ask(api, notice)
    assert (offer["base_price"]["amount"], offer["unit_price"]["amount"]) == ("11.25", "0.29")
    assert (offer["bonus"]["amount"], offer["yearly_cost"]["amount"]) == ("50.00", "517.80")
    assert (offer["present_yearly_cost"]["amount"], offer["saving"]["amount"]) == ("562.50", "44.70")
    assert ask(api, notice) == offer, "asked again the same is told"
    assert notice_of(api, notice)["result"] == "offered"
    agreed = accept(api, offer)
    assert agreed.status_code == 201, agreed.text
    after = notice_of(api, notice)
    assert (after["state"], after["result"], after["can_ask_for_counter_offer"]) == ("taken_back", "accepted", False)
    assert contract(api)["ended_by"] == "renewal"
    assert contract(api, agreed.json()["contract_id"])["starts_on"] == offer["starts_on"]
    figures = api.done(
        "GET",
        "/figures/win-back",
        fact=api.fact(person=world.uid(1), roles=["team_lead"]),
        params={"from_on": "2026-11-01", "to_on": "2026-11-30"},
    )
    assert (figures["notices"], figures["taken_back"], figures["win_back_percent"]) == (1, 1, 100)
    assert figures["reasons"] == [
        {
            "reason": "price",
            "notices": 1,
            "asked": 1,
            "offered": 1,
            "accepted": 1,
            "declined": 0,
            "taken_back": 1,
        }
    ]


@pytest.mark.capability("V13")
def test_a_declined_counter_offer_is_the_last(own_api: Api) -> None:
    api = own_api
    allow(api)
    notice = leave(api, reason="price")
    offer = ask(api, notice)
    api.done("POST", f"/offers/{offer['id']}/decline", fact=api.fact(ANNA.customer), body={})
    assert ask(api, notice) is None
    seen = notice_of(api, notice)
    assert (seen["result"], seen["can_ask_for_counter_offer"], seen["state"]) == ("declined", False, "received")
    assert contract(api)["ends_on"] == "2027-08-31"
    fact = api.fact(ANNA.customer, "fresh", bound_to=f"contract:{ANNA.contract}")
    api.done("POST", f"/notices/{notice['id']}/taking-back", fact=fact)
    assert contract(api)["state"] == "active"
    second = leave(api, reason="price")
    assert second["can_ask_for_counter_offer"] is False
    assert ask(api, second) is None
    listed = api.json("/notices", ANNA.customer)["items"]
    assert [item["id"] for item in listed][:2] == [second["id"], notice["id"]]
    assert {item["result"] for item in listed} == {"not_asked", "taken_back"}


def test_the_customer_takes_the_notice_back(own_api: Api) -> None:
    notice = leave(own_api)
    number = notice["receipt_number"]
    path = f"/orders/{number}/cancellation"
    unproven = own_api.ask("POST", path, fact=own_api.fact(ANNA.customer), body={})
    assert (unproven.status_code, unproven.json()["needed"]) == (403, "fresh")
    fact = own_api.fact(ANNA.customer, "fresh", bound_to=f"order:{number}")
    assert own_api.done("POST", path, fact=fact, body={})["state"] == "taken_back"
    kept = contract(own_api)
    assert (kept["state"], kept["ended_by"]) == ("active", None)
    assert notice_of(own_api, notice)["state"] == "taken_back"


def test_leaving_is_never_held_up(own_api: Api) -> None:
    notice = leave(own_api, reason="moving")
    assert ask(own_api, notice) is None
    assert notice_of(own_api, notice)["result"] == "none_allowed"
    again = own_api.ask(
        "POST",
        f"/contracts/{ANNA.contract}/notices",
        fact=own_api.fact(ANNA.customer, "fresh", bound_to=f"contract:{ANNA.contract}"),
        body={},
    )
    assert (again.status_code, again.json()["code"]) == (409, "contract_ends_already")
    assert again.json()["details"] == {
        "ends_on": "2027-08-31",
        "receipt_number": notice["receipt_number"],
        "follow_up_contract_number": None,
    }


def test_a_notice_needs_a_code_for_this_very_contract(api: Api) -> None:
    for fact in (api.fact(ANNA.customer), api.fact(ANNA.customer, "fresh", bound_to="contract:other")):
        refused = api.ask("POST", f"/contracts/{ANNA.contract}/notices", fact=fact, body={})
        assert (refused.status_code, refused.json()["needed"]) == (403, "fresh")


def test_a_rule_is_used_as_often_as_it_may(own_api: Api) -> None:
    api = own_api
    allow(api, most_uses=1, reason=None)
    bela = leave(api, world.BELA)
    told = api.done("POST", f"/notices/{bela['id']}/counter-offer", fact=api.fact(world.BELA.customer))
    assert told["offer"] is not None
    notice = leave(api, reason="price")
    assert notice["can_ask_for_counter_offer"] is False
    assert ask(api, notice) is None


@pytest.mark.capability("B18")
def test_a_price_rise_opens_the_special_right(own_api: Api) -> None:
    api = own_api
    path = f"/erp/contracts/{ANNA.contract}/price-changes"
    body = {"effective_on": "2027-10-01", "base_price_amount": "13.50", "unit_price_amount": "0.3500"}
    guaranteed = api.ask("POST", path, body=body | {"effective_on": "2027-08-31"}, secret=GATEWAY_SECRET)
    assert (guaranteed.status_code, guaranteed.json()["code"]) == (409, "price_change_too_soon")
    with api.at(datetime(2027, 8, 20, 9, tzinfo=UTC)):
        change = api.done("POST", path, body=body, secret=GATEWAY_SECRET)
        assert change["is_rise"] is True
        seen = contract(api)
        assert seen["price_change"] == {
            "announced_on": "2027-08-20",
            "effective_on": "2027-10-01",
            "base_price": {"amount": "13.50", "currency": "EUR"},
            "unit_price": {"amount": "0.35", "currency": "EUR"},
            "notice_by_on": "2027-09-30",
            "ends_on": "2027-09-30",
            "yearly_use_kwh": 1320,
            "present_yearly_cost": {"amount": "562.50", "currency": "EUR"},
            "yearly_cost": {"amount": "624.00", "currency": "EUR"},
            "yearly_difference": {"amount": "61.50", "currency": "EUR"},
        }
        assert seen["base_price"]["amount"] == "12.50"
        assert seen in api.json("/contracts", ANNA.customer, yearly_costs=True)["items"]
        plain = next(one for one in api.json("/contracts", ANNA.customer)["items"] if one["id"] == seen["id"])
        unknown = dict.fromkeys(("yearly_use_kwh", "present_yearly_cost", "yearly_cost", "yearly_difference"))
        assert plain == seen | {"price_change": seen["price_change"] | unknown}
        twice = api.ask("POST", path, body=body, secret=GATEWAY_SECRET)
        assert (twice.status_code, twice.json()["code"]) == (409, "price_change_exists")
        notice = leave(api)
        assert (notice["ends_on"], notice["right"]) == ("2027-09-30", "special_price_rise")
    with api.at(datetime(2027, 9, 30, 9, tzinfo=UTC)):
        assert contract(api)["base_price"]["amount"] == "12.50"


def test_new_prices_count_from_their_day_on(own_api: Api) -> None:
    path = f"/erp/contracts/{ANNA.contract}/price-changes"
    body = {"effective_on": "2027-10-01", "base_price_amount": "13.50", "unit_price_amount": "0.3500"}
    own_api.done("POST", path, body=body, secret=GATEWAY_SECRET)
    with own_api.at(datetime(2027, 10, 1, 9, tzinfo=UTC)):
        seen = contract(own_api)
        assert (seen["base_price"]["amount"], seen["price_change"]) == ("13.50", None)


def test_rules_and_figures_are_for_staff(api: Api) -> None:
    agent = api.fact(person=world.uid(1), roles=["agent"])
    assert api.ask("GET", "/staff/win-back-rules", fact=agent).status_code == 200
    for method, path in (("POST", "/staff/win-back-rules"), ("GET", "/figures/win-back")):
        params = {"from_on": "2026-11-01", "to_on": "2026-11-30"} if method == "GET" else None
        answer = api.ask(method, path, fact=agent, body=None if params else RULE, params=params)
        assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
    lead = api.fact(person=world.uid(1), roles=["team_lead"])
    backwards = {"from_on": "2026-11-30", "to_on": "2026-11-01"}
    assert api.ask("GET", "/figures/win-back", fact=lead, params=backwards).json()["code"] == "period_invalid"


def test_a_rule_ends_after_it_begins(api: Api) -> None:
    staff = api.fact(person=world.uid(1), roles=["back_office"])
    body = RULE | {"name": "Backwards", "valid_until_on": "2025-12-31"}
    assert api.ask("POST", "/staff/win-back-rules", fact=staff, body=body).json()["code"] == "request_invalid"


def test_withdrawing_from_a_counter_offer_revives_the_notice(own_api: Api) -> None:
    api = own_api
    allow(api, reason=None)
    notice = leave(api)
    agreed = accept(api, ask(api, notice)).json()
    fact = api.fact(ANNA.customer, "fresh", bound_to=f"contract:{agreed['contract_id']}")
    done = api.done("POST", f"/contracts/{agreed['contract_id']}/withdrawal", fact=fact)
    assert done["restored_ends_on"] == "2027-08-31"
    seen = contract(api)
    assert (seen["state"], seen["ended_by"]) == ("ending", "notice")
    orders = api.json("/orders", ANNA.customer)["items"]
    revived = [order for order in orders if order["kind"] == "contract_cancellation" and order["state"] == "received"]
    assert len(revived) == 1
