"""Taking what the last answer told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_drop_matter import ActionDropMatter
from actions.action_place_order import ActionPlaceOrder
from actions.action_renew_contract import ActionRenewContract
from actions.action_show_offers import ActionShowOffers
from actions.action_show_prices import ActionShowPrices
from actions.action_take_details import ActionTakeDetails
from tests.actions.fake_backend import money
from tests.actions.fake_offers import OFFERS, add_offers

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.fixture(autouse=True)
def offers(stage: Stage) -> None:
    add_offers(stage.backend)


def told(stage: Stage) -> dict[str, Any]:
    return stage.run(ActionShowOffers, "ask_offers", "what offers do you have").slots | {"last_matter": "ask_offers"}


@pytest.mark.parametrize(
    ("action", "intent", "text", "number"),
    [
        (ActionDropMatter, "cancel_dialogue", "ok nimm das billigste", "F-500001"),
        (ActionPlaceOrder, "place_order", "dobra, biorę najtańszą", "F-500001"),
        (ActionShowOffers, "ask_offers", "cheapest please", "F-500001"),
        (ActionPlaceOrder, "place_order", "öko 12 dann", "F-500001"),
        (ActionPlaceOrder, "place_order", "das mit dem öko", "F-500001"),
        (ActionAdmitMisunderstanding, "nlu_fallback", "the flexible 1", "F-500002"),
        (ActionTakeDetails, "give_details", "the second one", "F-500002"),
        (ActionPlaceOrder, "place_order", "biore tą tańszą", "F-500001"),
        (ActionShowOffers, "ask_offers", "den günstigeren bitte", "F-500001"),
        (ActionTakeDetails, "give_details", "the cheaper one", "F-500001"),
        (ActionPlaceOrder, "place_order", "I'll take the second one", "F-500002"),
        (ActionPlaceOrder, "place_order", "ich nehme das zweite", "F-500002"),
        (ActionPlaceOrder, "place_order", "wezmę drugą", "F-500002"),
    ],
)
def test_an_offer_that_was_told_is_taken(stage: Stage, action: Any, intent: str, text: str, number: str) -> None:
    entities = {"ordinal": "2"} if any(word in text for word in ("second", "zweite", "drugą")) else {}
    taken = stage.run(action, intent, text, slots=told(stage), entities=entities)
    assert taken.next_action == "action_renew_contract"
    summed = stage.run(ActionRenewContract, intent, text, slots=taken.slots, entities=entities)
    assert f"offer {number}" in summed.texts["en"]


@pytest.mark.parametrize(
    "text",
    ["which one is the cheapest", "wann endet das mit dem öko", "I want a new router", "is the cheaper one green?"],
)
def test_what_takes_no_offer_goes_its_own_way(stage: Stage, text: str) -> None:
    assert stage.run(ActionTakeDetails, "place_order", text, slots=told(stage)).next_action != "action_renew_contract"


def test_the_name_of_an_offer_orders_nothing_beside_its_summary(stage: Stage) -> None:
    first = stage.run(ActionRenewContract, "renew_contract", "extend my contract")
    summed = stage.answer(first, "give_details", "the first one", ordinal="1")
    again = stage.answer(summed, "place_order", "das mit dem öko", confidence=0.76)
    assert "offer F-500001" in again.texts["en"]
    other = stage.answer(summed, "place_order", "the flexible one then", confidence=0.76)
    assert "offer F-500002" in other.texts["en"]


def test_a_no_takes_nothing(stage: Stage) -> None:
    refused = stage.run(ActionTakeDetails, "deny", "nein, nicht das flex", slots=told(stage))
    assert refused.next_action != "action_renew_contract"


def test_the_cheapest_of_what_was_priced_is_ordered(stage: Stage) -> None:
    slots = stage.run(ActionShowPrices, "ask_price", "what is a router").slots | {"last_matter": "ask_price"}
    taken = stage.run(ActionDropMatter, "cancel_dialogue", "nimm den billigsten", slots=slots)
    assert (taken.next_action, taken.slots["draft"]["values"]) == ("action_place_order", {"product": "R7"})


def test_the_cheapest_of_tariffs_asked_for_as_offers_ends(stage: Stage) -> None:
    slots = stage.run(ActionShowPrices, "ask_price", "was kostet strom").slots | {"last_matter": "ask_price"}
    assert stage.run(ActionShowOffers, "ask_offers", "das günstigste", slots=slots).responses == ["utter_own_offers"]


def test_the_cheapest_of_tariffs_leads_to_the_cost_of_a_year(stage: Stage) -> None:
    slots = stage.run(ActionShowPrices, "ask_price", "was kostet strom").slots | {"last_matter": "ask_price"}
    taken = stage.run(ActionDropMatter, "cancel_dialogue", "ok nimm das billigste", slots=slots)
    assert taken.next_action == "action_show_offers"


@pytest.mark.parametrize("text", ["ok I'll take it", "no dobra biorę", "ja ich nehm es"])
def test_who_takes_what_was_told_is_asked_which(stage: Stage, text: str) -> None:
    taken = stage.run(ActionPlaceOrder, "place_order", text, slots=told(stage), language="pl")
    assert taken.next_action == "action_renew_contract"
    later = {"last_matter": "contract_expiry"}
    after = stage.run(ActionPlaceOrder, "place_order", text, slots=later, language="pl")
    assert after.next_action == "action_renew_contract"


@pytest.mark.parametrize("text", ["anything cheaper", "habt ihr was günstigeres, nix teures", "macie coś tańszego"])
def test_that_nothing_is_cheaper_is_said(stage: Stage, text: str) -> None:
    assert "None of these" not in stage.run(ActionShowOffers, "ask_offers", text).texts["en"]
    add_offers(stage.backend, [one | {"saving": money("-1.00")} for one in OFFERS])
    result = stage.run(ActionShowOffers, "ask_offers", text)
    assert "None of these is cheaper" in result.texts["en"]
    assert "nichts günstiger" in result.texts["de"]
    renewing = stage.run(ActionRenewContract, "renew_contract", f"extend, {text}")
    assert "Żadna z tych ofert nie jest tańsza" in renewing.texts["pl"]
    assert "None of these" not in stage.run(ActionShowOffers, "ask_offers", "what do you offer").texts["en"]


@pytest.mark.parametrize("text", ["ill take it in black. 2 of them", "das nehm ich, 2 stück", "biorę 2 sztuki", "2"])
def test_the_one_thing_that_was_priced_is_taken(stage: Stage, text: str) -> None:
    slots = stage.run(ActionShowPrices, "ask_price", "what is the R7").slots | {"last_matter": "ask_price"}
    taken = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, slots=slots, number="2")
    assert (taken.next_action, taken.slots["draft"]["values"]) == ("action_place_order", {"product": "R7"})


def test_another_thing_that_is_named_is_not_the_one_that_was_priced(stage: Stage) -> None:
    slots = stage.run(ActionShowPrices, "ask_price", "what is the R7").slots | {"last_matter": "ask_price"}
    named = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "I'll take the charger", slots=slots)
    assert not named.slots.get("draft")


def test_a_bare_number_after_one_price_says_how_many(stage: Stage) -> None:
    slots = stage.run(ActionShowPrices, "ask_price", "what is the R7").slots | {"last_matter": "ask_price"}
    taken = stage.run(ActionTakeDetails, "give_details", "2", slots=slots, ordinal="2")
    assert (taken.next_action, taken.slots["draft"]["values"]) == ("action_place_order", {"product": "R7"})
