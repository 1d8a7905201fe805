"""Dense features of a whole sentence from an encoder on disk; off unless ``config.yml`` names it."""

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.sentence_encoder import SentenceEncoder

BATCH = 64


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent):  # type: ignore[misc]  # Rasa has no types
    """Adds the vector of the text as a sentence feature, for Rasa's classifiers that read dense features."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings with their defaults."""
        return {
            **DenseFeaturizer.get_default_config(),
            # Folder with model.onnx and tokenizer.json.
            "folder": None,
            # Tokens read of a message.
            "longest": 128,
            # Threads for one message.
            "threads": 1,
        }

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Check the settings.

        Raises:
            InvalidConfigException: No folder is named.
        """
        if not config.get("folder"):
            raise InvalidConfigException("The sentence encoder needs the folder of a model.")

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, {FEATURIZER_CLASS_ALIAS: None, **config})
        folder = Path(config["folder"])
        self._encoder = SentenceEncoder(folder, longest=int(config["longest"]), threads=int(config["threads"]))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceEncoderFeaturizer":
        """A ready component; there is nothing to train."""
        return cls(config, execution_context.node_name if execution_context else cls.__name__)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add features to messages with text."""
        with_text = [message for message in messages if message.get(TEXT)]
        for start in range(0, len(with_text), BATCH):
            part = with_text[start : start + BATCH]
            for message, vector in zip(part, self._encoder.encode([m.get(TEXT) for m in part]), strict=True):
                self.add_features_to_message(None, vector[None, :], TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same for all training sentences."""
        self.process(training_data.training_examples)
        return training_data
