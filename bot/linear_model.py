"""A linear text classifier: trained with scikit-learn, asked without it.

One message is a sparse vector of three blocks (see ``bot.features``), each weighted by log
frequency times rarity and scaled to a fixed length. One support vector machine per label scores it; a softmax whose
sharpness was fitted on held-out sentences turns the scores into a confidence. Asking touches only the rows of the
features that occur, of mistyped words those of the words that are meant.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bot import corpus, processes
from bot.features import blocks_of, word_of
from bot.misspellings import Misspellings
from bot.normalisation import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.corpus import Weighed

WEIGHTS_FILE = "weights.npz"
WORDS_FILE = "words.json"

# A softmax over margins: found by search between these bounds (flat below the first, one-sided above the last).
UNFITTED_SHARPNESS = 5.0
# A sentence with a lower margin to a label is far from it. Two thirds of them are: half the training time; at -1.0 the
# model understands half a point less of the sentences without keywords.
FAR = -1.1
_SHARPNESS_GRID = np.geomspace(0.5, 30.0, 60)


@dataclass(frozen=True)
class TrainingSettings:
    """What a training run can be told; the defaults are those found by cross-validation."""

    regularisation: float = 0.3
    """C of the support vector machine: larger trusts the examples more."""
    letter_weight: float = 1.0
    """Length of the letter-group block where the word block has length one."""
    skeleton_weight: float = 1.0
    """Length of the skeleton block, likewise; a block of length zero is left out."""
    min_count: int = 2
    """A feature seen in fewer training sentences than this is dropped."""
    balanced: bool = True
    """Weigh each intent as if all had equally many examples."""
    seed: int = 20260101


class Ranked(NamedTuple):
    """One label with the confidence that it is the right one."""

    label: str
    confidence: float


class LinearModel:
    """The trained model; immutable after construction and safe to ask from several threads."""

    def __init__(self, vocabulary: dict[str, int], labels: list[str], arrays: dict[str, NDArray[Any]]) -> None:
        self.vocabulary = vocabulary
        self.labels = labels
        self._arrays = arrays
        self._rarity: NDArray[np.float32] = arrays["rarity"]
        self._weights: NDArray[np.float32] = arrays["weights"]
        self._bias: NDArray[np.float32] = arrays["bias"]
        self._block_weights = [float(weight) for weight in arrays["block_weights"]]
        self._sharpness = float(arrays["sharpness"])
        self._outside: NDArray[np.int64] = arrays["outside"]
        self._inside = np.delete(np.arange(len(labels)), self._outside)
        self._rival_share = float(arrays["rival_share"])

    def scores(self, text: str) -> NDArray[np.float64]:
        """Margins per label, in the order of ``labels``."""
        words = [self.misspellings.meant(word) for word in tokens(text)]
        rows, values = vector(words, self.vocabulary, self._rarity, self._block_weights)
        if not len(rows):
            return np.zeros(len(self.labels))
        result: NDArray[np.float64] = (values @ self._weights[rows] + self._bias).astype(np.float64)
        return result

    @cached_property
    def misspellings(self) -> Misspellings:
        """By the words that the model has learnt."""
        frequency = np.exp(self._rarity.max(initial=0.0) - self._rarity)
        words = ((word_of(feature), row) for feature, row in self.vocabulary.items())
        return Misspellings({word: float(frequency[row]) for word, row in words if word is not None})

    def near(self, weighed: Weighed) -> NDArray[np.bool_]:
        """For each sentence and label, whether it lies near enough to say something about the label's border.

        Args:
            weighed: The sentences, weighed as for this model.
        """
        result: NDArray[np.bool_] = weighed.matrix @ self._weights + self._bias > FAR
        return result

    def rank(self, text: str, limit: int = 10) -> list[Ranked]:
        """The likeliest labels, best first; all equally unlikely when no feature of the text is known."""
        chances = softmax(self._against_rivals(self.scores(text)) * self._sharpness)
        best = np.argsort(-chances, kind="stable")[:limit]
        return [Ranked(self.labels[index], chance) for index, chance in zip(best, chances[best].tolist(), strict=True)]

    @property
    def sharpness(self) -> float:
        """The factor on the scores inside the softmax."""
        return self._sharpness

    def sharpened(self, sharpness: float) -> LinearModel:
        """The same model with another sharpness of its confidences."""
        return LinearModel(self.vocabulary, self.labels, {**self._arrays, "sharpness": np.array(sharpness)})

    def leaning(self, odds: Mapping[str, float], rival_share: float = 1.0) -> LinearModel:
        """The same model with the chances of some labels multiplied; a label it does not know is passed over.

        Args:
            odds: The factor by label.
            rival_share: How much of the best score of the other labels counts against these: with less than 1 their
                own machine decides more than how sure another is, which unknown words can make at random.
        """
        lift = np.array([math.log(odds.get(label, 1.0)) for label in self.labels]) / self._sharpness
        outside = np.array([place for place, label in enumerate(self.labels) if label in odds], dtype=np.int64)
        leant = {"bias": (self._bias + lift).astype(np.float32), "outside": outside, "rival_share": rival_share}
        arrays = {name: np.asarray(value) for name, value in leant.items()}
        return LinearModel(self.vocabulary, self.labels, {**self._arrays, **arrays})

    def _against_rivals(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        if not len(self._outside) or not len(self._inside):
            return scores
        raised = scores.copy()
        raised[self._outside] += (1.0 - self._rival_share) * scores[self._inside].max()
        return raised

    def save(self, folder: Path) -> None:
        """Write arrays (npz) and words (JSON); nothing in it can run when read."""
        np.savez_compressed(folder / WEIGHTS_FILE, **self._arrays)
        words = {"labels": self.labels, "vocabulary": list(self.vocabulary)}
        (folder / WORDS_FILE).write_text(json.dumps(words), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """Read what ``save`` wrote.

        Raises:
            FileNotFoundError: The folder holds no model.
        """
        with np.load(folder / WEIGHTS_FILE, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        words = json.loads((folder / WORDS_FILE).read_text(encoding="utf-8"))
        return cls({word: index for index, word in enumerate(words["vocabulary"])}, words["labels"], arrays)


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares that add up to one along the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: NDArray[np.float64] = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def vector(
    words: Sequence[str], vocabulary: dict[str, int], rarity: NDArray[np.float32], block_weights: Sequence[float]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Rows and values of one message; features the vocabulary does not hold are left out.

    Each block of features is scaled to the length that ``block_weights`` gives it.
    """
    known = vocabulary.get
    found: list[int] = []
    frequencies: list[float] = []
    ends: list[tuple[int, float]] = []
    for block, weight in zip(blocks_of(words), block_weights, strict=True):
        if weight:
            counted = Counter(row for row in map(known, block) if row is not None)
            found += counted
            # most occur once, which needs no logarithm
            frequencies += [1.0 if count == 1 else 1.0 + math.log(count) for count in counted.values()]
            ends.append((len(found), weight))
    rows = np.array(found, dtype=np.int64)
    values = np.array(frequencies, dtype=np.float32) * rarity[rows]
    start = 0
    for end, weight in ends:
        part = values[start:end]
        if end > start:
            part *= weight / math.sqrt(float(part @ part))
        start = end
    return rows, values


