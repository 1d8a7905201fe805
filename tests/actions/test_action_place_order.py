"""Ordering: what, where, at which price, and what the backend refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._orders.ordering import wants_data
from actions.action_drop_matter import ActionDropMatter
from actions.action_resume_errand import ActionResumeErrand
from tests.actions.fake_backend import contract, money
from tests.actions.fake_orders import as_customer, begin, checked, order, ready_to_order, sent

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

PHONE = "0192f0c1-7c1e-7000-8000-0000000000c3"
AGREED = {"accepted": True, "reason": None, "unit": "kwh", "value": 1, "left": 5, "price": None}


@pytest.fixture(autouse=True)
def customer(stage: Stage) -> None:
    ready_to_order(stage.backend)


def test_a_router_is_ordered_at_the_price_that_was_shown(stage: Stage) -> None:
    asked = begin(stage, "I'd like to order the router R7")
    assert "Router R7: €99.00" in asked.texts["en"]
    assert "Lindenweg 5, 10115 Berlin" in asked.texts["en"]
    assert "zahlungspflichtig" in asked.texts["de"]
    done = stage.answer(asked, "affirm", "yes")
    assert "O-1000001" in done.texts["en"]
    shown = {"one_off": money("99.00"), "base": None, "unit": None}
    assert sent(stage)["lines"] == [{"product_number": "R7", "quantity": 1, "shown": shown}]


def test_how_many_is_taken_from_the_first_words_and_corrected(stage: Stage) -> None:
    stage.backend.answers["POST", "/order-checks"] = checked("CHARGER-20", quantity=3)
    asked = begin(stage, "3 chargers please", entities={"number": "3"})
    assert sent(stage, "/order-checks")["lines"] == [{"product_number": "CHARGER-20", "quantity": 3}]
    assert "together: €59.70" in asked.texts["en"]
    stage.answer(asked, "deny", "no, just one")
    assert sent(stage, "/order-checks")["lines"][0]["quantity"] == 1


@pytest.mark.parametrize("text", ["I want a router and a charger", "a ruter, a charger pls", "router + charger"])
def test_of_two_products_none_is_passed_over(stage: Stage, text: str) -> None:
    asked = begin(stage, text)
    assert "Router R7" in asked.texts["en"]
    assert "20 W charger" in asked.texts["en"]
    assert "Phone" not in asked.texts["en"]


def test_the_colour_behind_a_comma_is_no_second_product(stage: Stage) -> None:
    begin(stage, "a phone, the blue one")
    assert sent(stage, "/order-checks")["lines"][0]["product_number"] == "P5-BLUE"


def test_this_router_in_polish_is_no_ten_routers(stage: Stage) -> None:
    asked = begin(stage, "chce kupic ten router r7", language="pl")
    assert "10 ×" not in asked.texts["pl"]
    stage.answer(asked, "affirm", "tak", language="pl")
    assert sent(stage)["lines"][0]["quantity"] == 1


@pytest.mark.parametrize("text", ["changed my mind cancel it", "stornier das wieder", "dobra jednak anuluj go"])
def test_an_order_just_placed_is_cancelled_not_left(stage: Stage, text: str) -> None:
    placed = {"settled": {"matter": "place_order", "is_written": True}}
    assert stage.run(ActionDropMatter, "cancel_dialogue", text, slots=placed).next_action == "action_cancel_order"
    dropped = {"settled": {"matter": "place_order", "is_written": False}}
    assert stage.run(ActionDropMatter, "cancel_dialogue", text, slots=dropped).next_action != "action_cancel_order"


def test_what_is_half_named_is_asked_with_prices(stage: Stage) -> None:
    asked = begin(stage, "a phone P5 please")
    assert "1. Phone P5, black: €549.00" in asked.texts["en"]
    assert "Router" not in asked.texts["en"]
    stage.backend.answers["POST", "/order-checks"] = checked(
        "P5-BLUE", warnings=[{"field": "lines.0.quantity", "problem": "out_of_stock"}]
    )
    chosen = stage.answer(asked, "nlu_fallback", "the blue one", confidence=0.2)
    assert "not in stock" in chosen.texts["en"]
    other = stage.answer(chosen, "deny", "no, a charger instead")
    assert sent(stage, "/order-checks")["lines"][0]["product_number"] == "CHARGER-20"
    assert other.slots["draft"]["values"]["product"] == "CHARGER-20"


def test_a_bigger_plan_shows_the_price_before_and_after(stage: Stage) -> None:
    phone = next(point for point in stage.backend.points if point["commodity"] == "mobile")
    mine = contract("V-9", phone["id"]) | {
        "product_name": "Mobil S",
        "commodity": "mobile",
        "base_price": money("9.99"),
        "unit_price": None,
    }
    stage.backend.contracts.append(mine)
    stage.backend.answers["POST", "/order-checks"] = checked("MOBIL-L")
    asked = begin(stage, "I want a bigger data package")
    assert "now: Mobil S, €9.99 a month" in asked.texts["en"]
    assert "then: Mobil L, €24.99 a month" in asked.texts["en"]
    assert sent(stage, "/order-checks")["kind"] == "plan_change"
    mine["product_name"], mine["base_price"] = "Mobil L", money("24.99")
    nothing = begin(stage, "I want a bigger data package")
    assert "nothing bigger" in nothing.texts["en"]


def test_a_company_names_another_place_and_its_use_for_its_agreement(stage: Stage) -> None:
    as_customer(stage.backend, kind="company")
    agreement = {"number": "FA-100001", "state": "active", "term_months": 24}
    stage.backend.answers |= {
        ("GET", "/framework-agreements"): {"items": [agreement], "total": 1},
        ("GET", "/framework-agreements/FA-100001/check"): AGREED | {"accepted": False, "reason": "energy_needed"},
    }
    asked = begin(stage, "electricity Strom Fix for another shop")
    assert "Which address" in asked.texts["en"]
    energy = stage.answer(asked, "nlu_fallback", "Domstr. 18, 50668 Köln", confidence=0.2)
    assert "How many kWh a year" in energy.texts["en"]
    stage.backend.answers["GET", "/framework-agreements/FA-100001/check"] = AGREED
    stage.backend.answers["POST", "/order-checks"] = checked("STROM-FIX")
    summary = stage.answer(energy, "nlu_fallback", "20000", entities={"number": "20000"}, confidence=0.2)
    assert "FA-100001" in summary.texts["en"]
    body = sent(stage, "/order-checks")
    assert (body["kind"], body["energy_kwh"], body["framework_number"]) == ("new_supply", "40000", "FA-100001")
    assert body["details"]["address"]["city"] == "Köln"


def test_above_the_limit_it_says_who_approves_before_and_after(stage: Stage) -> None:
    rights = {"orders": True, "orders_up_to": money("100.00"), "who_may": ["Beate Morgen"]}
    as_customer(stage.backend, rights=rights)
    stage.backend.answers["POST", "/order-checks"] = checked("R9", needs_approval=True)
    stage.backend.answers["POST", "/orders"] = (201, order("O-1000002", "device", "awaiting_approval", []))
    asked = begin(stage, "the router R9 pro")
    assert "above your limit of €100.00" in asked.texts["en"]
    done = stage.answer(asked, "affirm", "yes")
    assert "O-1000002 and waits for approval by Beate Morgen" in done.texts["en"]


def test_who_may_not_order_learns_who_may(stage: Stage) -> None:
    as_customer(stage.backend, rights={"orders": False, "orders_up_to": None, "who_may": ["Eleanor North"]})
    result = begin(stage, "a router")
    assert "Eleanor North" in result.texts["en"]
    assert result.slots["draft"] is None


BASKET = {"number": "B-390014", "state": "open", "lines": [{"product_number": "R7", "quantity": 2}]}


def test_a_basket_is_ordered_by_its_number(stage: Stage) -> None:
    stage.backend.answers["GET", "/baskets/B-390014"] = BASKET
    asked = begin(stage, "please order basket B-390014")
    assert "basket B-390014" in asked.texts["en"]
    stage.answer(asked, "affirm", "yes")
    assert (sent(stage)["basket_number"], sent(stage)["lines"]) == ("B-390014", [])


def test_a_basket_that_is_gone_or_unknown_is_told_so(stage: Stage) -> None:
    assert "cannot find a basket B-390015" in begin(stage, "order B-390015").texts["en"]
    stage.backend.answers["GET", "/baskets/B-390014"] = BASKET | {"state": "ordered"}
    assert "ordered already" in begin(stage, "order B-390014").texts["en"]


def test_another_price_than_the_one_shown_orders_nothing(stage: Stage) -> None:
    asked = begin(stage, "router R7")
    fields = [{"field": "lines.0.shown", "problem": "price_changed"}]
    stage.backend.answers["POST", "/orders"] = (
        422,
        {"code": "order_invalid", "message": "", "details": {"fields": fields}},
    )
    assert "price has changed" in stage.answer(asked, "affirm", "yes").texts["en"]


def test_a_price_that_has_changed_is_shown_before_it_is_asked_for_the_yes(stage: Stage) -> None:
    asked = begin(stage, "I'd like to order the router R7")
    same = stage.answer(asked, "nlu_fallback", "kartoffelsalat", confidence=0.2)
    assert same.responses == ["utter_errand_unclear"]
    dearer = checked("R7")
    dearer["lines"][0]["one_off"] = money("149.00")
    stage.backend.answers["POST", "/order-checks"] = dearer
    back = stage.run(ActionResumeErrand, "ask_price", "when does it come?", slots=asked.slots)
    assert back.responses == ["utter_back_to_errand", "utter_order_summary"]
    assert "€149.00" in back.texts["en"]
    unclear = stage.answer(asked, "nlu_fallback", "kartoffelsalat", confidence=0.2)
    assert unclear.responses == ["utter_order_summary"]
    stage.answer(unclear, "affirm", "yes")
    assert sent(stage)["lines"][0]["shown"]["one_off"] == money("149.00")
    again = stage.answer(unclear, "nlu_fallback", "kartoffelsalat", confidence=0.2)
    assert again.responses[-1] == "utter_errand_unclear"


def test_an_address_that_nobody_knows_is_asked_again(stage: Stage) -> None:
    missing = [{"field": "details.address", "problem": "missing"}]
    stage.backend.answers["POST", "/order-checks"] = checked(problems=missing)
    asked = begin(stage, "router R7")
    assert "Where should it be sent?" in asked.texts["en"]
    assert "Ich brauche Straße" not in asked.texts["de"], "nothing wrong was said yet"
    unknown = stage.answer(asked, "nlu_fallback", "Domstr. 18, 10115 Köln", confidence=0.2)
    assert "I do not know that address" in unknown.texts["en"]


def test_a_tariff_asks_for_which_of_the_own_places_or_another(stage: Stage) -> None:
    asked = begin(stage, "I'd like Strom Fix")
    assert "1. Flat" in asked.texts["en"]
    assert "ein anderer Ort" in asked.texts["de"]


@pytest.mark.parametrize(
    "text", ["will nen router bestellen, den billigsten", "the cheapest router please", "najtańszy router"]
)
def test_the_cheapest_device_is_heard(stage: Stage, text: str) -> None:
    assert "Router R7: €99.00" in begin(stage, text).texts["en"]


def test_gigs_are_data_of_a_mobile_plan() -> None:
    assert wants_data("give me more gigs")
    assert not wants_data("a bigger electricity tariff")


@pytest.mark.parametrize("text", ["a router", "einen Router", "router"])
def test_of_several_that_are_meant_only_these_are_asked_about(stage: Stage, text: str) -> None:
    asked = begin(stage, "I want to order something")
    told = stage.answer(asked, "place_order", text)
    assert told.responses == ["utter_ask_order_product"]
    assert "There are several of these" in told.texts["en"]
    assert "Router R9" in told.texts["de"]
    assert "Phone" not in told.texts["de"]
    assert "Router R7: €99.00" in stage.answer(told, "give_details", "R7").texts["en"]
    assert "Router R7: €99.00" in stage.answer(told, "give_details", "the cheaper one").texts["en"]


@pytest.mark.parametrize("text", ["yes", "ja", "tak"])
def test_a_long_list_is_not_shown_twice(stage: Stage, text: str) -> None:
    asked = begin(stage, "I'll take one")
    assert "1." in asked.texts["de"]
    many = [{**one, "value": f"{one['value']}{place}"} for place in range(9) for one in asked.slots["draft"]["options"]]
    asked.slots["draft"]["known"]["products"] = many
    again = stage.answer(asked, "affirm", text)
    assert "in der Liste oben" in again.texts["de"]
    assert "2." not in again.texts["de"]
