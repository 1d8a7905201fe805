"""Customers place, follow, change and cancel orders over HTTP."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend_api.contracts.models import Contract
from backend_api.orders.registry import KINDS
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.orders.rows import number, uid
from tests.backend_api.stored import change, newcomer, store

PHONE: dict[str, Any] = {"kind": "device", "lines": [{"product_number": "p5"}, {"product_number": "LADER"}]}
ME = world.ANNA


def placed(api: Api, fact: str | None = None, **changes: Any) -> Any:
    return api.done("POST", "/orders", fact=fact or api.fact(ME.customer), body=PHONE | changes)


def refused(api: Api, path: str, **asked: Any) -> tuple[int, Any]:
    answer = api.ask("POST", path, **({"fact": api.fact(ME.customer)} | asked))
    body = answer.json()
    return answer.status_code, body if "needed" in body else body["details"]


def problems(api: Api, **changes: Any) -> dict[str, str]:
    status, details = refused(api, "/orders", body=PHONE | changes)
    assert status == 422, details
    return {entry["field"]: entry["problem"] for entry in details["fields"]}


def step(api: Api, order: str, state: str | None, **facts: Any) -> Any:
    body = facts | ({} if state is None else {"state": state})
    return api.ask("POST", f"/orders/{order}/state", body=body, secret=GATEWAY_SECRET)


@pytest.mark.capability("V6")
def test_an_order_has_one_number_one_state_and_every_step(api: Api) -> None:
    order = placed(api)
    assert order["number"].startswith("O-")
    assert (order["state"], order["outcome"], order["waiting_for"], order["next_state"]) == (
        "placed",
        "open",
        "supplier",
        "confirmed",
    )
    for state in ("confirmed", "packed", "handed_over", "delivered"):
        assert step(api, order["number"], state).json()["state"] == state
    seen = api.json(f"/orders/{order['number']}", ME.customer)
    assert [entry["state"] for entry in seen["history"]] == [
        "placed",
        "confirmed",
        "packed",
        "handed_over",
        "delivered",
    ]
    assert [entry["by"] for entry in seen["history"]] == ["customer", *4 * ["erp"]]
    assert (seen["outcome"], seen["waiting_for"], seen["can_cancel"]) == ("done", None, False)
    again = step(api, order["number"], "packed")
    assert again.status_code == 409
    assert again.json()["details"] == {"state": "delivered", "wanted": "packed", "problem": "over"}


@pytest.mark.capability("V22")
def test_what_is_known_is_not_asked_again(api: Api) -> None:
    order = placed(api)
    assert order["details"]["address"] == {
        "street": "Domstr.",
        "house_number": "12a",
        "postcode": "50667",
        "city": "Köln",
        "country": "DE",
    }
    assert order["pays_by"] == "direct_debit"
    assert order["promised_on"] == "2026-11-27"
    porting = placed(
        api,
        kind="number_porting",
        lines=[],
        details={"phone_number": "0151 23456789", "old_provider": "Altnetz"},
    )
    assert porting["details"]["holder_name"] == "Maria Nowak"
    assert porting["details"]["phone_number"] == "+4915123456789"
    meter = placed(
        api, kind="new_supply", lines=[{"product_number": "STROM-12"}], service_point_number=world.malo(1000)
    )
    assert meter["details"]["meter_number"] == "1EMH00001000"
    assert meter["service_point_id"] == str(ME.flat)


@pytest.mark.capability("V22")
def test_a_basket_becomes_an_order_with_the_prices_it_showed(api: Api) -> None:
    lines = [{"product_number": "P5"}, {"product_number": "MOBIL-L"}]
    basket = api.done("POST", "/shop/baskets", body={"country": "DE", "lines": lines}, secret=GATEWAY_SECRET)
    order = placed(api, lines=[], basket_number=basket["number"].lower())
    assert [line["product_number"] for line in order["lines"]] == ["P5", "MOBIL-L"]
    assert order["lines"][1]["base"] == {"amount": "24.99", "currency": "EUR"}
    assert order["worth"] == {"amount": "799.78", "currency": "EUR"}
    status, details = refused(api, "/orders", body=PHONE | {"lines": [], "basket_number": basket["number"]})
    assert (status, details) == (409, {"state": "ordered"})


def test_prices_are_kept_on_the_order(api: Api) -> None:
    order = placed(api, lines=[{"product_number": "P5", "shown": {"one_off": {"amount": "499.90", "currency": "EUR"}}}])
    assert order["lines"][0]["one_off"] == {"amount": "499.90", "currency": "EUR"}
    assert order["lines"][0]["description"] == "Phone P5"
    other = {"product_number": "P5", "shown": {"one_off": {"amount": "399.90", "currency": "EUR"}}}
    assert problems(api, lines=[other]) == {"lines.0.shown": "price_changed"}


def test_everything_wrong_is_named_at_once(api: Api) -> None:
    found = problems(
        api,
        lines=[{"product_number": "NOPE"}, {"product_number": "MOBIL-L", "iccid": "8949123456789012345"}],
        details={"wished_on": "2026-01-01", "colour": "red"},
        pay_by="direct_debit",
        replaces_number="O-9999999",
        contract_number="V-999999",
    )
    assert found == {
        "contract_number": "unknown_contract",
        "details.colour": "extra_forbidden",
        "lines.0.product_number": "unknown_product",
        "lines.1.iccid": "check_digit",
        "replaces_number": "unknown_order",
    }


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"kind": "pizza"}, "kind", "unknown_kind"),
        ({"kind": "renewal"}, "kind", "not_ordered_here"),
        ({"lines": []}, "lines", "missing"),
        ({"lines": [{"product_number": "STROM-12"}]}, "lines.0.product_number", "not_for_this_kind"),
        ({"lines": [{"product_number": "PRAD-STALA"}]}, "lines.0.product_number", "unknown_product"),
        ({"lines": [{"product_number": "GEWERBE-STROM"}]}, "lines.0.product_number", "unknown_product"),
        ({"kind": "meter_exchange", "lines": []}, "service_point", "missing"),
        (
            {"kind": "sim_activation", "lines": [], "service_point_id": str(ME.flat)},
            "service_point",
            "not_for_this_kind",
        ),
        ({"service_point_number": "12345678"}, "service_point", "unknown_service_point"),
        ({"details": {"address": {"street": "Domstr.", "house_number": "1", "postcode": "50667", "city": "Hamburg",
                                  "country": "DE"}}}, "details.address.city", "not_here"),
    ],
)  # fmt: skip
def test_what_is_wrong_has_a_word(api: Api, changes: dict[str, Any], field: str, problem: str) -> None:
    assert problems(api, **changes)[field] == problem


def test_a_check_says_what_an_order_would_be(api: Api) -> None:
    body = {
        "kind": "number_porting",
        "details": {"phone_number": "0151 23456789", "old_provider": "Altnetz", "holder_name": "Jan Kowalski"},
    }
    found = api.done("POST", "/order-checks", fact=api.fact(ME.customer), body=body)
    assert found["warnings"] == [{"field": "details.holder_name", "problem": "differs_from_contract"}]
    assert (found["problems"], found["needs_approval"]) == ([], False)
    assert found["promised_on"] == "2026-12-02"
    wrong = api.done("POST", "/order-checks", fact=api.fact(ME.customer), body=PHONE | {"lines": []})
    assert wrong["problems"] == [{"field": "lines", "problem": "missing"}]


def test_a_check_says_that_it_chose_among_several_addresses(api: Api) -> None:
    who = newcomer(api)
    asked = {"fact": api.fact(who.customer), "body": PHONE}
    assert api.done("POST", "/order-checks", **asked)["warnings"] == []
    elsewhere = world.point(who, 7701)
    elsewhere.id, elsewhere.house_number = uuid4(), "99"
    store(api, elsewhere)
    assert api.done("POST", "/order-checks", **asked)["warnings"] == [
        {"field": "details.address", "problem": "one_of_several"}
    ]
    address = {"street": "Domstr.", "house_number": "99", "postcode": "50667", "city": "Köln", "country": "DE"}
    given = PHONE | {"details": {"address": address}}
    warned = api.done("POST", "/order-checks", fact=asked["fact"], body=given)["warnings"]
    assert "one_of_several" not in str(warned)


def test_what_is_sent_goes_where_the_customer_is_served_longest(api: Api) -> None:
    who = newcomer(api)
    elsewhere, older = world.point(who, 7702), world.contract(who, 7702)
    elsewhere.id, elsewhere.house_number = uuid4(), "99"
    older.id, older.service_point_id, older.starts_on = uuid4(), elsewhere.id, date(2020, 1, 1)
    store(api, elsewhere, older)

    def house_number() -> str:
        order = api.done("POST", "/order-checks", fact=api.fact(who.customer), body=PHONE)
        return str(order["details"]["address"]["house_number"])

    assert house_number() == "99"
    change(api, Contract, older.id, notice_given_on=date(2025, 11, 1), notice_ends_on=date(2025, 12, 31))
    assert house_number() == "12a", "a contract that is over does not count"


def test_a_check_names_another_customers_like_a_missing_one(api: Api) -> None:
    absent = "00000000-0000-7000-8000-00000000ffff"
    for name, foreign, missing in (
        ("service_point_id", str(world.BELA.flat), absent),
        ("service_point_number", world.malo(2000), world.malo(9999)),
        ("contract_number", "V-002000", "V-999999"),
        ("replaces_number", number(2000, 0), "O-9999999"),
    ):
        body = {"kind": "move_out", "details": {"moves_out_on": "2026-12-31"}}
        answers = [
            api.ask("POST", "/order-checks", fact=api.fact(ME.customer), body=body | {name: value})
            for value in (foreign, missing)
        ]
        assert answers[0].content == answers[1].content
        assert str(answers[0].json()["problems"]).count("unknown_" if name != "replaces_number" else "missing") == 1


def test_the_same_key_gives_the_same_order(api: Api) -> None:
    fact = api.fact(ME.customer)
    answers = [api.ask("POST", "/orders", fact=fact, body=PHONE, key="again-1") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    other = api.ask("POST", "/orders", fact=fact, body=PHONE | {"pay_by": "transfer"}, key="again-1")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


def test_a_confirmed_address_sees_the_state_without_personal_detail(api: Api) -> None:
    seen = api.get(f"/orders/{number(1000, 0)}", ME.customer, "channel").json()
    assert (seen["state"], seen["promised_on"]) == ("confirmed", "2026-11-26")
    assert not {"lines", "details", "history"} & set(seen)
    listed = api.get("/orders", ME.customer, "channel", kind="accessory").json()
    assert number(1000, 1) in [item["number"] for item in listed["items"]]
    assert {item["kind"] for item in listed["items"]} == {"accessory"}
    page = api.get("/orders", ME.customer, limit=1, offset=1).json()
    assert (len(page["items"]), page["total"] > 2) == (1, True)


def test_another_colour_keeps_the_price(api: Api) -> None:
    order = placed(api)
    change = {"lines": [{"position": 1, "product_number": "p5-blau"}, {"position": 2, "remove": True}]}
    path = f"/orders/{order['number']}"
    changed = api.done("PATCH", path, fact=api.fact(ME.customer), body=change)
    assert [(line["product_number"], line["state"]) for line in changed["lines"]] == [
        ("P5-BLAU", "ordered"),
        ("LADER", "removed"),
    ]
    assert changed["lines"][0]["one_off"]["amount"] == "499.90"
    assert changed["worth"]["amount"] == "499.90"
    assert [entry["what"] for entry in changed["changes"]] == ["line 1 product_number", "line 2 state"]
    dearer = api.ask(
        "PATCH", path, fact=api.fact(ME.customer), body={"lines": [{"position": 1, "product_number": "R7"}]}
    )
    assert (dearer.status_code, dearer.json()["details"]["problem"]) == (409, "not_the_same_price")
    for state in ("confirmed", "packed"):
        step(api, order["number"], state)
    late = api.ask("PATCH", path, fact=api.fact(ME.customer), body={"wished_on": "2027-02-01"})
    assert late.json()["details"] == {"state": "packed", "problem": "window_over"}


def test_another_day_moves_the_promise(api: Api) -> None:
    order = placed(api)
    path = f"/orders/{order['number']}"
    later = api.done("PATCH", path, fact=api.fact(ME.customer), body={"wished_on": "2026-12-15"})
    assert (later["wished_on"], later["promised_on"]) == ("2026-12-15", "2026-12-15")
    assert [entry["what"] for entry in later["changes"]] == ["wished_on", "promised_on"]
    past = api.ask("PATCH", path, fact=api.fact(ME.customer), body={"wished_on": "2026-11-01"})
    assert past.json()["details"]["problem"] == "date_too_soon"
    nothing = api.ask("PATCH", path, fact=api.fact(ME.customer), body={})
    assert nothing.json()["details"]["problem"] == "nothing_new"


def test_an_order_is_cancelled_while_it_can_be(api: Api) -> None:
    order = placed(api)
    cancelled = api.done(
        "POST", f"/orders/{order['number']}/cancellation", fact=api.fact(ME.customer), body={"reason": "too_late"}
    )
    assert (cancelled["state"], cancelled["outcome"], cancelled["history"][-1]["reason"]) == (
        "cancelled",
        "ended",
        "too_late",
    )
    assert (cancelled["erp_state"], {line["state"] for line in cancelled["lines"]}) == ("not_needed", {"ended"})
    status, details = refused(api, f"/orders/{order['number']}/cancellation", body={})
    assert (status, details["problem"], details["state"]) == (409, "over", "cancelled")


def test_a_switch_wants_a_fresh_code(api: Api) -> None:
    body = {"kind": "supplier_switch", "service_point_id": str(ME.flat)}
    status, details = refused(api, "/orders", body=body)
    assert (status, details["needed"]) == (403, "fresh")
    other = api.fact(ME.customer, "fresh", bound_to="order:supplier_switch:another")
    assert refused(api, "/orders", body=body, fact=other)[0] == 403


def test_an_order_takes_the_place_of_another(api: Api) -> None:
    first = placed(api)
    second = placed(api, replaces_number=first["number"])
    assert second["replaces_number"] == first["number"]
    assert api.json(f"/orders/{first['number']}", ME.customer)["replaced_by_number"] == second["number"]


def test_a_new_date_comes_back_and_the_choice_is_open(api: Api) -> None:
    order = placed(api)
    step(api, order["number"], "confirmed", erp_number=f"ERP-{order['number']}")
    moved = step(api, order["number"], "back_ordered", promised_on="2026-12-08", blocker_code="out_of_stock").json()
    assert (moved["promised_on"], moved["blocker_code"], moved["can_change"]) == ("2026-12-08", "out_of_stock", True)
    assert (moved["erp_number"], moved["erp_state"]) == (f"ERP-{order['number']}", "in_erp")
    nothing = step(api, order["number"], None)
    assert nothing.json()["details"]["problem"] == "nothing_new"


def test_a_step_with_a_known_key_has_no_effect(api: Api) -> None:
    order = placed(api)
    first = step(api, order["number"], "confirmed", step_key="m-1").json()
    with api.at(world.NOW + timedelta(days=40)):
        again = step(api, order["number"], "confirmed", step_key="m-1").json()
    assert again["history"] == first["history"]


def test_only_connected_systems_and_the_back_office_report_states(api: Api) -> None:
    order = placed(api)
    path = f"/orders/{order['number']}/state"
    for fact in (None, api.fact(ME.customer), api.fact(person=uid(1190), roles=["agent"])):
        assert api.ask("POST", path, fact=fact, body={"state": "confirmed"}).status_code == 403
    office = api.fact(person=uid(1192), roles=["back_office"])
    assert api.done("POST", path, fact=office, body={"state": "confirmed"})["history"][-1]["by"] == "back_office"
    missing = api.ask("POST", "/orders/O-9999999/state", fact=office, body={"state": "confirmed"})
    assert missing.status_code == 404


def test_staff_list_all_orders_and_customers_do_not(api: Api) -> None:
    agent, found = api.fact(person=uid(1190), roles=["agent"]), set[str]()
    # other tests on this database may have placed more than one page
    while page := api.done("GET", "/staff/orders", fact=agent, params={"limit": 200, "offset": len(found)})["items"]:
        found |= {item["number"] for item in page}
    assert {number(1000, 0), number(2000, 0)} <= found
    assert api.ask("GET", "/staff/orders", fact=api.fact(ME.customer)).status_code == 403


def test_kinds_are_described(api: Api) -> None:
    kinds = {kind["kind"]: kind for kind in api.done("GET", "/order-kinds")["items"]}
    assert list(kinds) == list(KINDS)
    assert kinds["device"]["changeable"] == ["placed", "confirmed", "back_ordered"]
    assert "phone_number" in kinds["number_porting"]["details_schema"]["required"]
    assert kinds["return"]["entered_by"] == []
