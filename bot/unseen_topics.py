"""Splits the out-of-scope sentences by topic, so that a model can be asked about topics that it has never seen.

The world outside is wider than any sentences about it; held-out sentences at random are about trained topics and look
found too often. Writers wrote topic after topic, and the three languages share scenes in the same order: so the files
are cut into stretches, and of every few stretches the same one is left out in each language.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.training_examples import TrainingExample

OUTSIDE = "out_of_scope"

STRETCHES = 48
"""Into which the sentences of a language are cut: some hundred each, a few topics."""


def without_topics(
    examples: Sequence[TrainingExample], folds: int
) -> Iterator[tuple[list[TrainingExample], list[TrainingExample]]]:
    """Pairs of (out-of-scope sentences of topics left out, all other sentences), each topic left out once.

    Args:
        examples: All sentences in the order of their files.
        folds: Of how many stretches one is left out.
    """
    sizes = Counter(example.language for example in examples if example.intent == OUTSIDE)
    seen: Counter[str] = Counter()
    numbers = []
    for example in examples:
        if example.intent != OUTSIDE:
            numbers.append(-1)
            continue
        numbers.append(seen[example.language] * STRETCHES // sizes[example.language] % folds)
        seen[example.language] += 1
    for fold in range(folds):
        held_out = [example for example, number in zip(examples, numbers, strict=True) if number == fold]
        yield held_out, [example for example, number in zip(examples, numbers, strict=True) if number != fold]