def train(
    weighed: Weighed,
    rows: NDArray[np.int64],
    labels: Sequence[str],
    settings: TrainingSettings,
    *,
    near: NDArray[np.bool_] | None = None,
) -> LinearModel:
    """Fit one model.

    Args:
        weighed: The sentences, see ``corpus.weigh``.
        rows: Which of them to learn from.
        labels: One for each of ``rows``.
        settings: See ``TrainingSettings``.
        near: For each of ``rows`` and each label in order of the alphabet: whether the label learns from it even if it
            belongs to another; see ``LinearModel.near``. Without it, each label learns from all.

    Raises:
        ValueError: Fewer than two labels.
    """
    names = sorted(set(labels))
    if len(names) < 2:
        raise ValueError("a classifier needs at least two intents with examples")
    number = {name: index for index, name in enumerate(names)}
    targets = np.array([number[label] for label in labels])
    weights, bias = _fit(weighed.matrix[rows], targets, near, settings)
    arrays: dict[str, NDArray[Any]] = {
        "rarity": weighed.rarity,
        "weights": weights,
        "bias": bias,
        "block_weights": weighed.block_weights,
        "sharpness": np.array(UNFITTED_SHARPNESS),
        "outside": np.empty(0, dtype=np.int64),
        "rival_share": np.array(1.0),
    }
    return LinearModel({name: index for index, name in enumerate(weighed.names)}, names, arrays)


def fitted_sharpness(scores: NDArray[np.float64], targets: NDArray[np.int64]) -> float:
    """The factor on the scores under which the right labels were likeliest (least negative log-likelihood)."""
    places = np.arange(len(targets))
    losses = [-np.log(softmax(scores * sharp)[places, targets] + 1e-12).mean() for sharp in _SHARPNESS_GRID]
    return float(_SHARPNESS_GRID[int(np.argmin(losses))])


def _fit(
    matrix: Any, targets: NDArray[np.int64], near: NDArray[np.bool_] | None, settings: TrainingSettings
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - only training needs it

    labels = int(targets.max()) + 1
    share = len(targets) / (labels * np.bincount(targets, minlength=labels))

    def one_against_all(label: int) -> tuple[NDArray[np.float64], float]:
        own = targets == label
        chosen = np.arange(len(targets))
        if near is not None and near[~own, label].any():
            chosen = np.flatnonzero(own | near[:, label])
        machine = LinearSVC(
            C=settings.regularisation,
            class_weight={True: share[label]} if settings.balanced else None,
            random_state=settings.seed,
            max_iter=200,
            # thirty times finer takes half as long again and understands no sentence more
            tol=0.1,
        )
        machine.fit(matrix[chosen], own[chosen])
        return machine.coef_[0], float(machine.intercept_[0])

    # No threads: those of liblinear draw from one generator, so that the same sentences would make different models.
    fitted = processes.each(one_against_all, range(labels), worth_it=len(targets) > corpus.FEW_SENTENCES)
    weights = np.stack([weight for weight, _ in fitted], axis=1)
    bias = np.array([intercept for _, intercept in fitted])
    return np.ascontiguousarray(weights, dtype=np.float32), bias.astype(np.float32)
