"""Changing an order while its window is open."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from actions._words.retractions import wants_none_of_it
from actions.action_change_order import ActionChangeOrder
from tests.actions.fake_orders import PHONE_ORDER, as_customer, phone_order, sent_order, with_orders

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

CHANGES = [
    ("the phone in blue instead of black", {}, {"lines": [{"position": 1, "product_number": "P5-BLUE"}]}, "P5, blue"),
    ("only one charger", {}, {"lines": [{"position": 2, "quantity": 1}]}, "1 instead of 3"),
    (
        "deliver it later",
        {"period": {"from_on": "2026-12-04", "to_on": "2026-12-04"}},
        {"wished_on": "2026-12-04"},
        "4 December 2026 (so far 25 November 2026)",
    ),
]


@pytest.fixture(autouse=True)
def customer(stage: Stage) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend, phone_order(), sent_order())
    stage.backend.answers["PATCH", f"/orders/{PHONE_ORDER}"] = phone_order(promised_on="2026-12-07")


def begin(stage: Stage, text: str = "I want to change my order", **fields: Any) -> Result:
    return stage.run(ActionChangeOrder, "change_order", text, **fields)


@pytest.mark.parametrize(("text", "entities", "body", "told"), CHANGES)
def test_a_change_told_in_one_sentence_needs_only_a_yes(
    stage: Stage, text: str, entities: dict[str, Any], body: dict[str, Any], told: str
) -> None:
    asked = begin(stage, text, entities=entities)
    assert told in asked.texts["en"]
    done = stage.answer(asked, "affirm", "yes")
    assert json.loads(stage.backend.calls[-1].content) == body
    assert "7 December 2026" in done.texts["en"]


def test_what_shall_change_is_asked_and_the_address_typed(stage: Stage) -> None:
    asked = begin(stage)
    assert "1. the day" in asked.texts["en"]
    where = stage.answer(asked, "nlu_fallback", "the address", confidence=0.2)
    summary = stage.answer(where, "nlu_fallback", "Domstr. 18, 50668 Köln", confidence=0.2)
    assert "to: Domstr. 18, 50668 Köln" in summary.texts["en"]
    stage.answer(summary, "affirm", "yes")
    assert json.loads(stage.backend.calls[-1].content)["details"]["address"]["postcode"] == "50668"


def test_a_part_is_taken_off(stage: Stage) -> None:
    asked = begin(stage, "please remove something")
    chosen = stage.answer(asked, "nlu_fallback", "the charger", confidence=0.2)
    assert "without 20 W charger" in chosen.texts["en"]
    stage.answer(chosen, "affirm", "yes")
    assert json.loads(stage.backend.calls[-1].content) == {"lines": [{"position": 2, "remove": True}]}


@pytest.mark.parametrize(
    ("problem", "told"), [("more_than_ordered", "a new order"), ("window_over", "cannot be changed any more")]
)
def test_what_the_backend_refuses_is_told(stage: Stage, problem: str, told: str) -> None:
    refusal = {"code": "order_not_changeable", "message": "", "details": {"state": "packed", "problem": problem}}
    stage.backend.answers["PATCH", f"/orders/{PHONE_ORDER}"] = (409, refusal)
    result = stage.answer(begin(stage, "fewer chargers, 5 of them", entities={"number": "5"}), "affirm", "yes")
    assert told in result.texts["en"]


def test_what_went_off_already_cannot_be_changed(stage: Stage) -> None:
    with_orders(stage.backend, sent_order())
    result = begin(stage)
    assert "Router R7 (O-0440002) cannot be changed any more: handed to the carrier" in result.texts["en"]
    with_orders(stage.backend)
    assert "no open order" in begin(stage).texts["en"]


def test_a_day_that_has_passed_is_asked_again(stage: Stage) -> None:
    result = begin(stage, "another day", entities={"period": {"from_on": "2026-11-01", "to_on": "2026-11-01"}})
    assert "That day has passed" in result.texts["en"]


def test_a_month_without_its_year_is_the_next_one(stage: Stage) -> None:
    february = {"from_on": "2026-02-01", "to_on": "2026-02-01", "grain": "day"}
    result = begin(stage, "in February instead", entities={"period": february})
    assert "1 February 2027" in result.texts["en"]
    assert "has passed" not in result.texts["en"]


def test_a_basket_is_not_changed_but_ordered(stage: Stage) -> None:
    result = begin(stage, "the basket B-390014 please")
    assert [event["name"] for event in result.events if event["event"] == "followup"] == ["action_place_order"]
    assert stage.backend.calls == []


@pytest.mark.parametrize(
    "text",
    [
        *("don't cancel it, only the colour", "do not cancel", "nicht stornieren, nur die Farbe"),
        *("stornieren Sie die Bestellung nicht", "nie anulujcie, tylko kolor"),
        *("i dont want to cancel it, just the colour", "nie chcę anulować, tylko kolor"),
    ],
)
def test_who_says_not_to_cancel_changes(stage: Stage, text: str) -> None:
    assert not wants_none_of_it(text)
    taken = stage.answer(begin(stage), "nlu_fallback", text, confidence=0.3)
    assert taken.next_action != "action_cancel_order"


@pytest.mark.parametrize(
    "text",
    ["dont want it anymore", "ich will das nicht mehr", "bitte abstornieren", "nie chcę tego", "chcę zrezygnować"],
)
def test_who_wants_none_of_it_cancels(stage: Stage, text: str) -> None:
    taken = stage.answer(begin(stage), "nlu_fallback", text, confidence=0.3)
    assert (taken.next_action, taken.slots["draft"]) == ("action_cancel_order", None)
