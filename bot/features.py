"""Counts the features of one message: words and pairs, letter groups inside words, and skeletons."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from bot.concepts import lexicon
from bot.normalisation import MASK_SIGN, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHORTEST_GROUP = 3
LONGEST_GROUP = 5
# A word longer than this (glued text, an encoded attachment) is read only this far.
LONGEST_WORD = 40
# A skeleton keeps so many letters of a word that stands for no concept, and is paired with so many of its followers.
STEM_LETTERS = 4
REACH = 4
WORD_SIGN = "="


def word_features(words: Sequence[str]) -> Iterator[str]:
    """Single words and neighbouring pairs; prefixed so that they never meet a letter group."""
    previous = ""
    for word in words:
        yield WORD_SIGN + word
        yield previous + "+" + word
        previous = word
    yield previous + "+"


def word_of(feature: str) -> str | None:
    """The single word that a feature stands for, if it stands for one."""
    return feature[1:] if feature[0] == WORD_SIGN and len(feature) > 1 else None


@lru_cache(maxsize=20_000)
def letters_of(word: str) -> tuple[str, ...]:
    """Groups of 3 to 5 letters inside a word, a space marking where it begins and ends; none of a mask."""
    if word[0] == MASK_SIGN:
        return ()
    padded = f" {word[:LONGEST_WORD]} "
    length = len(padded)
    return tuple(
        padded[start : start + size]
        for size in range(SHORTEST_GROUP, min(LONGEST_GROUP, length) + 1)
        for start in range(length - size + 1)
    )


def letter_features(words: Sequence[str]) -> Iterator[str]:
    """The letter groups of each word."""
    return chain.from_iterable(map(letters_of, words))


def skeleton_features(words: Sequence[str]) -> Iterator[str]:
    """Each word as its concept or its beginning, and pairs of near ones whatever their order.

    So pairs survive inflection and free word order: "Rechnung zu hoch" and "hohe Rechnungen" share one.
    """
    bones = [_bone(word) for word in words]
    for place, bone in enumerate(bones):
        yield "~" + bone
        for other in bones[place + 1 : place + 1 + REACH]:
            yield f"~{bone}>{other}" if bone < other else f"~{other}>{bone}"


@lru_cache(maxsize=20_000)
def _bone(word: str) -> str:
    concepts = lexicon().of_word(word)
    return "#" + concepts[0] if concepts else word[:STEM_LETTERS]


def blocks_of(words: Sequence[str]) -> tuple[Iterator[str], Iterator[str], Iterator[str]]:
    """The blocks of features of a message's words, with repetitions: words, letter groups, skeletons."""
    return word_features(words), letter_features(words), skeleton_features(words)


def features(text: str) -> tuple[list[str], ...]:
    """The blocks of features of one message."""
    return tuple(list(block) for block in blocks_of(tokens(text)))
