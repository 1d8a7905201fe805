"""`make bench-understanding`: our pipeline and the one of `rasa init` on HWU64 fold 1, in one run of the Rasa world.

Both are trained by the same command, one after the other, and asked sentence by sentence in turns. Ours is the pipeline
of `config.yml`, run as the engine runs it, without what serves our trade and our customers' typing: concepts, skeletons
made of them, augmentation.
"""

import argparse
import asyncio
import csv
import importlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
DATA = ROOT / "benchmarks" / "data" / "hwu64"
CLASSIFIER = "bot.components.intent_classifier.LinearIntentClassifier"
SEED = 20260101
OURS = {"skeleton_weight": 0.0, "augmented_share": 0.0, "seed": SEED}
EPOCHS = 20
"""As in the figure to beat; `rasa init` writes 100, which takes five times as long and understands no better."""
WARM_UP = 20

Examples = list[tuple[str, str]]


def stock_pipeline(epochs: int) -> list[dict[str, Any]]:
    """The pipeline of `rasa init`, with a seed."""
    return [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True, "random_seed": SEED},
        {"name": "EntitySynonymMapper"},
        {"name": "ResponseSelector", "epochs": epochs, "constrain_similarities": True, "random_seed": SEED},
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    ]


def our_pipeline() -> list[dict[str, Any]]:
    """The product's, asked without its lexicon."""
    pipeline: list[dict[str, Any]] = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    return [{**step, **OURS} if step["name"] == CLASSIFIER else step for step in pipeline]


def train(folder: Path, name: str, pipeline: Sequence[dict[str, Any]]) -> tuple[Path, float]:
    """Train one side with `rasa train nlu`; returns the model and the seconds of the whole command.

    Raises:
        RuntimeError: Training failed; the message is the end of its output.
    """
    config = folder / f"{name}.yml"
    head = {"recipe": "default.v1", "assistant_id": name, "language": "en"}
    config.write_text(yaml.safe_dump({**head, "pipeline": list(pipeline)}), encoding="utf-8")
    command = [sys.executable, "-m", "rasa", "train", "nlu", "--config", str(config), "--nlu", str(folder / "nlu.yml")]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    started = time.perf_counter()
    done = subprocess.run(
        [*command, "--out", str(folder), "--fixed-model-name", name], cwd=folder, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    taken = time.perf_counter() - started
    model = folder / f"{name}.tar.gz"
    if done.returncode != 0 or not model.exists():
        raise RuntimeError(done.stdout[-3000:])
    return model, taken


async def ask(models: Sequence[Path], sentences: Examples) -> list[tuple[float, list[float]]]:
    """Ask each model about each sentence, in turns: the share that was right, and the seconds of each parse."""
    from rasa.core.agent import Agent  # noqa: PLC0415

    _quiet()
    agents = [Agent.load(str(model)) for model in models]
    _as_served(agents[0].processor, models[0])
    right, taken = [0] * len(agents), [[] for _ in agents]  # type: list[int], list[list[float]]
    for text, _ in sentences[:WARM_UP]:
        for agent in agents:
            await agent.parse_message(text)
    for text, intent in sentences:
        for side, agent in enumerate(agents):
            started = time.perf_counter()
            understood = await agent.parse_message(text)
            taken[side].append(time.perf_counter() - started)
            right[side] += _likeliest(understood) == intent
    return [(count / len(sentences), times) for count, times in zip(right, taken, strict=True)]


def _as_served(processor: Any, model: Path) -> None:
    """Have a processor of Rasa's read a message as the product's does, which needs a dialogue model to be made."""
    ours = importlib.import_module("bot.processor").TurnProcessor  # by name: its types are those of the Rasa world
    processor.graph_runner = _planned(model)
    processor.parse_message = partial(ours.parse_message, processor)


def _planned(model: Path) -> Any:
    """Our engine's runner for a model."""
    from rasa.engine import loader  # noqa: PLC0415
    from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: PLC0415

    from bot.graph_runner import PlannedGraphRunner  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(dir=model.parent))
    return loader.load_predict_graph_runner(folder, model, LocalModelStorage, PlannedGraphRunner)[1]


def _quiet() -> None:
    """No line of log per message on either side."""
    import logging  # noqa: PLC0415

    import structlog  # noqa: PLC0415

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def _likeliest(understood: dict[str, Any]) -> str | None:
    """The best intent below a fallback: what is measured is what was learnt, not a threshold."""
    names = [understood["intent"]["name"], *(entry["name"] for entry in understood.get("intent_ranking") or [])]
    return next((name for name in names if name and name != "nlu_fallback"), None)


def read(path: Path) -> Examples:
    """Sentences with their intents."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["text"], row["intent"]) for row in csv.DictReader(lines) if row["text"].strip()]


def write_nlu(path: Path, examples: Examples) -> None:
    """Write sentences as Rasa reads them."""
    by_intent: dict[str, list[str]] = {}
    for text, intent in examples:
        by_intent.setdefault(intent, []).append(f"- {text}\n")
    blocks = [{"intent": intent, "examples": "".join(lines)} for intent, lines in sorted(by_intent.items())]
    path.write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, ask, print; the exit status is 1 if a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="epochs of the stock pipeline")
    options = parser.parse_args(arguments)
    test = read(DATA / "test.csv")
    with tempfile.TemporaryDirectory(prefix="hwu64-") as name:
        folder = Path(name)
        write_nlu(folder / "nlu.yml", read(DATA / "train.csv"))
        ours, our_training = train(folder, "ours", our_pipeline())
        stock, stock_training = train(folder, "stock", stock_pipeline(options.epochs))
        (our_share, our_times), (stock_share, stock_times) = asyncio.run(ask([ours, stock], test))
    our_parse, stock_parse = statistics.median(our_times) * 1000, statistics.median(stock_times) * 1000
    rows = [
        ("right of the test sentences, %", our_share * 100, stock_share * 100, "", our_share > max(stock_share, 0.88)),
        ("training, s", our_training, stock_training, "0.05", our_training <= 0.05 * stock_training),
        ("parse, median ms", our_parse, stock_parse, "0.10", our_parse <= 0.10 * stock_parse),
    ]
    print(f"HWU64 fold 1, {len(test)} test sentences, stock with {options.epochs} epochs, seed {SEED}")  # noqa: T201
    print(f"{'':34}{'ours':>10}{'stock':>10}{'ratio':>9}{'at most':>9}")  # noqa: T201
    for what, mine, theirs, limit, reached in rows:
        end = "" if reached else "  missed"
        print(f"{what:34}{mine:10.2f}{theirs:10.2f}{mine / theirs:9.3f}{limit:>9}{end}")  # noqa: T201
    return 0 if all(row[-1] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
