"""Reads the training sentences for Rasa, once per process and with the quick YAML parser.

Rasa's own importer reads every file four times per training through three validations in pure Python: two minutes for
thirty thousand sentences. Ours stand in one form only (one intent per block, plain lines), which is checked here.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.training_examples import read_yaml

if TYPE_CHECKING:
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.training_data.structures import StoryGraph


class BadSentenceFile(ValueError):
    """A file of training sentences is not in the form all of ours have."""


class SentenceImporter(RasaFileImporter):  # type: ignore[misc]  # Rasa has no types
    """Rasa's file importer, quick on ``data/nlu``; ``config.yml`` names it."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """All sentences; the language that Rasa passes names no folder and is ignored, as Rasa ignores it."""
        return TrainingData([message for path in sorted(self._nlu_files) for message in read_messages(path)])

    @lru_cache(maxsize=1)  # noqa: B019 - one importer per process
    def get_domain(self) -> Domain:
        """The domain, read once."""
        return super().get_domain()

    @lru_cache(maxsize=4)  # noqa: B019 - one importer per process
    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """The rules, read once."""
        return super().get_stories(exclusion_percentage)


@cache
def read_messages(path: str) -> tuple[Message, ...]:
    """The sentences of one file with their intents.

    Raises:
        BadSentenceFile: The file holds anything but intents with plain sentences.
    """
    content = read_yaml(Path(path))
    if not isinstance(content, dict) or set(content) != {"version", "nlu"}:
        raise BadSentenceFile(f"{path}: a file has a version and a list called nlu, nothing else")
    return tuple(message for block in content["nlu"] for message in _messages(path, block))


def _messages(path: str, block: Any) -> list[Message]:
    if not isinstance(block, dict) or set(block) != {"intent", "examples"} or not isinstance(block["examples"], str):
        raise BadSentenceFile(f"{path}: a block has an intent and its examples as one text")
    messages = []
    for line in block["examples"].splitlines():
        if not line.startswith("- ") or "](" in line or "]{" in line:
            raise BadSentenceFile(f"{path}: not a plain sentence behind a dash: {line!r}")
        if line[2:].strip():
            messages.append(Message.build(line[2:].strip(), block["intent"]))
    return messages
