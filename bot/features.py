"""Counts the features of one message: words, pairs of words, letter groups inside words, and concepts."""

from __future__ import annotations

from functools import lru_cache
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


@lru_cache(maxsize=20_000)
def letters_of(word: str) -> tuple[str, ...]:
    """Groups of 2 to 5 letters inside a word, a space marking where it begins and ends; none of a mask."""
    if word[0] == MASK_SIGN:
        return ()
    padded = f" {word[:LONGEST_WORD]} "
    length = len(padded)
    return tuple(
        padded[start : start + size]
        for size in range(SHORTEST_GROUP, min(LONGEST_GROUP, length) + 1)
        for start in range(length - size + 1)
    )


def letter_features(words: list[str]) -> Iterator[str]:
    """The letter groups of each word."""
    for word in words:
        yield from letters_of(word)


def features(text: str) -> tuple[list[str], list[str], list[str]]:
    """The blocks of features of one message, with repetitions: words and pairs, letter groups, concepts and pairs."""
    words = tokens(text)
    return list(word_features(words)), list(letter_features(words)), list(concept_features(words))
