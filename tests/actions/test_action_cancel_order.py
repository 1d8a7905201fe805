"""Cancelling an order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from actions.action_cancel_order import ActionCancelOrder
from tests.actions.fake_orders import (
    PHONE_ORDER,
    SENT_ORDER,
    SWITCH_ORDER,
    as_customer,
    order,
    phone_order,
    sent_order,
    with_orders,
)

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage


@pytest.fixture(autouse=True)
def customer(stage: Stage) -> None:
    as_customer(stage.backend)


def begin(stage: Stage, text: str = "cancel my order", **fields: Any) -> Result:
    return stage.run(ActionCancelOrder, "cancel_order", text, **fields)


def test_the_only_one_that_can_is_cancelled_after_a_yes(stage: Stage) -> None:
    with_orders(stage.backend, phone_order(), sent_order())
    stage.backend.answers["POST", f"/orders/{PHONE_ORDER}/cancellation"] = phone_order(
        state="cancelled", outcome="ended"
    )
    asked = begin(stage)
    assert "I will cancel Phone P5, black + 3 × 20 W charger (O-0440001)" in asked.texts["en"]
    assert "whole order" in asked.texts["en"]
    done = stage.answer(asked, "affirm", "yes")
    assert "O-0440001 (Phone P5, black + 3 × 20 W charger) is cancelled" in done.texts["en"]
    assert stage.backend.calls[-1].headers["Idempotency-Key"].startswith("turn-1/cancel_order")


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("ich will doch bleiben und das widerrufen", {}),
        ("I'd rather stay, can I withdraw that", {}),
        ("jednak chcę zostać, odstępuję", {}),
        ("widerrufen", {"draft": {"matter": "cancel_order", "known": {"only": "contract_cancellation"}}}),
    ],
)
def test_who_would_rather_stay_withdraws_from_no_contract(stage: Stage, text: str, slots: dict[str, Any]) -> None:
    slots = {"last_matter": "cancel_contract", **slots}
    assert stage.run(ActionCancelOrder, "cancel_order", text, slots=slots).next_action != "action_cancel_contract"
    told = stage.run(ActionCancelOrder, "cancel_order", "widerrufen", slots={"last_matter": "cancel_contract"})
    assert told.next_action == "action_cancel_contract"


def test_of_several_the_customer_chooses(stage: Stage) -> None:
    with_orders(stage.backend, phone_order(), phone_order(number="O-0440007", lines=sent_order()["lines"]))
    asked = begin(stage)
    assert "1. Phone P5" in asked.texts["en"]
    chosen = stage.answer(asked, "nlu_fallback", "the router", confidence=0.2)
    assert "O-0440007" in chosen.texts["en"]


@pytest.mark.parametrize(
    ("orders", "text", "told"),
    [
        ([sent_order()], "cancel my router", "with the carrier and can no longer be cancelled"),
        ([phone_order()], "cancel O-7777777", "cannot find an order O-7777777"),
        ([], "cancel my order", "no open order"),
        ([phone_order(outcome="ended", state="cancelled", can_cancel=False)], f"cancel {PHONE_ORDER}", "over already"),
    ],
)
def test_what_cannot_be_cancelled_is_told_with_what_to_do(
    stage: Stage, orders: list[dict[str, Any]], text: str, told: str
) -> None:
    with_orders(stage.backend, *orders)
    result = begin(stage, text)
    assert told in result.texts["en"]
    assert result.slots["draft"] is None
    assert bool(result.messages[0]["buttons"]) == (orders != [] and orders[0]["number"] == SENT_ORDER)


def test_a_contract_that_was_to_begin_needs_a_code_for_the_order(stage: Stage) -> None:
    with_orders(stage.backend, order(SWITCH_ORDER, "supplier_switch", "cooling_off", []))
    said = stage.answer(begin(stage), "affirm", "yes")
    assert {"kind": "send_code", "bound_to": f"order:{SWITCH_ORDER}"} in said.requests
    assert not any(call.method == "POST" for call in stage.backend.calls)


def test_one_that_went_off_in_the_meantime_is_told_so(stage: Stage) -> None:
    with_orders(stage.backend, phone_order())
    refusal = {"code": "order_move_refused", "message": "", "details": {"state": "packed", "problem": "not_from_here"}}
    stage.backend.answers["POST", f"/orders/{PHONE_ORDER}/cancellation"] = (409, refusal)
    result = stage.answer(begin(stage), "affirm", "yes")
    assert "is packed and can no longer be cancelled" in result.texts["en"]
    assert json.loads(stage.backend.calls[-1].content) == {}


def test_a_basket_is_not_cancelled_but_ordered(stage: Stage) -> None:
    result = begin(stage, "the basket B-390014 please")
    assert [event["name"] for event in result.events if event["event"] == "followup"] == ["action_place_order"]
    assert stage.backend.calls == []


def test_whoever_would_be_rid_of_a_basket_orders_nothing(stage: Stage) -> None:
    with_orders(stage.backend)
    result = begin(stage, "cancel basket B-390014")
    assert not any(event["event"] == "followup" and event["name"] == "action_place_order" for event in result.events)
