"""A name turns a sentence of ours into another firm's."""

import pytest
import yaml

from bot.concepts import lexicon
from bot.elsewhere import FIRMS, turned
from bot.elsewhere import PLACES as PLACES_FILE
from bot.normalisation import tokens

PLACES = yaml.safe_load(PLACES_FILE.read_text(encoding="utf-8"))


def names_a_firm(text):
    return any(set(lexicon().of_word(word)) & set(FIRMS) for word in tokens(text))


@pytest.mark.parametrize(
    ("text", "language"),
    [("how high is my bill", "en"), ("wann endet mein vertrag", "de"), ("gdzie faktura za gaz", "pl")],
)
def test_a_name_stands_beside_the_word_it_belongs_to_or_at_the_end_or_a_place_does(text, language):
    variants = {turned(text, seed=seed) for seed in range(60)}
    by_place = {variant for variant in variants if variant.removeprefix(f"{text} ") in PLACES[language]}
    assert by_place
    assert all(names_a_firm(variant) for variant in variants - by_place)
    kept = {word for variant in variants for word in variant.split()}
    assert set(text.split()) <= kept
    assert {variant.startswith(text) for variant in variants - by_place} == {True, False}


def test_every_language_has_many_places():
    assert set(PLACES) == {"en", "de", "pl"}
    assert all(len(set(places)) == len(places) >= 50 for places in PLACES.values())


@pytest.mark.parametrize(
    "text",
    [
        "what do I owe you on that bill",
        "wann schickt ihr die rechnung",
        "kiedy przyślecie fakturę",
        "when does he come",
        "the bill is " + "very " * 20 + "high",
    ],
)
def test_no_name_turns_what_is_said_to_us_or_names_nothing_of_ours(text):
    assert turned(text) is None


def test_the_same_sentence_gives_the_same_variant():
    assert turned("my bill is wrong") == turned("my bill is wrong")
