"""The gateway's own words exist in every language, with the same placeholders."""

import re

from channels.wording import Wording


def test_complete() -> None:
    wording = Wording()
    assert wording.languages == {"en", "de", "pl"}
    words = wording._words
    for language in wording.languages:
        assert words[language].keys() == words["en"].keys()
        for key, sentence in words[language].items():
            assert sorted(re.findall(r"{\w+}", sentence)) == sorted(re.findall(r"{\w+}", words["en"][key]))
            assert sentence.strip()


def test_codes_say_what_they_are_for() -> None:
    text = Wording().say("pl", "code_text", supplier="Zorza", code="123456", minutes=10)
    assert "123456" in text
    assert "Zorza" in text


def test_polish_words_are_formal() -> None:
    informal = re.compile(r"\b(?:\w{2,}[aeiy]sz|tw[oó]j\w*|nie (?:podawaj|rób|używaj))\b", re.IGNORECASE)
    for key, sentence in Wording()._words["pl"].items():
        assert not [word for word in informal.findall(sentence) if word.lower() != "nasz"], f"{key}: {sentence}"
