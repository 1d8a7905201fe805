"""A person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from actions.action_request_agent import ActionRequestAgent
from tests.actions.fake_backend import TICKET

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_who_is_known_gets_a_promised_call(stage: Stage) -> None:
    result = stage.run(ActionRequestAgent, "human_handoff", level="channel", slots={"last_matter": "check_bill"})
    assert "on Monday, 23 November 2026, between 09:00 and 11:00" in result.texts["en"]
    assert "T-100234" in result.texts["pl"]
    assert result.requests == [{"kind": "handoff", "reason": "customer_asked", "ticket_number": "T-100234"}]
    ticket = next(call for call in stage.backend.calls if call.url.path == "/tickets")
    assert json.loads(ticket.content) == {"kind": "callback", "about": "check_bill"}
    assert ticket.headers["Idempotency-Key"] == "turn-1/callback/1"


def test_the_number_to_be_called_is_named_with_its_middle_hidden(stage: Stage) -> None:
    texts = stage.run(ActionRequestAgent, "human_handoff", level="verified").texts
    assert all("+49 … 12" in text for text in texts.values())
    assert "am Montag, 23. November 2026" in texts["de"]
    assert "(poniedziałek)" in texts["pl"]


def test_without_a_phone_on_record_that_is_said(stage: Stage) -> None:
    stage.backend.addresses = stage.backend.addresses[:1]
    texts = stage.run(ActionRequestAgent, "human_handoff", level="verified").texts
    assert "keine Telefonnummer von Ihnen" in texts["de"]


@pytest.mark.parametrize(
    "said",
    ["morgen um 14 Uhr", "w środę po 16", "tomorrow at 3 pm", "please call another number", "can you call again?"],
)
def test_a_second_request_names_the_open_ticket_and_refuses_wishes(stage: Stage, said: str) -> None:
    stage.backend.tickets = [TICKET]
    result = stage.run(ActionRequestAgent, "human_handoff", said, level="verified")
    assert not [call for call in stage.backend.calls if call.method == "POST"]
    assert result.requests == []
    assert "already arranged" in result.texts["en"]
    assert TICKET["number"] in result.texts["de"]
    assert ("bleibt bei diesem Termin" in result.texts["de"]) == (said != "can you call again?")


def test_a_call_of_the_past_or_a_closed_one_does_not_count(stage: Stage) -> None:
    past = {**TICKET, "promised_from": "2026-11-02T08:00:00Z", "promised_until": "2026-11-02T09:00:00Z"}
    stage.backend.tickets = [past, {**TICKET, "state": "closed"}]
    result = stage.run(ActionRequestAgent, "human_handoff", level="verified")
    assert [request["kind"] for request in result.requests] == ["handoff"]


def test_who_asks_for_the_hours_gets_them_and_no_call(stage: Stage) -> None:
    result = stage.run(ActionRequestAgent, "human_handoff", level="verified", matter="opening_hours")
    assert result.requests == []
    assert "/tickets" not in stage.backend.paths()
    assert "08:00–18:00" in result.texts["pl"]
    assert "Kundennummer" not in result.texts["de"]


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
