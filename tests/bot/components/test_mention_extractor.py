"""The extractors in a row, as ``config.yml`` lines them up."""

import json
import time
from pathlib import Path

import pytest
import yaml
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.common import class_from_module_path

CONFIG = Path(__file__).parents[3] / "config.yml"
NOW = {"now": "2026-11-21T12:00:00+00:00"}


@pytest.fixture(scope="module")
def extractors():
    steps = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["pipeline"]
    names = [step["name"] for step in steps if step["name"].endswith("Extractor")]
    assert len(names) == 5
    return [class_from_module_path(name).create({}, None, None, None) for name in names]


def _entities(extractors, text, metadata=None):
    message = Message({"text": text, "metadata": metadata})
    for extractor in extractors:
        (message,) = extractor.process([message])
    return message.as_dict(only_output_properties=True)["entities"]


def _values(extractors, text):
    return {entity["entity"]: entity["value"] for entity in _entities(extractors, text, NOW)}


def test_one_sentence_with_many_details(extractors):
    text = "Ile prądu poszło w mieszkaniu w marcu? nr klienta 12345674, tel 501 234 567, zapłaciłam 312,50 zł"
    values = _values(extractors, text)
    assert values["customer_number"] == "12345674"
    assert values["phone"] == "+48501234567"
    assert values["amount"] == {"amount": "312.50", "currency": "PLN"}
    assert values["commodity"] == "electricity"
    assert values["place"] == {"code": "flat", "text": "mieszkaniu"}
    assert (values["period"]["from_on"], values["period"]["to_on"]) == ("2026-03-01", "2026-03-31")


def test_a_word_is_explained_once(extractors):
    assert set(_values(extractors, "last month")) == {"period"}
    assert set(_values(extractors, "the last one")) == {"ordinal"}
    assert set(_values(extractors, "R-2026-004711")) == {"invoice_number"}


def test_periods_follow_the_moment_of_the_message(extractors):
    (entity,) = _entities(extractors, "letzten Monat", {"now": "2025-03-31T22:30:00Z"})
    assert entity["value"]["from_on"] == "2025-03-01"


def test_entities_travel_as_json_with_place_and_extractor(extractors):
    text = "Kundennummer 12345679, auf Deutsch"
    entities = json.loads(json.dumps(_entities(extractors, text, NOW)))
    assert [entity["extractor"] for entity in entities] == ["IdentifierExtractor", "SupplyExtractor"]
    assert [text[entity["start"] : entity["end"]] for entity in entities] == ["12345679", "Deutsch"]


@pytest.mark.parametrize("text", [None, "", "\x00", "🤷" * 400])
def test_any_text_is_survived(extractors, text):
    assert _entities(extractors, text) == []


def test_a_thousand_characters_take_milliseconds(extractors):
    text = (
        "Rechnung R-2026-004711 vom 1.3.2026 über 12,50 € für Kunde 12345674 in 10115 Berlin, zweite Wohnung. " * 20
    )[:1000]
    _entities(extractors, text)
    started = time.process_time()
    _entities(extractors, text)
    assert time.process_time() - started < 0.1
