"""The last word of the understanding: an intent that is not likely enough counts as not understood."""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.components._unlearned import UnlearnedComponent

OUT_OF_SCOPE = "out_of_scope"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Doubt(UnlearnedComponent, IntentClassifier):  # type: ignore[misc]  # Rasa has no types
    """Does what Rasa's ``FallbackClassifier`` does, with thresholds of their own for some intents.

    Of a message that may be none of our business it is cheaper to ask than to send a customer away, so that "out of
    scope" must be surer than a matter that the bot acts on.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings with their defaults."""
        return {
            # Below this confidence an intent is not acted on.
            "threshold": 0.3,
            # The same for single intents, by name.
            "thresholds": {},
            # Entities that only our customers have: whoever writes one means none of other people's business.
            "ours": [],
        }

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the fallback before the ranking of each message whose intent is not likely enough."""
        for message in messages:
            self._keep_ours(message)
            intent = message.get(INTENT)
            threshold = self._config["thresholds"].get(intent["name"], self._config["threshold"])
            if intent["confidence"] < threshold:
                fallback = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": threshold}
                message.set(INTENT, fallback, add_to_output=True)
                ranking = [fallback, *(message.get(INTENT_RANKING_KEY) or [])]
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _keep_ours(self, message: Message) -> None:
        """Take the likeliest matter of ours where one of our numbers stands."""
        named = {entity["entity"] for entity in message.get(ENTITIES) or []}
        if named.isdisjoint(self._config["ours"]):
            return
        ranking = message.get(INTENT_RANKING_KEY) or []
        ours = [entry for entry in ranking if entry["name"] != OUT_OF_SCOPE]
        if not ours or message.get(INTENT)["name"] != OUT_OF_SCOPE:
            return
        message.set(INTENT, ours[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ours, add_to_output=True)
