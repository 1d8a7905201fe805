"""Imports Rasa without TensorFlow, which the engine's models do not use.

Rasa's extractors import a module of training helpers, and that imports TensorFlow for two classes: four seconds and
400 MB in a process that never trains. Only the engine's process does this; ``rasa train`` imports everything.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import NoReturn

TRAINING_ONLY = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
}
"""Modules that stay out, and the names that ``rasa.utils.train_utils`` takes from them."""


class TrainingOnly:
    """Stands for a class that only training needs."""

    def __init__(self, *_: object, **__: object) -> NoReturn:
        raise RuntimeError("This process serves turns; it cannot train.")


def import_rasa() -> None:
    """Import Rasa's training helpers with placeholders for what needs TensorFlow; harmless if it is loaded already."""
    if "tensorflow" in sys.modules or "rasa.utils.train_utils" in sys.modules:
        return
    placeholders = {}
    for name, classes in TRAINING_ONLY.items():
        placeholder = placeholders[name] = ModuleType(name)
        for class_name in classes:
            setattr(placeholder, class_name, type(class_name, (TrainingOnly,), {}))
    sys.modules.update(placeholders)
    try:
        importlib.import_module("rasa.utils.train_utils")
    finally:
        # a model that does need TensorFlow finds the real modules
        for name in placeholders:
            sys.modules.pop(name, None)
