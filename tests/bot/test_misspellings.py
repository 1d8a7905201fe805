"""A mistyped word is read as the common one that is meant; what is a word of its own stays."""

from __future__ import annotations

import pytest

from bot.misspellings import Misspellings

FREQUENCY = {
    "vertrag": 900.0,
    "kuendigen": 400.0,
    "contract": 900.0,
    "faktura": 500.0,
    "strom": 1400.0,
    "storm": 30.0,
    "want": 2400.0,
    "what": 2000.0,
    "walnut": 1.0,
    "rechnung": 2500.0,
    "rechnungen": 800.0,
    "rechnugn": 1.0,
    "gas": 1900.0,
}


@pytest.fixture
def misspellings() -> Misspellings:
    return Misspellings(FREQUENCY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vetrag", "vertrag"),
        ("vertarg", "vertrag"),
        ("vertrrag", "vertrag"),
        ("kuendugen", "kuendigen"),
        ("contarct", "contract"),
        ("fakutra", "faktura"),
        ("wnat", "want"),
        ("rechnugn", "rechnung"),
    ],
)
def test_one_slip_of_the_finger_is_undone(misspellings: Misspellings, typed: str, meant: str) -> None:
    assert misspellings.meant(typed) == meant


@pytest.mark.parametrize(
    "word",
    [
        "storm",
        "walnut",
        "vertrag",
        "pertrag",
        "vtrag",
        "wat",
        "wand",
        "ga",
        "gsa",
        "0money",
        "i'm",
        "?",
        "",
        "strom" * 20,
    ],
)
def test_other_words_stay(misspellings: Misspellings, word: str) -> None:
    assert misspellings.meant(word) == word


def test_of_two_that_are_near_the_more_common_one_is_meant() -> None:
    assert Misspellings({"meter": 900.0, "metal": 200.0}).meant("metel") == "meter"


def test_where_nothing_is_common_nothing_is_changed() -> None:
    assert Misspellings({"contract": 5.0}).meant("contarct") == "contarct"
    assert Misspellings({}).meant("contarct") == "contarct"
