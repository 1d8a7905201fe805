"""From labelled sentences to a calibrated model: the recipe shared by training and cross-validation."""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bot import augmentation, elsewhere
from bot.corpus import count, weigh
from bot.linear_model import UNFITTED_SHARPNESS, LinearModel, TrainingSettings, fitted_sharpness, train

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.corpus import Block, Weighed

    Example = tuple[str, str]

# Every fifth sentence of an intent is held out once to fit the confidence, then all are learnt.
CALIBRATION_FOLDS = 5
CALIBRATION_SENTENCES = 6_000


@dataclass(frozen=True)
class FittingSettings:
    """The model's settings and how its sentences are varied before training."""

    model: TrainingSettings = field(default_factory=TrainingSettings)
    augmented_share: float = 0.2
    """Of how many sentences a variant is learnt as well: more helps with typing errors and costs training time."""
    augmentation_steps: tuple[str, ...] = augmentation.STEPS
    elsewhere_share: float = 0.0
    """Of how many sentences that a name would turn a variant about another firm is learnt as out of scope."""
    odds: Mapping[str, float] = field(default_factory=dict)
    """By how much the chance of an intent is multiplied where customers mean it more often than the sentences say."""
    rival_share: float = 1.0
    """How much of the best other score counts against an intent in ``odds``, see ``LinearModel.leaning``."""


def settings_from(config: dict[str, Any]) -> FittingSettings:
    """Settings out of a component's configuration; unknown keys (Rasa adds some) are ignored."""
    return FittingSettings(
        model=TrainingSettings(
            regularisation=float(config["regularisation"]),
            letter_weight=float(config["letter_weight"]),
            skeleton_weight=float(config["skeleton_weight"]),
            min_count=int(config["min_count"]),
            balanced=bool(config["balanced"]),
            seed=int(config["seed"]),
        ),
        augmented_share=float(config["augmented_share"]),
        augmentation_steps=tuple(config["augmentation_steps"]),
        elsewhere_share=float(config["elsewhere_share"]),
        odds={str(label): float(factor) for label, factor in config["odds"].items()},
        rival_share=float(config["rival_share"]),
    )


def fit(examples: Sequence[Example], settings: FittingSettings) -> LinearModel:
    """A model of all examples, its confidence fitted on a fifth that a first model did not see.

    The first model learns from a fifth, without variants, and is asked some thousands of those sentences: how sharp the
    confidence must be hardly depends on how much was learnt. It also tells which sentences lie near a label they do not
    belong to; the second model learns from these only, which takes half the time and understands as much.

    Args:
        examples: Pairs of sentence and intent.
        settings: See ``FittingSettings``.

    Raises:
        ValueError: Fewer than two intents.
    """
    held_out, rest = folds(examples, CALIBRATION_FOLDS, seed=settings.model.seed)[0]
    sentences = [*rest, *held_out, *_variants(examples, settings), *_elsewhere(examples, settings)]
    blocks = count([text for text, _ in sentences])
    labels = [label for _, label in sentences]
    rows = np.arange(len(sentences))
    few = rows[: len(rest) // (CALIBRATION_FOLDS - 1)]
    sharpness, near = UNFITTED_SHARPNESS, None
    with suppress(ValueError):
        weighed = _weighed(blocks, few, settings)
        first = train(weighed, few, labels[: len(few)], settings.model)
        sharpness = _sharpness(first, held_out[:: 1 + len(held_out) // CALIBRATION_SENTENCES])
        near = first.near(weighed) if first.labels == sorted(set(labels)) else None
    model = train(_weighed(blocks, rows, settings), rows, labels, settings.model, near=near)
    return model.sharpened(sharpness).leaning(settings.odds, settings.rival_share)


def _weighed(blocks: Sequence[Block], rows: NDArray[np.int64], settings: FittingSettings) -> Weighed:
    model = settings.model
    return weigh(blocks, rows, model.min_count, (1.0, model.letter_weight, model.skeleton_weight))


def _sharpness(model: LinearModel, held_out: Sequence[Example]) -> float:
    number = {label: index for index, label in enumerate(model.labels)}
    known = [(text, number[label]) for text, label in held_out if label in number]
    if not known:
        return UNFITTED_SHARPNESS
    scores = np.array([model.scores(text) for text, _ in known])
    return fitted_sharpness(scores, np.array([index for _, index in known]))


def folds(examples: Sequence[Example], count: int, *, seed: int) -> list[tuple[list[Example], list[Example]]]:
    """Pairs of (held out, the rest), each intent spread evenly; the same seed gives the same folds."""
    by_label: dict[str, list[Example]] = {}
    for example in examples:
        by_label.setdefault(example[1], []).append(example)
    shares: list[list[Example]] = [[] for _ in range(count)]
    place = 0
    for label in sorted(by_label):
        group = sorted(by_label[label])
        random.Random(seed).shuffle(group)  # noqa: S311 - an even spread, not secrecy
        for example in group:
            shares[place % count].append(example)
            place += 1
    return [
        (share, [example for other, part in enumerate(shares) if other != number for example in part])
        for number, share in enumerate(shares)
    ]


def _variants(examples: Sequence[Example], settings: FittingSettings) -> list[Example]:
    seed, steps = settings.model.seed, settings.augmentation_steps
    draw = random.Random(seed)  # noqa: S311 - an even spread, not secrecy
    return [
        (variant, label)
        for text, label in examples
        if draw.random() < settings.augmented_share
        for variant in augmentation.variants(text, 1, seed=seed, steps=steps)
    ]


def _elsewhere(examples: Sequence[Example], settings: FittingSettings) -> list[Example]:
    if elsewhere.OUTSIDE not in {label for _, label in examples}:
        return []
    draw = random.Random(settings.model.seed)  # noqa: S311 - an even spread, not secrecy
    found = [
        elsewhere.turned(text, seed=settings.model.seed)
        for text, label in examples
        if label in elsewhere.MATTERS and draw.random() < settings.elsewhere_share
    ]
    return [(text, elsewhere.OUTSIDE) for text in dict.fromkeys(found) if text]
