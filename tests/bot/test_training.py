"""The overrides of training stand for functions we have read and give what those give."""

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.training import OVERRIDES


@pytest.mark.parametrize("override", OVERRIDES, ids=lambda override: override.name)
def test_the_overridden_function_has_not_changed(override):
    override.check()


def test_merging_gives_what_rasa_gives():
    first = TrainingData([Message.build("hi", "greet"), Message.build("bye", "goodbye")], {"a": "b"})
    second = TrainingData([Message.build("hi", "greet"), Message.build("hi there", "greet ")], responses={"x": []})
    merge, rasas = OVERRIDES[0].replacement, OVERRIDES[0].original
    assert merge(first, second, None).fingerprint() == rasas(first, second, None).fingerprint()
    assert len(first.training_examples) == 2


def test_cleaning_strips_and_drops_repetitions():
    messages = [
        Message.build("hi", "greet"),
        Message.build("hi", "greet"),
        Message({"text": "hi", "intent": " greet "}),
    ]
    cleaned = OVERRIDES[1].replacement(messages)
    assert [(message.get("text"), message.get("intent")) for message in cleaned] == [("hi", "greet")]
