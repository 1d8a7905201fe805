"""Maps words of three languages to the concepts of ``concepts.yml``, so that sentences meet across languages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

LEXICON = Path(__file__).parent / "concepts.yml"


class ConceptLexicon:
    """Finds the concepts of folded words."""

    def __init__(self, entries: dict[str, str]) -> None:
        self._whole: dict[str, list[str]] = {}
        self._beginnings: dict[str, list[str]] = {}
        self._parts: dict[str, list[str]] = {}
        self._phrases: dict[str, list[str]] = {}
        self._entries = entries
        for concept, words in entries.items():
            for word in words.split():
                table, key = self._place(word)
                table.setdefault(key, []).append(concept)
        self._lengths = sorted({len(word) for word in self._beginnings}, reverse=True)
        self.of_word = lru_cache(maxsize=20_000)(self._of_word)

    def _place(self, word: str) -> tuple[dict[str, list[str]], str]:
        if word[0] == "=":
            return self._whole, word[1:]
        if word[0] == "~":
            return self._parts, word[1:]
        return (self._phrases, word.replace("_", " ")) if "_" in word else (self._beginnings, word)

    def _of_word(self, word: str) -> tuple[str, ...]:
        found = list(self._whole.get(word, ()))
        for length in self._lengths:
            if length <= len(word) and word[:length] in self._beginnings:
                found += self._beginnings[word[:length]]
                break
        for part, concepts in self._parts.items():
            if part in word:
                found += concepts
        return tuple(dict.fromkeys(found))

    def words_of(self, concept: str) -> tuple[str, ...]:
        """The words of a concept as they stand in the lexicon, without the signs of how they match."""
        return tuple(word.lstrip("=~").replace("_", " ") for word in self._entries[concept].split())

    def of_words(self, words: Sequence[str]) -> list[str]:
        """The concepts of a message in the order of their words; of "=" phrases of two or more words as well."""
        found: list[str] = []
        for word in words:
            found.extend(self.of_word(word))
        if self._phrases:
            joined = " ".join(words)
            for phrase, concepts in self._phrases.items():
                if phrase in joined:
                    found += concepts
        return found


@lru_cache(maxsize=1)
def lexicon() -> ConceptLexicon:
    """The lexicon that ships with the bot, read once."""
    return ConceptLexicon(yaml.safe_load(LEXICON.read_text(encoding="utf-8")))
