"""Orders that somebody thinks better of: dropped, undone, made cheaper; and returns that are called off."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from actions._errand.drafts import Draft
from actions._words.orders import takes_return_back
from actions.action_cancel_order import ActionCancelOrder
from actions.action_drop_matter import ActionDropMatter
from actions.action_place_order import ActionPlaceOrder
from tests.actions.fake_orders import as_customer, begin, checked, order, phone_order, ready_to_order, with_orders

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

RETURN = "O-0430401"


@pytest.fixture(autouse=True)
def customer(stage: Stage) -> None:
    as_customer(stage.backend)


def a_return(**fields: Any) -> dict[str, Any]:
    return order(RETURN, "return", "placed", phone_order()["lines"]) | {"can_cancel": True} | fields


@pytest.mark.parametrize(
    ("said", "language"), [("rücksendung stornieren", "de"), ("cancel the return", "en"), ("anuluj zwrot", "pl")]
)
def test_a_return_that_is_called_off_is_no_cancelled_order(stage: Stage, said: str, language: str) -> None:
    with_orders(stage.backend, a_return())
    stage.backend.answers["POST", f"/orders/{RETURN}/cancellation"] = a_return(state="cancelled", outcome="ended")
    asked = stage.run(ActionCancelOrder, "return_goods", said, language=language)
    assert "you keep it" in asked.texts["en"]
    done = stage.answer(asked, "affirm", "ja")
    assert "Sie behalten die Ware" in done.texts["de"]
    assert "Bestellung" not in done.texts["de"]
    assert "towar zostaje" in done.texts["pl"]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("den wlan verstärker will i doch behaltn", "de"),
        ("ich behalte das handy jetzt doch", "de"),
        ("ill keep the router after all", "en"),
        ("jednak zatrzymam telefon", "pl"),
    ],
)
def test_what_is_kept_after_all_is_not_ordered_again(stage: Stage, said: str, language: str) -> None:
    with_orders(stage.backend, phone_order())
    led = stage.run(ActionPlaceOrder, "place_order", said, language=language, confidence=0.87)
    assert led.next_action == "action_cancel_order"
    told = stage.run(ActionCancelOrder, "place_order", said, language=language)
    assert told.responses == ["utter_cancel_no_return"]


@pytest.mark.parametrize("said", ["ich will meine nummer doch behalten", "jednak zatrzymam starą umowę"])
def test_a_number_that_is_kept_is_no_return(said: str) -> None:
    assert not takes_return_back(said)


@pytest.mark.parametrize(
    ("said", "language"),
    [("anuluj zamówienie", "pl"), ("cancel the order", "en"), ("bestellung stornieren", "de")],
)
def test_the_order_that_waits_for_a_yes_is_dropped_before_an_older_one(stage: Stage, said: str, language: str) -> None:
    with_orders(stage.backend, phone_order())
    waits = asdict(Draft("place_order", asking="confirmation"))
    slots = {"draft": asdict(Draft("payment_plan")), "set_aside": [waits]}
    led = stage.run(ActionCancelOrder, "cancel_order", said, slots=slots, language=language)
    assert led.next_action == "action_drop_matter"
    dropped = stage.run(ActionDropMatter, "cancel_order", said, slots=slots, language=language)
    assert dropped.responses == ["utter_matter_dropped"]
    assert dropped.slots["draft"]["matter"] == "payment_plan"


@pytest.mark.parametrize(
    "said", ["cancel my order from yesterday", "anuluj zamówienie O-0440001", "cancel the charger"]
)
def test_an_older_order_that_is_named_is_meant(stage: Stage, said: str) -> None:
    with_orders(stage.backend, phone_order())
    led = stage.run(ActionCancelOrder, "cancel_order", said, slots={"draft": asdict(Draft("place_order"))})
    assert led.responses[:1] == ["utter_cancel_summary"]


@pytest.mark.parametrize(("said", "language"), [("jednak anuluj to", "pl"), ("cancel it after all", "en")])
def test_an_order_that_was_changed_can_be_cancelled(stage: Stage, said: str, language: str) -> None:
    slots = {"settled": {"matter": "change_order", "is_written": True}}
    led = stage.run(ActionDropMatter, "cancel_dialogue", said, slots=slots, language=language)
    assert led.next_action == "action_cancel_order"


@pytest.mark.parametrize(
    ("said", "intent", "language"),
    [
        *(("wait no the cheaper one", "give_details", "en"), ("make it the cheap one", "change_order", "en")),
        *(("doch lieber den günstigeren", "change_order", "de"), ("jednak ten tańszy", "decline_offer", "pl")),
    ],
)
def test_the_cheaper_one_of_a_sort_takes_its_place(stage: Stage, said: str, intent: str, language: str) -> None:
    ready_to_order(stage.backend)
    stage.backend.answers["POST", "/order-checks"] = checked("R9")
    asked = begin(stage, "R9")
    assert asked.slots["draft"]["values"]["product"] == "R9"
    told = stage.answer(asked, intent, said, language=language, confidence=0.43)
    assert told.slots["draft"]["values"]["product"] == "R7"


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("na raty", "pl"),
        ("a mogę to na raty", "pl"),
        ("geht das in raten", "de"),
        ("can i pay it in instalments", "en"),
    ],
)
def test_goods_are_not_paid_in_rates_and_the_order_stays(stage: Stage, said: str, language: str) -> None:
    ready_to_order(stage.backend)
    asked = begin(stage, "R7")
    told = stage.answer(asked, "payment_plan", said, language=language)
    assert told.responses == ["utter_order_delivery"]
    assert "whole price" in told.texts["en"]
    assert told.slots["draft"]["values"]["product"] == "R7"


def test_a_probability_is_no_model(stage: Stage) -> None:
    ready_to_order(stage.backend)
    asked = begin(stage, "R7")
    told = stage.answer(asked, "nlu_fallback", "dunno, prob not sure", confidence=0.3)
    assert told.slots["draft"]["values"]["product"] == "R7"


def test_the_speed_of_a_line_is_no_charger(stage: Stage) -> None:
    ready_to_order(stage.backend)
    told = begin(stage, "net wolny jest, 20mb", language="pl", confidence=0.36)
    assert "product" not in (told.slots.get("draft") or {"values": {}})["values"]
