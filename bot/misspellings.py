"""Reads a mistyped word as the common one that is a single slip of the finger away: "kündgien", "contarct", "fakutra".

Common is what the training sentences often hold, so that words of our field win; no list of correct words is kept.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST = 4
"""A shorter word has too many neighbours; in one of four letters only two that changed places are a slip."""
LONGEST = 30
"""A longer one is glued text."""
TIMES = 50
"""So many times as frequent must the common word be: "Storm" is none for "Strom", "ordner" none for "order"."""
UNKNOWN = 0.2
"""How frequent a word is that no training sentence holds, where the rarest that is known counts as 1."""


class Misspellings:
    """What mistyped words stand for."""

    def __init__(self, frequency: Mapping[str, float]) -> None:
        """Keep the common words.

        Args:
            frequency: How often training sentences hold a word, in multiples of the rarest one.
        """
        self._frequency = frequency
        self._common: dict[str, list[str]] = defaultdict(list)
        for word, often in frequency.items():
            if often >= TIMES * UNKNOWN and len(word) >= SHORTEST and word.isalpha():
                self._common[word[0]].append(word)
        self.meant = lru_cache(maxsize=20_000)(self._meant)

    def _meant(self, word: str) -> str:
        """The word itself, or the common one that it seems to be; its first letter is believed."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return word
        enough = TIMES * self._frequency.get(word, UNKNOWN)
        near = process.extract(word, self._common[word[0]], scorer=OSA.distance, score_cutoff=1, limit=None)
        found = [other for other, _, _ in near if self._frequency[other] >= enough and _is_slip(word, other)]
        return max(found, key=self._frequency.__getitem__, default=word)


def _is_slip(word: str, other: str) -> bool:
    return len(word) > SHORTEST or sorted(word) == sorted(other)
