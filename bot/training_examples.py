"""Reads the training sentences and finds what would spoil them or the figures measured with them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml

from bot.normalisation import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

# Two sentences with at least this share of letter groups in common are one; under two intents, a contradiction.
NEAR_DUPLICATE = 0.9
_GROUP_LETTERS = 4
_QUICK_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class TrainingExample:
    """One sentence as it stands in ``data/nlu/<language>/<topic>/<intent>.yml``."""

    text: str
    intent: str
    language: str

    @cached_property
    def comparable(self) -> str:
        """The form in which two sentences count as the same."""
        return comparable(self.text)


def read_yaml(path: Path) -> Any:
    """What a YAML file holds, read with the quick parser where there is one: ten thousand sentences in a second."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_QUICK_LOADER)  # noqa: S506 - a safe loader


def read_examples(folder: Path) -> list[TrainingExample]:
    """All sentences below a folder that has one folder per language."""
    found = []
    for path in sorted(folder.rglob("*.yml")):
        content = read_yaml(path) or {}
        for block in content.get("nlu", ()):
            if "intent" in block:
                found += [
                    TrainingExample(text, block["intent"], path.relative_to(folder).parts[0])
                    for text in _lines(block["examples"])
                ]
    return found


def too_few(examples: Iterable[TrainingExample], floors: Mapping[str, int], languages: Sequence[str]) -> list[str]:
    """Intents with fewer different sentences in a language than their floor, one line each."""
    counts: Counter[tuple[str, str]] = Counter()
    for language, intent, _ in {(e.language, e.intent, e.comparable) for e in examples}:
        counts[language, intent] += 1
    return [
        f"{intent} has {counts[language, intent]} of {floor} sentences in {language}"
        for intent, floor in sorted(floors.items())
        for language in languages
        if counts[language, intent] < floor
    ]


def near_duplicates(examples: Sequence[TrainingExample]) -> Iterator[tuple[TrainingExample, TrainingExample]]:
    """Pairs of (nearly) the same sentence of one language, the earlier one first; of two intents they contradict.

    Names and numbers are masked.
    """
    by_language: dict[str, list[TrainingExample]] = defaultdict(list)
    for example in examples:
        by_language[example.language].append(example)
    for group in by_language.values():
        yield from _alike_in(group)


def near(example: TrainingExample, others: Iterable[TrainingExample]) -> Iterator[TrainingExample]:
    """The sentences of the same language that are (nearly) the same as one, as in ``near_duplicates``."""
    own = _groups(example.comparable)
    for other in others:
        if other.language == example.language and _alike(own, _groups(other.comparable)):
            yield other


def leaked(examples: Iterable[TrainingExample], sentences: Iterable[str]) -> list[str]:
    """Evaluation sentences that the training data holds too, compared without case, diacritics, and numbers."""
    known = {example.comparable for example in examples}
    # A word or two ("yes please", "hello") is everybody's sentence and proves no leak.
    return [text for text in sentences if len(comparable(text).split()) > 2 and comparable(text) in known]


def _lines(block: str) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("- ") and line[2:].strip():
            yield line[2:].strip()


def _alike_in(examples: list[TrainingExample]) -> Iterator[tuple[TrainingExample, TrainingExample]]:
    """Compare only sentences that share one of their rarest groups: alike ones cannot differ in all of those."""
    groups = [_groups(example.comparable) for example in examples]
    frequency = Counter(group for own in groups for group in own)
    places: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(groups):
        rarest = sorted(own, key=lambda group: (frequency[group], group))
        rarest = rarest[: len(own) - math.ceil(NEAR_DUPLICATE * len(own)) + 1]
        for other in sorted({place for group in rarest for place in places[group]}):
            if _alike(own, groups[other]):
                yield examples[other], examples[number]
        for group in rarest:
            places[group].append(number)


def _groups(text: str) -> set[str]:
    plain = f" {text} "
    return {plain[start : start + _GROUP_LETTERS] for start in range(max(1, len(plain) - _GROUP_LETTERS + 1))}


def _alike(first: set[str], second: set[str]) -> bool:
    fewer, more = (first, second) if len(first) < len(second) else (second, first)
    if len(fewer) < NEAR_DUPLICATE * len(more):
        return False
    shared = len(fewer & more)
    return shared >= NEAR_DUPLICATE * (len(fewer) + len(more) - shared)
