"""The features of all training sentences, counted once and weighed for each model that learns from some of them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bot.features import features

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Block:
    """One kind of features: how often each (column) stands in each sentence (row)."""

    names: list[str]
    counts: Any
    """Compressed sparse rows (scipy)."""


@dataclass(frozen=True)
class Weighed:
    """What a model learns from and what it must know to weigh a new sentence alike."""

    matrix: Any
    names: list[str]
    rarity: NDArray[np.float32]


def count(texts: Sequence[str]) -> list[Block]:
    """Count the features of every sentence, one block per kind."""
    kinds = len(features(""))
    indexes: list[dict[str, int]] = [{} for _ in range(kinds)]
    columns = [array("l") for _ in range(kinds)]
    starts = [array("l", [0]) for _ in range(kinds)]
    for text in texts:
        for kind, block in enumerate(features(text)):
            index = indexes[kind]
            columns[kind].extend([index.setdefault(feature, len(index)) for feature in block])
            starts[kind].append(len(columns[kind]))
    return [
        Block(list(index), _summed(column, start, len(index)))
        for index, column, start in zip(indexes, columns, starts, strict=True)
    ]


def weigh(blocks: Sequence[Block], rows: NDArray[np.int64], min_count: int, block_weights: Sequence[float]) -> Weighed:
    """Weigh the sentences ``rows`` as ``linear_model.vector`` weighs a new one.

    A feature in fewer than ``min_count`` of these sentences is left out; each block of a sentence gets the length that
    ``block_weights`` says.
    """
    from scipy.sparse import diags, hstack  # noqa: PLC0415 - only training needs it

    matrices, names, rarities = [], [], []
    for block, weight in zip(blocks, block_weights, strict=True):
        counts = block.counts[rows]
        sentences = np.bincount(counts.indices, minlength=counts.shape[1])
        kept = np.flatnonzero(sentences >= min_count)
        counts = counts[:, kept]
        rarity = np.log((1.0 + len(rows)) / (1.0 + sentences[kept])) + 1.0
        counts.data = 1.0 + np.log(counts.data)
        weighed = counts @ diags(rarity)
        lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        matrices.append(diags(weight / np.where(lengths > 0, lengths, 1.0)) @ weighed)
        names += [block.names[column] for column in kept]
        rarities.append(rarity)
    return Weighed(hstack(matrices).tocsr(), names, np.concatenate(rarities).astype(np.float32))


def _summed(columns: array[int], starts: array[int], width: int) -> Any:
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - only training needs it

    ones = np.ones(len(columns), dtype=np.float64)
    shape = (len(starts) - 1, width)
    counts = csr_matrix((ones, np.array(columns), np.array(starts)), shape=shape)
    counts.sum_duplicates()
    return counts
