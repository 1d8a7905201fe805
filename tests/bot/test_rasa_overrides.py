"""The overrides stand for functions we have read: another Rasa must fail here, loudly."""

from __future__ import annotations

import dataclasses

import jsonschema
import pytest
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_overrides import OVERRIDES, RasaChanged, apply_overrides
from tests.bot.tiny_project import DOMAIN


def test_rasa_is_the_one_the_overrides_were_written_for():
    assert rasa.__version__ == "3.6.21"


@pytest.mark.parametrize("override", OVERRIDES, ids=lambda override: f"{override.owner.__name__}.{override.name}")
def test_the_overridden_function_has_not_changed(override):
    override.check()


def test_a_changed_function_is_refused():
    with pytest.raises(RasaChanged):
        dataclasses.replace(OVERRIDES[0], source_hash="0" * 16).apply()


def test_applying_twice_keeps_the_original():
    apply_overrides()
    before = [override.original for override in OVERRIDES]
    apply_overrides()
    assert [override.original for override in OVERRIDES] == before


def test_results_of_actions_are_still_validated():
    apply_overrides()
    action = RemoteAction("action_x", None)
    assert action._validate_action_result({"events": [], "responses": []})
    good = [{"event": "slot", "name": "a", "value": {"x": 1}}, {"event": "active_loop", "name": None},
            {"event": "followup", "name": "b"},
            {"event": "slot", "timestamp": None, "name": "a", "value": None}]  # fmt: skip
    assert action._validate_action_result({"events": good, "responses": [{"response": "utter_x"}]})


@pytest.mark.parametrize(
    "result",
    [
        {"events": [{"event": "slot"}]}, {"events": [{"event": "slot", "name": 1, "value": 1}]}, {"events": {}},
        {"events": [{"name": "a"}]}, {"events": ["slot"]}, {"events": [{"event": "no such event"}]},
        {"events": [{"event": "followup", "timestamp": "now"}]}, {"responses": ["x"]}, {"responses": {}},
        {"events": [{"event": "action", "policy": 7}]},
    ],
)  # fmt: skip
def test_what_rasa_refuses_is_refused(result):
    apply_overrides()
    action = RemoteAction("action_x", None)
    original = next(override for override in OVERRIDES if override.name == "_validate_action_result").original
    with pytest.raises(jsonschema.ValidationError):
        original(action, result)
    with pytest.raises(jsonschema.ValidationError):
        action._validate_action_result(result)


def test_event_classes_are_the_same():
    apply_overrides()
    original = next(override for override in OVERRIDES if override.name == "resolve_by_type").original
    for name in ("user", "bot", "action", "slot", "active_loop", "restart", "followup", "undo", "rewind", "topic"):
        assert Event.resolve_by_type(name) is original(name)
    assert Event.resolve_by_type("nothing", SlotSet) is SlotSet
    with pytest.raises(ValueError, match="Unknown"):
        Event.resolve_by_type("nothing")


def test_a_copied_tracker_equals_a_replayed_one_and_is_independent():
    apply_overrides()
    tracker = DialogueStateTracker("x", Domain.from_yaml(DOMAIN).slots)
    for event in (
        ActionExecuted("action_listen"),
        UserUttered("hi", {"name": "greet"}),
        ActionExecuted("meter_form"),
        ActiveLoop("meter_form"),
        SlotSet("number", "1"),
    ):
        tracker.update(event)
    original = next(override for override in OVERRIDES if override.name == "copy").original
    twin, replayed = tracker.copy(), original(tracker)
    assert twin.current_state() == replayed.current_state() == tracker.current_state()
    assert list(twin.events) == list(replayed.events)
    twin.update(SlotSet("number", "2"))
    twin.interrupt_loop(True)
    assert tracker.get_slot("number") == "1"
    assert not tracker.is_active_loop_interrupted
    assert len(tracker.events) == 5
