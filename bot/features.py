"""Counts the features of one message: words, pairs of words, letter groups inside words, and concepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.concepts import concept_features
from bot.normalisation import MASK_SIGN, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST_GROUP = 2
LONGEST_GROUP = 5
# A word longer than this (glued text, an encoded attachment) is read only this far.
LONGEST_WORD = 40


def word_features(words: list[str]) -> Iterator[str]:
    """Single words and neighbouring pairs; prefixed so that they never meet a letter group."""
    previous = ""
    for word in words:
        yield "=" + word
        yield previous + "+" + word
        previous = word
    yield previous + "+"


def letter_features(words: list[str]) -> Iterator[str]:
    """Groups of 2 to 5 letters inside each word, a space marking where the word begins and ends."""
    for word in words:
        if word[0] == MASK_SIGN:
            continue
        padded = f" {word[:LONGEST_WORD]} "
        length = len(padded)
        for size in range(SHORTEST_GROUP, min(LONGEST_GROUP, length) + 1):
            for start in range(length - size + 1):
                yield padded[start : start + size]


def features(text: str) -> tuple[list[str], list[str], list[str]]:
    """The blocks of features of one message, with repetitions: words and pairs, letter groups, concepts and pairs."""
    words = tokens(text)
    return list(word_features(words)), list(letter_features(words)), list(concept_features(words))
