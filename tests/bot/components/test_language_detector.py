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
