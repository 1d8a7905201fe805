"""The message key ``language``."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.language_detector import LanguageDetector


@pytest.fixture(scope="module")
def detector():
    return LanguageDetector.create({}, None, None, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [("how much do I owe\nthis month", "en"), ("wie lange läuft mein Vertrag", "de"), ("kiedy konczy sie umowa", "pl")],
)
def test_language_is_shown_in_the_parse_result(detector, text, code):
    (message,) = detector.process([Message({"text": text})])
    shown = message.as_dict(only_output_properties=True)["language"]
    assert shown["code"] == code
    assert 0.5 < shown["confidence"] <= 1.0


@pytest.mark.parametrize("text", [None, "", "\n", "12345674", "a" * 5000, "🤷"])
def test_any_text_gets_one_of_the_three(detector, text):
    (message,) = detector.process([Message({"text": text})])
    assert message.get("language")["code"] in ("en", "de", "pl")


@pytest.mark.parametrize(
    ("text", "code", "foreign"),
    [
        ("Я переїхала першого числа до міста. Ich bin eingezogen und brauche Strom.", "de", "part"),
        ("Доброго дня, надсилаю вам фото лічильника", None, "whole"),
        ("Wie hoch ist meine Rechnung?", "de", None),
    ],
)
def test_a_language_that_is_not_spoken_here_is_told(detector, text, code, foreign):
    (message,) = detector.process([Message({"text": text})])
    assert message.get("language")["foreign"] == foreign
    assert code is None or message.get("language")["code"] == code
