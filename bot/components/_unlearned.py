"""What the components of this pipeline share that learn nothing."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage


class UnlearnedComponent(GraphComponent):  # type: ignore[misc]  # Rasa has no types
    """A component whose settings are all it has: there is nothing to train or load."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = {**self.get_default_config(), **config}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "UnlearnedComponent":
        """A ready component."""
        return cls(config)
