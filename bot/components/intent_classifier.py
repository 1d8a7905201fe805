"""The pipeline's intent classifier: Rasa's form around ``bot.linear_model``."""

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import (
    augmentation,
    clauses,
    concepts,
    corpus,
    elsewhere,
    features,
    fitting,
    linear_model,
    misspellings,
    normalisation,
    processes,
    urgency,
)
from bot.linear_model import LinearModel


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):  # type: ignore[misc]  # Rasa has no types
    """Ranks the intents of a message in a fraction of a millisecond.

    Sets ``intent`` and ``intent_ranking``; confidences are fitted on held-out training sentences.
    """

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that only training needs; their versions are part of the training cache's key."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings with their defaults."""
        return {
            # C of the support vector machines: larger trusts the examples more.
            "regularisation": 0.3,
            # Weight of letter groups against words and pairs of words.
            "letter_weight": 1.0,
            # Weight of words shortened to their beginning or concept, and their pairs, likewise.
            "skeleton_weight": 1.0,
            # Features in fewer training sentences than this are dropped.
            "min_count": 2,
            # Weigh every intent as if it had equally many examples.
            "balanced": True,
            # Share of the sentences of which a variant is learnt as well; 0 switches augmentation off.
            "augmented_share": 0.2,
            # Which variants: bare (diacritics dropped), sms, typo, greeting (see bot/augmentation.py).
            "augmentation_steps": list(augmentation.STEPS),
            # Share of the sentences of which a variant about another firm is learnt as out of scope.
            "elsewhere_share": 0.0,
            # By how much the chance of an intent is multiplied, by name.
            "odds": {},
            # How much of the best other score counts against an intent in odds.
            "rival_share": 1.0,
            # How many intents the ranking shows.
            "ranking_length": 10,
            # Seed of everything drawn while training.
            "seed": 20260101,
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearIntentClassifier":
        """A component that is yet to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LinearIntentClassifier":
        """The component with the model that training stored; without one it leaves every message undecided."""
        try:
            with model_storage.read_from(resource) as folder:
                return cls(config, model_storage, resource, LinearModel.load(folder))
        except (ValueError, FileNotFoundError):
            return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The sources this component trains with, so that a change of them trains again."""
        learning = (corpus, fitting, linear_model, misspellings, processes)
        modules = (*learning, augmentation, concepts, elsewhere, features, normalisation)
        paths = [Path(module.__file__ or "") for module in modules]
        return "\n".join(path.read_text(encoding="utf-8") for path in (*paths, concepts.LEXICON))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on the sentences that have an intent, and store it."""
        examples = [
            (message.get(TEXT), message.get(INTENT))
            for message in training_data.intent_examples
            if message.get(TEXT) and message.get(INTENT)
        ]
        if len({intent for _, intent in examples}) < 2:
            return self._resource
        self._model = fitting.fit(examples, fitting.settings_from(self._config))
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking of each message."""
        for message in messages:
            ranking = self._ranking(message.get(TEXT) or "")
            message.set(INTENT, ranking[0] if ranking else {"name": None, "confidence": 0.0}, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, text: str) -> list[dict[str, Any]]:
        if self._model is None:
            return []
        ranked = urgency.urgent_first(self._model.rank, text, self._config["ranking_length"])
        ranked = clauses.past_thanks(self._model.rank, text, ranked)
        ranked = clauses.with_second(self._model.rank, text, ranked)
        return [{"name": entry.label, "confidence": entry.confidence} for entry in ranked]
