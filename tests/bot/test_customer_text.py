from __future__ import annotations

import time

import pytest

from bot.customer_text import MAX_UNDERSTOOD_CHARS, is_one_word, shorten, visible, without_command


def test_a_short_text_is_left_alone():
    assert shorten("x" * MAX_UNDERSTOOD_CHARS) == ("x" * MAX_UNDERSTOOD_CHARS, False)


def test_a_long_text_keeps_its_beginning_and_the_question_at_its_end():
    text = "Dear all. " + "This is a long story. " * 100 + "How much do I owe? Kind regards, Anna"
    short, was_cut = shorten(text)
    assert was_cut
    assert len(short) <= MAX_UNDERSTOOD_CHARS
    assert short.startswith("Dear all. This is")
    assert short.endswith("story. … How much do I owe?")


def test_a_long_text_without_a_question_ends_with_a_whole_sentence():
    short, _ = shorten("One sentence of words. " * 100)
    assert short.endswith("words.")
    assert len(short) > MAX_UNDERSTOOD_CHARS / 2


def test_words_are_kept_whole():
    short, _ = shorten("word " * 1000)
    assert set(short.split()) == {"word"}


@pytest.mark.parametrize("unit", ["x", "?", "ä ", "/", "\u200b", ". ", "a?"])
def test_a_megabyte_takes_no_time(unit):
    text = unit * (1_000_000 // len(unit))
    started = time.process_time()
    short, _ = shorten(text)
    assert len(short) <= MAX_UNDERSTOOD_CHARS
    assert time.process_time() - started < 0.05


def test_invisible_characters_are_not_seen():
    assert visible("\u200b\ufeffa\u00adb\u202e") == "ab"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/bill", ("bill", True)),
        ("／ＢＩＬＬ", ("BILL", True)),
        ('/anything{"a": 1}', ('anything{"a": 1}', True)),
        ("/help", ("help", False)),
        ("/ 84 Euro?", ("84 Euro?", False)),
        ("bill/2", ("bill/2", False)),
        ("a / b", ("a / b", False)),
    ],
)
def test_leading_slashes(text, expected):
    assert without_command(text, {"bill"}) == expected


@pytest.mark.parametrize("text", ["ok", "Ja!", "stop", "", "123", "ok 123", "😀"])
def test_one_word(text):
    assert is_one_word(text)


def test_two_words():
    assert not is_one_word("na gut")
