"""The overrides stand for functions we have read: another Rasa must fail here, loudly."""

from __future__ import annotations

import copy
import dataclasses
import json

import jsonschema
import pytest
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    DefinePrevUserUtteredFeaturization,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import FloatSlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_overrides import OVERRIDES, Override, RasaChanged, apply_overrides, rules
from bot.rasa_overrides.override import MISSING
from tests.bot.tiny_project import DOMAIN


def test_rasa_is_the_one_the_overrides_were_written_for():
    assert rasa.__version__ == "3.6.21"


@pytest.mark.parametrize("override", OVERRIDES, ids=lambda override: f"{override.owner.__name__}.{override.name}")
def test_the_overridden_function_has_not_changed(override):
    override.check()


def test_a_changed_function_is_refused():
    with pytest.raises(RasaChanged):
        dataclasses.replace(OVERRIDES[0], source_hash="0" * 16).apply()


def test_a_method_that_rasa_has_by_now_is_not_added():
    with pytest.raises(RasaChanged):
        Override(RemoteAction, "run", MISSING, lambda: None).check()


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
        {"events": [{"event": "slot", "timestamp": None, "name": 1, "value": 1}]},
        {"events": [{"event": "slot", "timestamp": "now", "name": "a", "value": 1}]},
        {"events": [{"event": "slot", "timestamp": True, "name": "a", "value": 1}]},
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


def _rule(*states):
    return json.dumps(states)


LISTEN, GREETS = {"prev_action": {"action_name": "action_listen"}}, {"prev_action": {"action_name": "utter_greet"}}
RULES = {
    _rule({**LISTEN, "user": {"intent": "greet"}}): "utter_greet",
    _rule({**LISTEN, "user": {"intent": "greet"}}, GREETS): "action_listen",
    _rule({}, {**LISTEN, "user": {"intent": "greet"}}): "utter_first",
    _rule({**LISTEN, "user": {"intent": "greet"}, "slots": {"known": [1.0]}}): "utter_known",
    _rule({**LISTEN, "active_loop": {"name": "should_not_be_set"}}): "action_listen",
    _rule(LISTEN, GREETS, LISTEN): "action_listen",
    _rule({**LISTEN, "user": {"text": "hi"}}): "utter_text",
    _rule({"user": {"intent": "greet"}}): "utter_begins",
    _rule({"prev_action": {"action_text": "Hello"}, "user": {"intent": "greet"}}): "utter_after_text",
    _rule({**LISTEN, "user": {"intent": "should_not_be_set"}}): "utter_silence",
}
STATES = [
    [], [{}], [LISTEN], [GREETS], [{}, {**LISTEN, "user": {"intent": "greet"}}],
    [{}, {**LISTEN, "user": {"intent": "greet"}, "slots": {"known": (1.0,)}}],
    [{}, {**LISTEN, "user": {"intent": "greet"}}, GREETS], [LISTEN, GREETS, LISTEN], [{}, LISTEN, GREETS, LISTEN],
    [{}, {**LISTEN, "user": {"text": "hi"}}], [{"user": {"intent": "greet"}}], [GREETS, {"user": {"intent": "greet"}}],
    [{"prev_action": {"action_text": "Hello"}, "user": {"intent": "greet"}}],
    [LISTEN, {**LISTEN, "user": {"intent": "bye"}}], [{**LISTEN, "active_loop": {"name": "form"}}],
]  # fmt: skip


@pytest.mark.parametrize("states", STATES, ids=range(len(STATES)))
def test_the_same_rules_are_possible(states):
    apply_overrides()
    policy = RulePolicy.__new__(RulePolicy)
    original = next(one.original for one in OVERRIDES if one.name == "_get_possible_keys")
    assert policy._get_possible_keys(RULES, states) == original(policy, RULES, states)


def test_a_lookup_that_grew_is_read_again():
    lookup = {_rule(LISTEN): "a"}
    assert rules.get_possible_keys(RulePolicy, lookup, [LISTEN]) == set(lookup)
    lookup[_rule({**LISTEN, "slots": {}})] = "b"
    assert rules.get_possible_keys(RulePolicy, lookup, [LISTEN]) == set(lookup)


def _policy(lookup):
    policy = RulePolicy.__new__(RulePolicy)
    policy.lookup = {"rules": lookup}
    policy.config = {**RulePolicy.get_default_config(), "max_history": None}
    policy._Policy__featurizer = policy._standard_featurizer()
    return policy


def _after(message):
    domain = Domain.from_yaml(DOMAIN)
    tracker = DialogueStateTracker("x", domain.slots)
    for event in (ActionExecuted("action_session_start"), ActionExecuted("action_listen"), message):
        tracker.update(event, domain)
    return tracker, domain


BY_INTENT = {_rule({**LISTEN, "user": {"intent": "greet"}}): "utter_greet"}


@pytest.mark.parametrize("lookup", [BY_INTENT, {**BY_INTENT, _rule({**LISTEN, "user": {"text": "hi"}}): "utter_text"},
                                    {_rule(LISTEN): "utter_default"}])  # fmt: skip
@pytest.mark.parametrize("by_text", [True, False])
def test_the_same_action_is_found(lookup, by_text):
    apply_overrides()
    tracker, domain = _after(UserUttered("hi", {"name": "greet"}))
    tracker.update(DefinePrevUserUtteredFeaturization(use_text_for_featurization=by_text))
    original = next(one.original for one in OVERRIDES if one.name == "_find_action_from_rules")
    found = _policy(lookup)._find_action_from_rules(tracker, domain, by_text)
    expected = original(_policy(lookup), tracker, domain, by_text)
    assert (found[0], found[2]) == (expected[0], expected[2])
    # where the key differs nothing was found, and Rasa does not look at it
    assert found[1] == expected[1] or expected[0] is None


def test_a_copied_slot_is_a_slot_of_its_own():
    apply_overrides()
    slot = FloatSlot("price", [{}], initial_value=1.0, max_value=5.0)
    twin = copy.copy(slot)
    twin.value = 2.0
    assert (slot.value, twin.value, type(twin), twin.max_value) == (1.0, 2.0, FloatSlot, 5.0)
