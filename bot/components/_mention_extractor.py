"""What all entity extractors of this pipeline share: from text to entities, without training."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components._unlearned import UnlearnedComponent
from bot.mentions import Mention, as_entity

Spans = list[tuple[int, int]]


class MentionExtractor(UnlearnedComponent, EntityExtractorMixin):  # type: ignore[misc]  # Rasa has no types
    """Adds what ``find`` sees to a message's entities; stretches explained by earlier extractors are handed to it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings with their defaults."""
        return {
            # Only so much of a message is read.
            "max_chars": 1000,
        }

    @abstractmethod
    def find(self, text: str, taken: Spans, metadata: dict[str, Any]) -> Sequence[Mention]:
        """Mentions in a text; ``metadata`` is what came with the message (``now``)."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Extend ``entities`` of each message."""
        for message in messages:
            known = message.get(ENTITIES) or []
            taken = [(entity["start"], entity["end"]) for entity in known if "start" in entity]
            text = (message.get(TEXT) or "")[: self._config["max_chars"]]
            found = self.find(text, taken, message.get("metadata") or {})
            message.set(ENTITIES, [*known, *(as_entity(mention, self.name) for mention in found)], add_to_output=True)
        return messages
