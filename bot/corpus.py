"""The features of all training sentences, counted once and weighed for each model that learns from some of them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bot import processes
from bot.features import letters_of, skeleton_features, word_features
from bot.normalisation import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEW_SENTENCES = 2_000
"""So many are counted, or learnt from, sooner than a second process starts."""
PARTS = 4
"""In which they are counted; always as many, because the order of the features is seen in the last digits."""


@dataclass(frozen=True)
class Block:
    """One kind of features: how often each (column) stands in each sentence (row)."""

    names: list[str]
    counts: Any
    """Compressed sparse rows (scipy)."""


@dataclass(frozen=True)
class Weighed:
    """What models learn from and what they must know to weigh a new sentence alike."""

    matrix: Any
    """Compressed sparse rows (scipy), one per sentence, those not learnt from included."""
    names: list[str]
    rarity: NDArray[np.float32]
    block_weights: NDArray[np.float64]


def count(texts: Sequence[str]) -> list[Block]:
    """Count the features of every sentence, one block per kind."""
    size = max(1, -(-len(texts) // PARTS))
    shares = [texts[start : start + size] for start in range(0, len(texts), size)]
    parts = processes.each(_counted, shares, worth_it=len(texts) > FEW_SENTENCES)
    return [_together(blocks) for blocks in zip(*parts, strict=True)]


def _counted(texts: Sequence[str]) -> list[Block]:
    columns = [_Columns() for _ in range(3)]
    of_letters: dict[str, list[int]] = {}
    for text in texts:
        words = tokens(text)
        by_words, by_letters, by_skeleton = columns
        by_words.add(word_features(words))
        for word in words:
            known = of_letters.get(word)
            if known is None:
                known = of_letters[word] = by_letters.numbers(letters_of(word))
            by_letters.seen.extend(known)
        by_skeleton.add(skeleton_features(words))
        for column in columns:
            column.close()
    return [Block(list(column.index), column.summed()) for column in columns]


def _together(blocks: Sequence[Block]) -> Block:
    """The sentences of several blocks one after the other; each numbered its features by itself."""
    from scipy.sparse import csr_matrix, vstack  # noqa: PLC0415 - only training needs it

    index: dict[str, int] = {}
    renumbered = []
    for block in blocks:
        columns = np.array([index.setdefault(name, len(index)) for name in block.names], dtype=np.int64)
        renumbered.append((block.counts.data, columns[block.counts.indices], block.counts.indptr))
    rows = [csr_matrix(counts, shape=(len(counts[2]) - 1, len(index))) for counts in renumbered]
    return Block(list(index), vstack(rows, format="csr"))


def weigh(blocks: Sequence[Block], rows: NDArray[np.int64], min_count: int, block_weights: Sequence[float]) -> Weighed:
    """Weigh the sentences as ``linear_model.vector`` weighs a new one, by what the sentences ``rows`` tell.

    A feature in fewer than ``min_count`` of these is left out; each block of a sentence gets the length that
    ``block_weights`` says.
    """
    from scipy.sparse import diags, hstack  # noqa: PLC0415 - only training needs it

    matrices, names, rarities = [], [], []
    for block, weight in zip(blocks, block_weights, strict=True):
        if not weight:
            continue
        sentences = np.bincount(block.counts[rows].indices, minlength=block.counts.shape[1])
        kept = np.flatnonzero(sentences >= min_count)
        counts = block.counts[:, kept]
        rarity = np.log((1.0 + len(rows)) / (1.0 + sentences[kept])) + 1.0
        counts.data = 1.0 + np.log(counts.data)
        weighed = counts @ diags(rarity)
        lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        matrices.append(diags(weight / np.where(lengths > 0, lengths, 1.0)) @ weighed)
        names += [block.names[column] for column in kept]
        rarities.append(rarity)
    weights = np.array(block_weights, dtype=np.float64)
    return Weighed(hstack(matrices).tocsr(), names, np.concatenate(rarities).astype(np.float32), weights)


class _Columns:
    """Numbers the features of one kind as they come and remembers where each sentence ends."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self.seen = array("l")
        self._starts = array("l", [0])

    def numbers(self, found: Iterable[str]) -> list[int]:
        """The columns of features, new ones numbered on."""
        index = self.index
        return [index.setdefault(feature, len(index)) for feature in found]

    def add(self, found: Iterable[str]) -> None:
        """Count features for the sentence that is open."""
        self.seen.extend(self.numbers(found))

    def close(self) -> None:
        """End a sentence."""
        self._starts.append(len(self.seen))

    def summed(self) -> Any:
        """How often each feature stands in each sentence."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - only training needs it

        ones = np.ones(len(self.seen), dtype=np.float32)
        shape = (len(self._starts) - 1, len(self.index))
        counts = csr_matrix((ones, np.array(self.seen), np.array(self._starts)), shape=shape)
        counts.sum_duplicates()
        return counts
