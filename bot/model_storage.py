"""Opens a model for serving: without the plan of its training, which names (and so would import) everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasa.engine.storage.local_model_storage import MODEL_ARCHIVE_METADATA_FILE, LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.utils.io import read_json_file

if TYPE_CHECKING:
    from pathlib import Path


class ServingModelStorage(LocalModelStorage):  # type: ignore[misc]
    """Rasa's storage; its metadata has an empty training schema."""

    @staticmethod
    def _load_metadata(directory: Path) -> ModelMetadata:
        serialized = read_json_file(directory / MODEL_ARCHIVE_METADATA_FILE)
        return ModelMetadata.from_dict({**serialized, "train_schema": {"nodes": {}}})
