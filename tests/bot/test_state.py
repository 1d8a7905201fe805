"""What is kept of a tracker, and how it comes back."""

from __future__ import annotations

import json

import orjson
import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet

from bot.state import MAX_STATE_BYTES, RESTARTED_NOTICE, BadState, new_tracker, read_state, write_state
from bot.turn_request import BadRequest
from tests.bot.tiny_project import DOMAIN

MODEL = "m1"


@pytest.fixture(scope="module")
def domain():
    return Domain.from_yaml(DOMAIN)


@pytest.fixture
def form_state(talk):
    """A conversation that has answered the first question of a form."""
    talk.say("my bill please")
    talk.say("meter")
    talk.say("4711")
    return talk.state


def test_a_state_has_the_documented_fields(form_state):
    assert set(form_state) == {"version", "model", "slots", "form", "events"}
    assert json.loads(json.dumps(form_state)) == form_state
    assert not any("timestamp" in event or "metadata" in event for event in form_state["events"])


def test_reading_and_writing_again_changes_nothing(form_state, engine):
    domain = engine._processor.domain
    tracker = read_state(form_state, domain=domain, model=form_state["model"]).tracker
    assert tracker.active_loop_name == "meter_form"
    assert tracker.get_slot("number") == "4711"
    assert tracker.get_slot("requested_slot") == "place"
    assert write_state(tracker, domain=domain, model=form_state["model"]) == form_state


def test_only_the_last_turns_are_kept(talk):
    for number in range(20):
        talk.say(f"my bill number {number}")
    texts = [event["text"] for event in talk.state["events"] if event["event"] == "user"]
    assert texts == [f"my bill number {number}" for number in range(12, 20)]
    assert talk.state["slots"]["count"] == 12.0


def test_a_form_opened_before_the_oldest_kept_turn_stays_open(talk):
    talk.say("meter")
    for _ in range(12):
        assert talk.say("my bill please")[-1] == "Which number?"
    assert talk.state["form"] == "meter_form"
    assert talk.say("4711") == ["Which place?"]


def test_oldest_turns_are_dropped_until_the_state_is_small_enough(talk):
    for number in range(8):
        talk.say(f"{number} " + "🔌" * 1_000)
    assert len(orjson.dumps(talk.state)) <= MAX_STATE_BYTES
    assert 2 <= sum(event["event"] == "user" for event in talk.state["events"]) < 8


def test_a_slot_that_alone_is_too_big_is_dropped(domain):
    tracker = new_tracker(domain)
    tracker.update(SlotSet("number", "x" * 5_000))
    tracker.update(SlotSet("place", "here"))
    state = write_state(tracker, domain=domain, model=MODEL, limit=2_000)
    assert state["slots"] == {"place": "here"}


def test_another_model_keeps_slots_and_form(talk, form_state):
    talk.state = {**form_state, "model": "an older one"}
    assert talk.say("kitchen") == ["Noted 4711 at kitchen."]
    assert talk.say("my bill please") == ["You owe €84.20 (2)."]


def test_another_version_restarts_the_form_with_a_notice(talk, form_state):
    talk.state = {**form_state, "version": 0}
    assert talk.say("kitchen") == ["Once more, please.", "Which number?"]
    assert talk.say("4712") == ["Which place?"]
    assert talk.say("my bill please")[0] == "You owe €84.20 (2)."


def test_a_form_the_model_no_longer_knows_is_dropped_with_a_notice(domain, form_state):
    text = json.dumps({**form_state, "model": "an older one"}).replace("meter_form", "gone_form")
    restored = read_state(json.loads(text), domain=domain, model=MODEL)
    assert restored.notices == [RESTARTED_NOTICE]
    assert restored.tracker.active_loop_name is None


def test_slots_the_model_no_longer_knows_are_dropped(domain, form_state):
    state = {**form_state, "model": "an older one", "slots": {"gone": 1, "place": "x"}, "form": None, "events": []}
    tracker = read_state(state, domain=domain, model=MODEL).tracker
    assert tracker.get_slot("place") == "x"
    assert "gone" not in tracker.slots


@pytest.mark.parametrize(
    "change",
    [{"version": "1"}, {"slots": []}, {"events": {}}, {"events": [1]}, {"form": 1}, {"model": None},
     {"events": [{"event": "no such event"}]}, {"events": [{"event": "user"}]}],
)  # fmt: skip
def test_what_is_no_state_is_refused(talk, domain, form_state, change):
    broken = {**form_state, **change}
    with pytest.raises(BadState):
        read_state(broken, domain=domain, model=form_state["model"])
    talk.state = broken
    with pytest.raises(BadRequest):
        talk.say("hello")
