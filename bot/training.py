"""``rasa train`` without its detours: ``python -m bot.training`` takes the same options and makes the same model."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rasa.shared.nlu.constants import INTENT, RESPONSE
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.nlu.training_data.util import check_duplicate_synonym

from bot.rasa_overrides import Override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rasa.shared.nlu.training_data.message import Message


def _merge(own: TrainingData, *others: TrainingData | None) -> TrainingData:
    """Merge by reference; Rasa copies every message deeply at each of twelve merges, and nothing changes them."""
    examples, synonyms = list(own.training_examples), dict(own.entity_synonyms)
    regexes, tables, responses = list(own.regex_features), list(own.lookup_tables), dict(own.responses)
    for other in others:
        if not other:
            continue
        examples += other.training_examples
        regexes += other.regex_features
        tables += other.lookup_tables
        for text, synonym in other.entity_synonyms.items():
            check_duplicate_synonym(synonyms, text, synonym, "merging training data")
        synonyms.update(other.entity_synonyms)
        responses.update(other.responses)
    return TrainingData(examples, synonyms, regexes, tables, responses)


def _sanitize_examples(examples: list[Message]) -> list[Message]:
    """Strip and drop repetitions; a message that needs no stripping keeps the fingerprint it has."""
    for example in examples:
        for key in (INTENT, RESPONSE):
            value = example.get(key)
            if value and value != value.strip():
                example.set(key, value.strip())
    return list(dict.fromkeys(examples))


OVERRIDES = (
    Override(TrainingData, "merge", "2d2b549626bdc8b8", _merge),
    Override(TrainingData, "sanitize_examples", "bcc9bfd75168b03c", _sanitize_examples),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as ``rasa train`` does.

    Raises:
        RasaChanged: This is not the Rasa the overrides were written for.
    """
    for override in OVERRIDES:
        override.apply()
    from rasa.__main__ import main as rasa_main  # noqa: PLC0415 - imports all of Rasa

    sys.argv = ["rasa", "train", *(sys.argv[1:] if arguments is None else arguments)]
    rasa_main()


if __name__ == "__main__":
    main()
