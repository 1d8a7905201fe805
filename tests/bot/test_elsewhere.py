"""A name turns a sentence of ours into another firm's."""

import pytest

from bot.concepts import lexicon
from bot.elsewhere import FIRMS, turned
from bot.normalisation import tokens


def names_a_firm(text):
    return any(set(lexicon().of_word(word)) & set(FIRMS) for word in tokens(text))


@pytest.mark.parametrize("text", ["how high is my bill", "wann endet mein vertrag", "gdzie faktura za gaz"])
def test_the_name_stands_beside_the_word_it_belongs_to_or_at_the_end(text):
    variants = {turned(text, seed=seed) for seed in range(40)}
    assert all(names_a_firm(variant) for variant in variants)
    kept = {word for variant in variants for word in variant.split()}
    assert set(text.split()) <= kept
    assert {variant.startswith(text) for variant in variants} == {True, False}


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
