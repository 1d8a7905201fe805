"""A code that was not right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_explain_refused_code import ActionExplainRefusedCode

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.mark.parametrize(("left", "words"), [(3, "3 tries left"), (1, "one try left"), (0, "try again")])
def test_wrong(stage: Stage, left: int, words: str) -> None:
    data = {"reason": "wrong", "tries_left": left}
    result = stage.run(ActionExplainRefusedCode, "code_refused", level="anonymous", data=data)
    assert words in result.texts["en"]


def test_expired_asks_for_a_new_one(stage: Stage) -> None:
    result = stage.run(
        ActionExplainRefusedCode,
        "code_refused",
        level="anonymous",
        slots={"claimed_number": "12345674"},
        data={"reason": "expired", "tries_left": 0},
    )
    assert result.next_action == "action_request_identification"


def test_too_many_offers_the_phone_and_a_new_start(stage: Stage) -> None:
    data = {"reason": "too_many", "tries_left": 0}
    result = stage.run(ActionExplainRefusedCode, "code_refused", level="anonymous", data=data)
    assert "+49 30 5550 100" in result.texts["pl"]
    assert result.form == "identify_form"
    assert result.slots["claimed_number"] is None


@pytest.mark.parametrize(("reason", "words"), [("expired", "has expired"), ("too_many", "last try")])
def test_void_code_of_an_errand_offers_a_new_one(stage: Stage, reason: str, words: str) -> None:
    draft = {"matter": "submit_meter_reading", "asking": "code", "key": "t/1"}
    data = {"reason": reason, "tries_left": 0}
    result = stage.run(ActionExplainRefusedCode, "code_refused", slots={"draft": draft}, data=data)
    assert words in result.texts["en"]
    assert result.next_action == "action_listen"
    assert "draft" not in result.slots
