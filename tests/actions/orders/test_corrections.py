"""Corrections of an order that waits for its yes: pieces, colours, other things, models that are not sold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.actions.fake_orders import begin, checked, ready_to_order, sent

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.fixture(autouse=True)
def customer(stage: Stage) -> None:
    ready_to_order(stage.backend)


@pytest.mark.parametrize(("said", "language"), [("2", "en"), ("2 bitte", "de"), ("nie, 2", "pl")])
def test_a_bare_number_at_the_summary_is_how_many(stage: Stage, said: str, language: str) -> None:
    asked = begin(stage, "I'd like to order the router R7")
    more = stage.answer(asked, "choose", said, ordinal="2", language=language)
    assert more.responses == ["utter_order_summary"]
    assert sent(stage, "/order-checks")["lines"] == [{"product_number": "R7", "quantity": 2}]


def test_the_months_of_a_plan_make_no_tariff_of_a_phone(stage: Stage) -> None:
    stage.backend.answers["POST", "/order-checks"] = checked("P5-BLUE")
    asked = begin(stage, "the blue phone P5")
    again = stage.answer(asked, "choose", "24", number="24")
    assert again.responses == ["utter_errand_unclear"]
    assert again.slots["draft"]["values"]["product"] == "P5-BLUE"


@pytest.mark.parametrize(("said", "language"), [("the other one", "en"), ("das zweite", "de"), ("ten drugi", "pl")])
def test_of_a_list_that_nobody_saw_none_is_the_second(stage: Stage, said: str, language: str) -> None:
    asked = begin(stage, "I'd like to order the router R7")
    again = stage.answer(asked, "choose", said, ordinal="2", language=language)
    assert again.slots["draft"]["values"]["product"] == "R7"
    assert "place" not in again.slots["draft"]["values"]


@pytest.mark.parametrize(("said", "intent"), [("yes but black", "report_outage"), ("ja aber blau", "place_order")])
def test_a_colour_makes_no_phone_of_a_router(stage: Stage, said: str, intent: str) -> None:
    asked = begin(stage, "I'd like to order the router R7")
    again = stage.answer(asked, intent, said, confidence=0.6)
    assert again.responses == ["utter_errand_what_instead"]
    assert again.slots["draft"]["values"]["product"] == "R7"


@pytest.mark.parametrize(
    ("said", "language"), [("ok and 2 chargers", "en"), ("ja und 2 ladegeräte", "de"), ("tak i 2 chargery", "pl")]
)
def test_what_comes_with_and_is_ordered_beside(stage: Stage, said: str, language: str) -> None:
    asked = begin(stage, "I'd like to order the router R7")
    more = stage.answer(asked, "place_order", said, number="2", language=language)
    lines = sent(stage, "/order-checks")["lines"]
    assert {one["product_number"] for one in lines} == {"R7", "CHARGER-20"}
    assert more.responses == ["utter_order_summary"]


@pytest.mark.parametrize(
    ("said", "language"), [("no the router", "en"), ("nein den router", "de"), ("nie, router", "pl")]
)
def test_another_thing_goes_before_and_is_no_cancelled_order(stage: Stage, said: str, language: str) -> None:
    asked = begin(stage, "a charger please")
    again = stage.answer(asked, "cancel_order", said, confidence=0.9, language=language)
    assert again.responses == ["utter_ask_order_product"]
    assert "R9 Pro" in again.texts["en"]
    assert "charger" not in again.texts["en"]


@pytest.mark.parametrize(
    "said",
    ["order it now please, no wait dont", "ja bestellen, ne warte doch nicht", "zamów to, nie czekaj, jednak nie"],
)
@pytest.mark.parametrize("intent", ["cancel_order", "cancel_dialogue"])
def test_the_last_words_of_a_message_decide(stage: Stage, said: str, intent: str) -> None:
    asked = begin(stage, "I'd like to order the router R7")
    again = stage.answer(asked, intent, said, confidence=0.9, ranking={intent: 0.9})
    assert again.responses == ["utter_errand_what_instead"]
    assert not any(call.url.path == "/orders" and call.method == "POST" for call in stage.backend.calls)


def test_a_model_that_is_not_sold_is_named_and_none_taken_instead(stage: Stage) -> None:
    asked = begin(stage, "I want the router R11")
    assert "We do not sell the R11." in asked.texts["en"]
    assert "R11 verkaufen wir nicht." in asked.texts["de"]
    assert "R11 nie ma w naszej ofercie." in asked.texts["pl"]
    assert "product" not in asked.slots["draft"]["values"]
    summed = begin(stage, "I'd like to order the router R7")
    again = stage.answer(summed, "place_order", "not the r7 but the r11")
    assert again.responses == ["utter_ask_order_product"]
