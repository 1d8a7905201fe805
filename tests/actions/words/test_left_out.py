"""What a message keeps or rules out is not what is meant."""

from __future__ import annotations

import pytest

from actions._words.left_out import left_out, meant_only


@pytest.mark.parametrize(
    ("language", "text", "out"),
    [
        ("en", "not the house, the workshop", "not the house"),
        ("en", "don't cancel the electricity, only the gas", "don't cancel the electricity"),
        ("en", "the flat without the garage", "without the garage"),
        ("de", "na Strom ned, nur Gas", "na Strom ned"),
        ("de", "nein, der Strom soll bleiben", "der Strom soll bleiben"),
        ("de", "ohne die Garage", "ohne die garage"),
        ("pl", "nie prąd, tylko gaz", "nie prąd"),
        ("pl", "prąd zostaje, proszę wypowiedzieć gaz", "prąd zostaje"),
        ("pl", "bez garażu", "bez garazu"),
    ],
)
def test_what_is_left_out(language: str, text: str, out: str) -> None:
    assert left_out(text, language)[1].strip() == out


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "nie gaz"),
        ("pl", "nie, gaz"),
        ("en", "I don't want the gas any more"),
        ("de", "Gas brauch ich nicht mehr"),
        ("de", "ich weiß nicht, Gas"),
    ],
)
def test_a_no_before_what_is_meant_leaves_nothing_out(language: str, text: str) -> None:
    assert left_out(text, language) == (text, "") or left_out(text, language)[1] == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [("no, only the flat", "the flat"), ("nein, nur Wohnung", "wohnung"), ("tylko gaz", "gaz"), ("gas", "")],
)
def test_what_alone_is_meant(text: str, meant: str) -> None:
    assert meant_only(text) == meant
