"""When an understood intent counts as not understood."""

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from bot.components.doubt import Doubt

CONFIG = {"threshold": 0.3, "thresholds": {"out_of_scope": 0.7}}


def _judged(tmp_path, name, confidence):
    component = Doubt.create(CONFIG, LocalModelStorage(tmp_path), Resource("doubt"), ExecutionContext(GraphSchema({})))
    ranking = [{"name": name, "confidence": confidence}]
    (message,) = component.process([Message({"text": "x", "intent": ranking[0], "intent_ranking": ranking})])
    return message.as_dict(only_output_properties=True)


@pytest.mark.parametrize(
    ("name", "confidence", "expected"),
    [
        ("check_bill", 0.3, "check_bill"),
        ("check_bill", 0.29, "nlu_fallback"),
        ("out_of_scope", 0.7, "out_of_scope"),
        ("out_of_scope", 0.69, "nlu_fallback"),
        (None, 0.0, "nlu_fallback"),
    ],
)
def test_each_intent_has_its_threshold(tmp_path, name, confidence, expected):
    assert _judged(tmp_path, name, confidence).get("intent", {"name": name})["name"] == expected


@pytest.mark.parametrize(("entity", "expected"), [("invoice_number", "file_complaint"), ("amount", "nlu_fallback")])
def test_who_names_our_number_means_us(tmp_path, entity, expected):
    config = {**CONFIG, "ours": ["invoice_number"]}
    component = Doubt.create(config, LocalModelStorage(tmp_path), Resource("doubt"), ExecutionContext(GraphSchema({})))
    ranking = [{"name": "out_of_scope", "confidence": 0.5}, {"name": "file_complaint", "confidence": 0.4}]
    said = {
        "text": "x",
        "intent": ranking[0],
        "intent_ranking": ranking,
        "entities": [{"entity": entity, "value": "1"}],
    }
    (message,) = component.process([Message(said)])
    assert message.get("intent")["name"] == expected


def test_the_fallback_stands_before_what_was_thought_likeliest(tmp_path):
    shown = _judged(tmp_path, "out_of_scope", 0.5)
    assert [entry["name"] for entry in shown["intent_ranking"]] == ["nlu_fallback", "out_of_scope"]
    assert shown["intent"] == shown["intent_ranking"][0]
