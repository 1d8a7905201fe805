"""Goods that go back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx2
import pytest

from actions._errand.topics import TopicStep
from actions.action_return_goods import ActionReturnGoods
from tests.actions.fake_complaints import LINE, RETURN, answer, with_goods

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

MATTER = "return_goods"


def test_it_is_announced_and_the_slip_comes_along(stage: Stage) -> None:
    with_goods(stage.backend)
    stage.backend.answers["POST", "/returns"] = (201, RETURN)
    stage.backend.answers["GET", "/returns/RT-600001/slip"] = httpx2.Response(200, content=b"%PDF-1.7")
    asked = stage.run(ActionReturnGoods, MATTER, "the router goes back, I changed my mind")
    summed = answer(stage, asked, "opened")
    assert "1 December 2026" in summed.texts["en"]
    done = answer(stage, summed, "yes", "affirm")
    (sent,) = [json.loads(call.content) for call in stage.backend.calls if call.method == "POST"]
    line = {"position": 1, "serial_number": "R7-1", "reason": "changed_mind", "condition": "opened"}
    assert sent == {"order_number": "O-0430510", "wanted": "refund", "lines": [line]}
    assert done.attachments[0]["media_type"] == "application/pdf"
    assert "RT-600001" in done.texts["pl"]


def test_a_serial_number_is_asked_when_the_order_knows_none(stage: Stage) -> None:
    with_goods(stage.backend, {**LINE, "serial_number": None})
    asked = stage.run(ActionReturnGoods, MATTER, "router kaputt, ich will Ersatz")
    assert "Seriennummer" in asked.texts["de"]
    assert "R7-77" in answer(stage, asked, "r7-77").texts["de"]
    assert "another device" in answer(stage, asked, "there is none").texts["en"]


def test_the_period_is_over(stage: Stage) -> None:
    with_goods(stage.backend, {**LINE, "withdrawal_until_on": "2026-11-10"})
    result = stage.run(ActionReturnGoods, MATTER, "I changed my mind about the router, it is used")
    assert result.responses == ["utter_return_refused"]
    assert "10 listopada 2026" in result.texts["pl"]


@pytest.mark.parametrize("code", ["return_period_over", "already_returned", "not_returnable"])
def test_refusals_are_put_into_words(stage: Stage, code: str) -> None:
    with_goods(stage.backend)
    stage.backend.answers["POST", "/returns"] = (409, {"code": code, "message": "", "details": {"until_on": None}})
    asked = stage.run(ActionReturnGoods, MATTER, "router broken, want my money back")
    assert answer(stage, asked, "yes", "affirm").responses == ["utter_return_refused"]


def test_a_wrong_serial_number_is_asked_again(stage: Stage) -> None:
    with_goods(stage.backend)
    refusal = {"code": "not_returnable", "message": "", "details": {"problem": "serial_mismatch", "position": 1}}
    stage.backend.answers["POST", "/returns"] = (422, refusal)
    asked = stage.run(ActionReturnGoods, MATTER, "router broken, want my money back")
    assert "not the number of the device" in answer(stage, asked, "yes", "affirm").texts["en"]


def test_the_slip_of_what_is_on_its_way_comes_again(stage: Stage) -> None:
    with_goods(stage.backend)
    stage.backend.answers["GET", "/returns"] = {"items": [RETURN]}
    stage.backend.answers["GET", "/returns/RT-600001/slip"] = httpx2.Response(200, content=b"%PDF-1.7")
    result = stage.run(ActionReturnGoods, MATTER, "I need the return label again")
    assert len(result.attachments) == 1


@pytest.mark.parametrize("text", ["the phone is broken", "das Handy will ich zurückgeben", "telefon do zwrotu"])
def test_what_comes_back_already_is_not_asked_for_again(stage: Stage, text: str) -> None:
    with_goods(stage.backend)
    running = {**RETURN, "lines": [{**RETURN["lines"][0], "description": "Phone M3"}]}
    stage.backend.answers["GET", "/returns"] = {"items": [running]}
    stage.backend.answers["GET", "/returns/RT-600001/slip"] = httpx2.Response(200, content=b"%PDF-1.7")
    result = stage.run(ActionReturnGoods, MATTER, text)
    assert result.responses == ["utter_return_nothing"]
    assert "Your return RT-600001 (Phone M3) is registered" in result.texts["en"]
    asked = stage.run(ActionReturnGoods, MATTER, "the router is broken")
    assert "utter_return_nothing" not in asked.responses


def test_nothing_to_send_back(stage: Stage) -> None:
    with_goods(stage.backend)
    stage.backend.answers["GET", "/orders"] = {"items": []}
    assert "nothing we delivered" in stage.run(ActionReturnGoods, MATTER, "return").texts["en"]


@pytest.mark.parametrize(
    "text",
    ["do i get all me money back n when", "krieg ich mein ganzes Geld zurück und wann", "czy dostanę całe pieniądze"],
)
def test_the_money_is_told_on_the_way(stage: Stage, text: str) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionReturnGoods, MATTER, "the router goes back, I changed my mind")
    assert asked.responses == ["utter_ask_return_condition"]
    assert stage.answer(asked, "nlu_fallback", text).next_action == "action_tell_order_money"
    wanted = stage.run(ActionReturnGoods, MATTER, "the router is broken")
    assert stage.answer(wanted, "nlu_fallback", "my money back please").next_action != "action_tell_order_money"


@pytest.mark.parametrize(("said", "language"), [("no keep it", "en"), ("ich behalte es", "de"), ("zatrzymam to", "pl")])
def test_whoever_keeps_it_is_not_asked_on(stage: Stage, said: str, language: str) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionReturnGoods, "return_goods", "the router is broken, I want to send it back")
    left = stage.answer(asked, "cancel_order", said, confidence=0.5, language=language)
    assert "action_drop_matter" in [event.get("name") for event in left.events]


def test_what_somebody_does_not_like_is_a_reason() -> None:
    reason = next(step for step in ActionReturnGoods.steps if step.name == "reason")
    assert isinstance(reason, TopicStep)
    assert [reason.named(said) for said in ("gefällt mir nich", "gefällt mir net")] == ["changed_mind"] * 2
