"""What a turn tells of its own understanding."""

from __future__ import annotations

import json

import pytest
from rasa.shared.core.events import ActionExecuted, UserUttered

from bot.understood import Before, understood


def test_an_answer_tells_what_it_took_the_message_for(talk):
    told = talk.send({"text": "my bill please"})["understood"]
    assert told["intent"] == "bill"
    assert 0 < told["confidence"] <= 1
    assert len(told["ranking"]) <= 3
    assert told["problem"] is None
    assert told["actions"]
    assert "action_listen" not in told["actions"]
    json.dumps(told)


def test_a_button_is_certain(talk):
    told = talk.send({"intent": "bill", "entities": {"id": "9"}})["understood"]
    assert (told["intent"], told["confidence"]) == ("bill", 1.0)
    assert {"entity": "id", "value": "9"} in told["entities"]


class Slot:
    def __init__(self, value):
        self.value = value


class FakeTracker:
    """Only what is read."""

    def __init__(self, form=None, events=(), **slots):
        self.active_loop_name = form
        self.events = list(events)
        self.slots = {name: Slot(value) for name, value in slots.items()}


def told_of(before, after):
    return understood(after, Before.of(before))


def said(intent):
    data = {"intent": {"name": intent, "confidence": 0.31234}, "entities": [], "intent_ranking": []}
    return UserUttered("x", data["intent"], [], data)


@pytest.mark.parametrize(
    ("before", "after", "intent", "problem"),
    [
        ({}, {"misunderstandings": 1.0}, "nlu_fallback", "fallback"),
        ({}, {"misunderstandings": 1.0}, "out_of_scope", "asked_back"),
        ({"form": "choose_form"}, {"misunderstandings": 1.0}, "nlu_fallback", "asked_back"),
        ({"draft": {"asking": "value", "wrong": 0}}, {"draft": {"wrong": 1}}, "give_details", "asked_back"),
        ({"draft": {"asking": "value", "wrong": 1}}, {"draft": {"wrong": 0}}, "give_details", None),
        ({"misunderstandings": 2.0}, {"misunderstandings": 0.0}, "greet", None),
    ],
)
def test_misunderstandings_are_named(before, after, intent, problem):
    told = told_of(FakeTracker(**before), FakeTracker(events=[said(intent)], **after))
    assert told["problem"] == problem
    assert told["confidence"] == 0.312


def test_a_person_after_a_misunderstanding():
    events = [said("human_handoff"), ActionExecuted("action_request_agent"), ActionExecuted("action_listen")]
    told = told_of(FakeTracker(misunderstandings=1.0), FakeTracker(events=events, misunderstandings=0.0))
    assert (told["problem"], told["actions"]) == ("handed_over", ["action_request_agent"])


def test_the_open_question_is_named():
    before = FakeTracker(form="errand_form", draft={"asking": "value"}, requested_slot="answer")
    told = told_of(before, FakeTracker(events=[said("give_details")]))
    assert (told["form"], told["step"]) == ("errand_form", "value")
