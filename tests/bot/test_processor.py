"""What the processor does otherwise than Rasa's."""

from __future__ import annotations

import asyncio
import time

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain, SessionConfig
from rasa.shared.core.events import ActionExecutionRejected, SlotSet

from bot.output import TurnOutput
from bot.processor import TurnProcessor, _fills_slots, as_understood, not_understood
from bot.replies import ReplyGenerator
from bot.state import new_tracker
from bot.turn_request import TurnRequest


@pytest.fixture
def turn(engine):
    processor = engine._processor
    tracker = new_tracker(processor.domain)

    def run(text, metadata=None):
        message = UserMessage(text, output_channel=TurnOutput(), sender_id="x", metadata=metadata or {})
        codes = asyncio.run(processor.run(tracker, message, language="en", languages=("de", "en")))
        return tracker, codes

    return run


def test_the_first_messages_metadata_does_not_stay_in_a_slot(turn):
    tracker, _ = turn("my bill", {"abilities": {"buttons": True}})
    assert tracker.get_slot("session_started_metadata") is None
    assert tracker.latest_message.metadata["abilities"] == {"buttons": True}
    assert tracker.latest_message.parse_data["metadata"]["language"] == "en"


def test_the_hosts_clock_does_not_end_a_session(turn, engine, monkeypatch):
    turn("my bill")
    monkeypatch.setattr(engine._processor.domain, "session_config", SessionConfig(1, True))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86_400)
    tracker, _ = turn("my bill")
    assert sum(event.type_name == "session_started" for event in tracker.events) == 1
    assert tracker.get_slot("count") == 2


def test_what_was_done_to_a_message_is_told(turn):
    assert turn("my bill")[1] == []
    assert turn("/greet")[1] == ["payload_refused"]
    assert turn("my bill " * 500)[1] == ["text_shortened"]


def test_a_language_slot_is_written_only_when_the_language_changes(turn):
    assert turn("my bill please")[0].get_slot("language") is None
    assert turn("meine rechnung bitte")[0].get_slot("language") == "de"


@pytest.mark.parametrize(
    ("mapping", "more", "fills"),
    [
        ("{type: custom}", "", False),
        ("{type: custom, action: action_fill}", "", True),
        ("{type: from_entity, entity: number}", "", True),
        ("{type: from_text}", "", True),
        ("{type: custom}", "actions: [action_validate_slot_mappings]", True),
    ],
)
def test_slots_are_left_alone_only_if_nothing_fills_them(mapping, more, fills):
    text = f"slots: {{number: {{type: text, mappings: [{mapping}]}}}}\nentities: [number]\nintents: [greet]\n{more}"
    assert _fills_slots(Domain.from_yaml(text)) is fills


@pytest.mark.parametrize("events", [[], None, [SlotSet("number", "1")], [ActionExecutionRejected("meter_form")]])
def test_an_action_is_noted_as_rasa_notes_it(engine, events):
    processor = engine._processor
    prediction = PolicyPrediction.for_action_name(processor.domain, "action_bill")
    prediction.events = [SlotSet("place", "here")]
    ours, theirs = new_tracker(processor.domain), new_tracker(processor.domain)
    action = processor._get_action("action_bill")
    processor._log_action_on_tracker(ours, action, events, prediction)
    MessageProcessor._log_action_on_tracker(processor, theirs, action, events, prediction)
    assert list(ours.events) == list(theirs.events)
    assert ours.current_slot_values() == theirs.current_slot_values()


def test_no_model_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="make train"):
        TurnProcessor(tmp_path, generator=ReplyGenerator(), actions=None)


def test_a_button_is_certain():
    found = as_understood("choose", {"ordinal": 2})
    assert found["intent"] == {"name": "choose", "confidence": 1.0}
    assert found["entities"] == [{"entity": "ordinal", "value": 2, "extractor": "given"}]
    assert not_understood("x")["intent"]["name"] == "nlu_fallback"


def test_warming_up_runs_no_action(engine):
    from tests.bot import tiny_actions

    before = len(tiny_actions.events_seen)
    asyncio.run(engine.warm_up())
    assert len(tiny_actions.events_seen) == before


def test_metadata_carries_what_the_contract_promises(engine, monkeypatch):
    seen = {}
    original = engine._processor.run

    async def spy(tracker, message, **options):
        codes = await original(tracker, message, **options)
        seen.update(tracker.latest_message.metadata)
        return codes

    monkeypatch.setattr(engine._processor, "run", spy)
    body = {
        "turn_id": "t9", "now": "2026-03-14T10:00:00Z", "message": {"event": "session_started", "data": {"level": "x"}},
        "language": "de", "abilities": {"buttons": False},
    }  # fmt: skip
    asyncio.run(engine.run(TurnRequest.from_json(body)))
    assert seen == {
        "now": "2026-03-14T10:00:00+00:00", "turn_id": "t9", "abilities": {"buttons": False}, "data": {"level": "x"},
        "attachments": [], "language": "de",
    }  # fmt: skip
