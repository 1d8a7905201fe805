from __future__ import annotations

import pytest

from bot.language_choice import choose_language

SURE = {"code": "de", "confidence": 0.95}


@pytest.mark.parametrize(
    ("chosen", "detected", "text", "expected"),
    [
        (False, SURE, "was schulde ich", "de"),
        (True, SURE, "was schulde ich", "en"),
        (True, SURE, "lieber auf Deutsch. was schulde ich", "de"),
        (True, {"code": "pl", "confidence": 0.95}, "sorry wolę po polsku. nie, nie wypowiadam", "pl"),
        (True, {"code": "pl", "confidence": 0.5}, "po polsku pls", "en"),
        (False, SURE, "ja", "en"),
        (False, {"code": "de", "confidence": 0.5}, "was schulde ich", "en"),
        (False, {"code": "fr", "confidence": 1.0}, "je ne sais pas", "en"),
        (False, None, "was schulde ich", "en"),
        (False, SURE, None, "en"),
        (False, {"code": None, "confidence": None}, "was schulde ich", "en"),
    ],
)
def test_chosen_before_detected_before_current(chosen, detected, text, expected):
    languages = ("de", "en", "pl")
    assert choose_language(current="en", chosen=chosen, detected=detected, text=text, languages=languages) == expected
