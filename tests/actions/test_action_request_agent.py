"""A person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from actions.action_request_agent import ActionRequestAgent

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_who_is_known_gets_a_promised_call(stage: Stage) -> None:
    result = stage.run(ActionRequestAgent, "human_handoff", level="channel", slots={"last_matter": "check_bill"})
    assert "on 23 November 2026 between 09:00 and 11:00" in result.texts["en"]
    assert "T-100234" in result.texts["pl"]
    assert result.requests == [{"kind": "handoff", "reason": "customer_asked", "ticket_number": "T-100234"}]
    ticket = next(call for call in stage.backend.calls if call.url.path == "/tickets")
    assert json.loads(ticket.content) == {"kind": "callback", "about": "check_bill"}
    assert ticket.headers["Idempotency-Key"] == "turn-1/callback/1"


def test_everybody_else_gets_phone_and_hours(stage: Stage) -> None:
    result = stage.run(ActionRequestAgent, "human_handoff", level="anonymous", slots={"open_matter": "check_bill"})
    assert "+49 30 5550 100 (Mo.–Fr. 08:00–18:00)" in result.texts["de"] or "Mon–Fri" in result.texts["de"]
    assert result.requests == []
    assert result.slots["open_matter"] == "human_handoff"
    assert result.slots["last_matter"] == "check_bill"


@pytest.mark.parametrize("failure", [503, 404])
def test_nothing_is_promised_that_was_not_noted(stage: Stage, failure: int) -> None:
    stage.backend.failure = failure
    result = stage.run(ActionRequestAgent, "human_handoff", level="verified")
    assert result.responses == ["utter_agent_by_phone"]
    assert result.requests == []
