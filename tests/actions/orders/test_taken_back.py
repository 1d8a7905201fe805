"""What was just ordered or told is not wanted any more: the order is meant, no contract and no other order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from actions._rerouting.orders import of_placed_order
from actions._turn import Turn
from actions._words.leaving import asks_difference, wishes_out
from actions.action_cancel_order import ActionCancelOrder
from tests.actions.fake_orders import as_customer, phone_order, with_orders

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

PLACED = {"settled": {"matter": "place_order", "is_written": True}}
TOLD = {"last_matter": "order_status"}


def turn(text: str, intent: str, **slots: Any) -> Turn:
    return Turn(
        intent=intent,
        confidence=0.5,
        ranking=[],
        text=text,
        entities={},
        slots=slots,
        request_text=text,
        form=None,
        level="verified",
        language="de",
        today=date(2026, 11, 24),
        event_values={},
        shows_images=False,
    )


@pytest.mark.parametrize("said", ["nie chcę go już", "I don't want it any more", "will ihn nicht mehr"])
def test_the_order_that_was_told_is_meant_not_the_contract(said: str) -> None:
    assert of_placed_order(turn(said, "cancel_contract", **TOLD)) == "action_cancel_order"
    assert of_placed_order(turn(said, "cancel_contract")) is None


@pytest.mark.parametrize("said", ["doch nicht", "actually no", "jednak nie"])
def test_second_thoughts_after_an_order_cancel_it(said: str) -> None:
    assert of_placed_order(turn(said, "cancel_dialogue", **PLACED)) == "action_cancel_order"
    assert of_placed_order(turn(said, "cancel_dialogue")) is None


@pytest.mark.parametrize("said", ["Widerruf", "I want to withdraw", "odstępuję"])
def test_a_withdrawal_right_after_an_order_is_of_the_order(said: str) -> None:
    assert of_placed_order(turn(said, "cancel_contract", **PLACED)) == "action_cancel_order"
    assert of_placed_order(turn(f"{said} vom Stromvertrag", "cancel_contract", **PLACED)) is None


@pytest.mark.parametrize("said", ["hab keinen? dann halt nich", "ok, then not", "no trudno, jednak nie"])
def test_to_let_it_be_cancels_no_order(stage: Stage, said: str) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend, phone_order())
    left = stage.run(ActionCancelOrder, "cancel_order", said)
    assert "action_drop_matter" in [event.get("name") for event in left.events]


@pytest.mark.parametrize("said", ["when do I get my money", "wann kommt mein geld", "kiedy dostanę pieniądze"])
def test_the_money_is_asked_after_that_a_return_brings(said: str) -> None:
    announced = {"settled": {"matter": "return_goods", "is_written": True}}
    assert of_placed_order(turn(said, "payment_status", **announced)) == "action_tell_order_money"
    assert of_placed_order(turn(said, "payment_status")) is None


def test_words_of_leaving() -> None:
    for said in ("whats the diff between withdraw and cancel", "was ist anders, widerrufen oder kündigen"):
        assert asks_difference(said)
    assert asks_difference("czym różni się odstąpienie od wypowiedzenia")
    assert wishes_out("ok back me out")
    assert wishes_out("i wanna back out")


def test_goods_that_were_never_ordered_end_no_change_of_supplier(stage: Stage) -> None:
    as_customer(stage.backend)
    with_orders(stage.backend, phone_order() | {"kind": "supplier_switch", "can_cancel": True})
    none = {**TOLD, "settled": {"matter": "order_status", "is_written": False}}
    told = stage.run(ActionCancelOrder, "cancel_contract", "już go nie chcę", slots=none)
    assert told.responses == ["utter_cancel_not_possible"]
