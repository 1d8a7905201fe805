"""Trains the Rasa model, only when what goes into it has changed."""

import hashlib
import os
import subprocess
from pathlib import Path

from wattline.layout import RASA_PYTHON, ROOT

LEARNING_MODULES = (
    "actions/_words/spelling.py",
    "bot/components/intent_classifier.py",
    "bot/augmentation.py",
    "bot/clauses.py",
    "bot/concepts.py",
    "bot/concepts.yml",
    "bot/corpus.py",
    "bot/elsewhere.py",
    "bot/elsewhere.yml",
    "bot/features.py",
    "bot/fitting.py",
    "bot/languages.py",
    "bot/linear_model.py",
    "bot/misspellings.py",
    "bot/mentions.py",
    "bot/normalisation.py",
    "bot/processes.py",
    "bot/sentence_importer.py",
    "bot/training.py",
    "bot/training_examples.py",
    "bot/urgency.py",
)
"""The classifier and all it imports; the rest of `bot/` only runs, and a change in it needs no new model."""
INPUTS = ("config.yml", "domain.yml", "data", "bot/requirements.lock", *LEARNING_MODULES)
"""Files and folders that decide what a model is."""
KEPT_MODELS = 3


class TrainingFailed(Exception):
    """`rasa train` ended with an error; the message is the end of its output."""


def fingerprint() -> str:
    """Hash of everything that goes into the model, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(_input_files()):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _input_files() -> list[Path]:
    files: list[Path] = []
    for name in INPUTS:
        path = ROOT / name
        files += [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    return files


def current_model(models: Path) -> Path | None:
    """The model trained from the inputs as they are now, or None."""
    path = models / f"wattline-{fingerprint()}.tar.gz"
    return path if path.exists() else None


def train(models: Path, log: Path) -> Path:
    """Train a model from the checkout's inputs, which takes less than a minute.

    Args:
        models: Folder that receives the model; the newest dozen are kept.
        log: File that receives Rasa's output.

    Returns:
        The model's path, named after its inputs.

    Raises:
        TrainingFailed: Rasa refused the inputs.
    """
    models.mkdir(parents=True, exist_ok=True)
    log.parent.mkdir(parents=True, exist_ok=True)
    name = f"wattline-{fingerprint()}"
    command = [str(RASA_PYTHON), "-m", "bot.training", "--out", str(models), "--fixed-model-name", name]
    environment = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    with log.open("wb") as output:
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, check=False)
    model = models / f"{name}.tar.gz"
    if done.returncode != 0 or not model.exists():
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        raise TrainingFailed("\n".join(tail))
    _drop_old(models)
    return model


def _drop_old(models: Path) -> None:
    newest_first = sorted(models.glob("wattline-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[KEPT_MODELS:]:
        path.unlink()
