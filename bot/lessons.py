"""Takes sentences into the training data whose meaning people gave at the staff pages, each after every check.

Run by ``wattline understanding export``, which gives the lessons as JSON on standard input and reads what became of
them from standard output.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.normalisation import comparable
from bot.training_examples import TrainingExample, leaked, near, read_examples, read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

TAKEN, KNOWN, CONTRADICTION, EVALUATION, NO_FILE, EMPTY = (
    "taken",
    "known",
    "contradiction",
    "evaluation",
    "no_file",
    "empty",
)
"""What becomes of a sentence: stands in the data now; stood there already; stands there under another intent; is one
the model is measured with; its intent has no file in its language; holds no words."""


@dataclass(frozen=True)
class Lesson:
    """A sentence and what it means."""

    id: int
    language: str
    intent: str
    text: str

    @property
    def example(self) -> TrainingExample:
        """As training data."""
        return TrainingExample(" ".join(self.text.replace("](", "] (").split()), self.intent, self.language)


@dataclass(frozen=True)
class Outcome:
    """What became of a lesson; ``beside`` is the sentence that stands in its way."""

    id: int
    result: str
    beside: str | None = None


def take_in(lessons: Sequence[Lesson], folder: Path, measured: Sequence[str], *, write: bool = True) -> list[Outcome]:
    """Check lessons one after the other and write those that pass.

    Args:
        lessons: Oldest first.
        folder: ``data/nlu``.
        measured: Sentences of the evaluation sets.
        write: Else only tell what would happen.
    """
    examples = read_examples(folder)
    outcomes = []
    for lesson in lessons:
        outcome = _checked(lesson, examples, folder, measured)
        outcomes.append(outcome)
        if outcome.result == TAKEN:
            examples.append(lesson.example)
            if write:
                _append(_file(folder, lesson), lesson.example.text)
    return outcomes


def _checked(lesson: Lesson, examples: list[TrainingExample], folder: Path, measured: Sequence[str]) -> Outcome:
    example = lesson.example
    if not comparable(example.text):
        return Outcome(lesson.id, EMPTY)
    if _file(folder, lesson) is None:
        return Outcome(lesson.id, NO_FILE)
    if leaked([example], measured):
        return Outcome(lesson.id, EVALUATION)
    alike = list(near(example, examples))
    against = next((one for one in alike if one.intent != example.intent), None)
    if against is not None:
        return Outcome(lesson.id, CONTRADICTION, f"{against.intent}: {against.text}")
    return Outcome(lesson.id, KNOWN, alike[0].text) if alike else Outcome(lesson.id, TAKEN)


def _file(folder: Path, lesson: Lesson) -> Path | None:
    return next(iter(sorted((folder / lesson.language).glob(f"*/{lesson.intent}.yml"))), None)


def _append(path: Path | None, text: str) -> None:
    assert path is not None
    kept = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{kept}\n    - {text}\n", encoding="utf-8")


def measured_sentences(folder: Path) -> list[str]:
    """What the model is measured with: every sentence of every set in a folder."""
    sets = [read_yaml(path) for path in sorted(folder.glob("*.yml"))]
    return [entry["text"] for content in sets for entry in content.get("sentences", ())]


def main(arguments: list[str] | None = None) -> int:
    """Read lessons, take them in, tell what became of them."""
    parser = argparse.ArgumentParser(prog="python -m bot.lessons", description="Take lessons into the training data.")
    parser.add_argument("--data", type=Path, default=Path("data/nlu"))
    parser.add_argument("--sets", type=Path, default=Path("tests/understanding"))
    parser.add_argument("--dry-run", action="store_true", help="change nothing")
    options = parser.parse_args(arguments)
    lessons = [Lesson(**entry) for entry in json.load(sys.stdin)]
    outcomes = take_in(lessons, options.data, measured_sentences(options.sets), write=not options.dry_run)
    json.dump([asdict(outcome) for outcome in outcomes], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
