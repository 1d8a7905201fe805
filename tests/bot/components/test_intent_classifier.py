"""The classifier as Rasa uses it: trained, stored, loaded, asked."""

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.intent_classifier import LinearIntentClassifier

SENTENCES = {
    "check_bill": ["how high is my bill", "was schulde ich", "ile place", "my last bill", "bill too high", "the bill"],
    "order_status": [
        "where is my router",
        "wo ist der router",
        "gdzie router",
        "router late",
        "my router",
        "no router",
    ],
}
CONTEXT = ExecutionContext(GraphSchema({}))
CONFIG = {"min_count": 1, "augmented_share": 1}


@pytest.fixture
def storage(tmp_path):
    return LocalModelStorage(tmp_path)


@pytest.fixture
def resource():
    return Resource("classifier")


def _messages(sentences):
    return [Message.build(text, intent) for intent, texts in sentences.items() for text in texts]


def _trained(storage, resource, sentences=SENTENCES):
    component = LinearIntentClassifier.create(CONFIG, storage, resource, CONTEXT)
    component.train(TrainingData(_messages(sentences)))
    return component


def test_a_loaded_model_answers_like_the_trained_one(storage, resource):
    trained = _trained(storage, resource)
    loaded = LinearIntentClassifier.load(CONFIG, storage, resource, CONTEXT)
    (first,), (second,) = (part.process([Message({"text": "Where's the router?"})]) for part in (trained, loaded))
    assert first.get("intent")["name"] == "order_status"
    assert first.get("intent_ranking") == second.get("intent_ranking")


def test_intent_and_ranking_are_shown_in_the_parse_result(storage, resource):
    (message,) = _trained(storage, resource).process([Message({"text": "bill"})])
    shown = message.as_dict(only_output_properties=True)
    assert shown["intent"] == shown["intent_ranking"][0]
    assert {entry["name"] for entry in shown["intent_ranking"]} == set(SENTENCES)


def test_without_intents_nothing_is_learnt_and_nothing_decided(storage, resource):
    _trained(storage, resource, {"only": ["one intent"]})
    loaded = LinearIntentClassifier.load(CONFIG, storage, resource, CONTEXT)
    (message,) = loaded.process([Message({"text": "hello"})])
    assert message.get("intent") == {"name": None, "confidence": 0.0}


@pytest.mark.parametrize("text", [None, "", " ", "\n", "?!", "\x00", "🤷" * 1000])
def test_any_text_gets_a_ranking(storage, resource, text):
    (message,) = _trained(storage, resource).process([Message({"text": text})])
    assert len(message.get("intent_ranking")) == len(SENTENCES)


def test_a_changed_source_trains_again(monkeypatch, tmp_path):
    from bot import normalisation

    before = LinearIntentClassifier.fingerprint_addon({})
    changed = tmp_path / "normalisation.py"
    changed.write_text("changed = True\n")
    monkeypatch.setattr(normalisation, "__file__", str(changed))
    assert LinearIntentClassifier.fingerprint_addon({}) != before


def test_every_default_is_documented_by_use():
    from bot.fitting import settings_from

    settings = settings_from(LinearIntentClassifier.get_default_config())
    assert settings.model.seed == LinearIntentClassifier.get_default_config()["seed"]
