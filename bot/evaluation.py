"""Measures understanding: a trained model on held-out sentences, or the training data against itself.

    python -m bot.evaluation --set dev                     # the newest model on tests/understanding/dev.yml
    python -m bot.evaluation --model models/x.tar.gz --set final --json
    python -m bot.evaluation --cross-validate              # five folds of data/nlu, needs no model
    python -m bot.evaluation --learning-curve              # the same with 60, 120, 250 sentences per intent
    python -m bot.evaluation --set dev --mistyped          # the same with a slip of the finger or two in each
    python -m bot.evaluation --unseen-topics               # what is out of scope, its topics left out of the training

``final`` and ``out_of_scope`` keep their errors to themselves unless asked with ``--show-errors``: who reads them turns
them into ``dev``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actions._names import names
from bot.augmentation import variants
from bot.evaluation_page import write_page
from bot.fitting import FittingSettings, fit, folds, settings_from
from bot.scoring import FALLBACK, Answer, calibration, decided, report, thresholds
from bot.training_examples import TrainingExample, leaked, read_examples, read_yaml
from bot.unseen_topics import without_topics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.linear_model import LinearModel

ROOT = Path(__file__).parent.parent
TRAINING_DATA = ROOT / "data" / "nlu"
SETS = ROOT / "tests" / "understanding"
UNREAD = ("final", "out_of_scope")
"""Sets whose errors nobody reads."""
PAGES = ROOT / "var" / "evaluation"
CLASSIFIER = "bot.components.intent_classifier.LinearIntentClassifier"
DOUBT = "bot.components.doubt.Doubt"
RANKED = 5
"""Intents of a ranking that are kept; the bot offers three at most."""

CURVE = (60, 120, 250)
OTHER_SLIPS = 99
"""Seed of the slips of the finger."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is 1 when there is nothing to measure."""
    options = _parser().parse_args(arguments)
    if options.learning_curve:
        _print_curve(read_examples(TRAINING_DATA), options.folds, as_json=options.json)
        return 0
    if options.cross_validate:
        answers, left_out = list(cross_validated(read_examples(TRAINING_DATA), configured_settings(), options.folds)), 0
    elif options.unseen_topics:
        answers, left_out = list(unseen_topics(read_examples(TRAINING_DATA), configured_settings(), options.folds)), 0
    else:
        sentences, left_out = untrained(read_sentences(_set_path(options.set), SETS / "cards.yml"))
        if options.mistyped:
            sentences = mistyped(sentences)
        answers = asyncio.run(parsed(sentences, options.model))
    if not answers:
        sys.stderr.write("There is nothing to measure.\n")
        return 1
    matters = names("matters", "en")
    answers = [decided(answer, matters) for answer in answers]
    result = {**report(answers), "calibration": calibration(answers), "left_out": left_out}
    title = "training" if options.cross_validate or options.unseen_topics else Path(options.set).stem
    if title not in UNREAD:
        # Figures by threshold serve to choose one, which is for the development set alone.
        result["thresholds"] = thresholds(answers, matters, _configured(DOUBT)["thresholds"])
    elif not options.show_errors:
        result.pop("errors")
    page = write_page(result, title, PAGES / f"understanding-{title}.html")
    text = json.dumps(result, ensure_ascii=False, indent=1) if options.json else as_text(result, options.show_errors)
    sys.stdout.write(text + "\n")
    if not options.json:
        sys.stdout.write(f"\nTo browse: {page}\n")
    return 0


def read_sentences(path: Path, cards_path: Path) -> list[Answer]:
    """Held-out sentences with what is right for them; nothing predicted yet.

    Raises:
        KeyError: A sentence names a card that does not exist.
    """
    cards = {card["id"]: card for card in read_yaml(cards_path)["cards"]}
    found = []
    for entry in read_yaml(path)["sentences"]:
        card = cards[entry["card"]]
        alternatives = tuple(card.get("alternatives") or ())
        sentence = Answer(entry["text"], entry["language"], card["intent"], FALLBACK, 0.0, alternatives, card["id"])
        found.append(replace(sentence, hard=bool(entry.get("hard"))))
    return found


def untrained(sentences: Sequence[Answer]) -> tuple[list[Answer], int]:
    """The sentences that the training data does not hold, and how many it does: knowing those proves nothing."""
    known = set(leaked(read_examples(TRAINING_DATA), [sentence.text for sentence in sentences]))
    kept = [sentence for sentence in sentences if sentence.text not in known]
    return kept, len(sentences) - len(kept)


def mistyped(sentences: Sequence[Answer]) -> list[Answer]:
    """The sentences with one or two slips of the finger in longer words; other slips than training draws."""
    slips = [variants(sentence.text, 1, seed=OTHER_SLIPS, steps=("typo",)) for sentence in sentences]
    return [replace(sentence, text=found[0]) for sentence, found in zip(sentences, slips, strict=True) if found]


async def parsed(sentences: Sequence[Answer], model: str | None) -> list[Answer]:
    """Ask a trained Rasa model what it understands of each sentence.

    Args:
        sentences: See ``read_sentences``.
        model: A model file; without one the newest in ``models``.
    """
    from rasa.core.agent import Agent  # noqa: PLC0415 - cross-validation does without Rasa
    from rasa.model import get_latest_model  # noqa: PLC0415

    _quiet()
    agent = Agent.load(model or get_latest_model(str(ROOT / "models")))
    answers = []
    for sentence in sentences:
        understood = await agent.parse_message(sentence.text)
        answers.append(_answered(sentence, understood["intent"], understood.get("intent_ranking") or []))
    return answers


def cross_validated(examples: Sequence[TrainingExample], settings: FittingSettings, count: int) -> Iterator[Answer]:
    """Every training sentence as understood by a model that has not seen it; no fallback."""
    languages = {(example.text, example.intent): example.language for example in examples}
    pairs = list(languages)
    for held_out, rest in folds(pairs, count, seed=settings.model.seed):
        model = fit(rest, settings)
        for text, intent in held_out:
            yield _ranked(Answer(text, languages[text, intent], intent, FALLBACK, 0.0), model)


def unseen_topics(examples: Sequence[TrainingExample], settings: FittingSettings, count: int) -> Iterator[Answer]:
    """What a model makes of out-of-scope sentences whose topic it has not seen; doubt and questions as configured."""
    doubt, matters = _configured(DOUBT), names("matters", "en")
    for held_out, rest in without_topics(examples, count):
        model = fit(list({(example.text, example.intent): None for example in rest}), settings)
        for example in held_out:
            sentence = Answer(example.text, example.language, example.intent, FALLBACK, 0.0)
            yield decided(_ranked(sentence, model), matters, doubt["threshold"], doubt["thresholds"])


def configured_settings() -> FittingSettings:
    """The classifier's settings in ``config.yml``, with the defaults of its component."""
    from bot.components.intent_classifier import LinearIntentClassifier  # noqa: PLC0415 - imports Rasa

    return settings_from({**LinearIntentClassifier.get_default_config(), **_configured(CLASSIFIER)})


def _configured(component: str) -> dict[str, Any]:
    pipeline = read_yaml(ROOT / "config.yml")["pipeline"]
    return next(step for step in pipeline if step["name"] == component)


def as_text(result: dict[str, Any], show_errors: bool) -> str:
    """The report as tables for a terminal."""
    rows = [("all", result["overall"]), *result["languages"].items(), *result["halves"].items()]
    lines = [_row("", list(result["overall"]))] + [_row(name, list(values.values())) for name, values in rows]
    if result.get("left_out"):
        lines.append(f"{result['left_out']} sentences left out: the training data holds them too")
    codes = list(result["languages"])
    lines += ["", _row("right at once", ["all", *codes])]
    for intent, groups in result["intents"].items():
        lines.append(_row(intent, [groups.get(code, {}).get("right_at_once", "-") for code in ("all", *codes)]))
    lines += ["", "confusions"]
    lines += [f"{entry['count']:5}  {entry['intent']} -> {entry['predicted']}" for entry in result["confusions"]]
    for name in ("calibration", "thresholds"):
        if result.get(name):
            lines += ["", _row(name, list(result[name][0]))]
            lines += [_row("", list(entry.values())) for entry in result[name]]
    if show_errors:
        lines += ["", "errors"]
        lines += [
            f"{e['language']} {e['card'] or ''} {e['intent']} -> {e['predicted']} {e['confidence']}: {e['text']}"
            for e in result.get("errors", ())
        ]
    return "\n".join(lines)


def _ranked(sentence: Answer, model: LinearModel) -> Answer:
    ranking = tuple((entry.label, entry.confidence) for entry in model.rank(sentence.text, limit=RANKED))
    return replace(sentence, predicted=ranking[0][0], confidence=ranking[0][1], ranking=ranking)


def _answered(sentence: Answer, intent: dict[str, Any], ranking: list[dict[str, Any]]) -> Answer:
    best = tuple((entry["name"], float(entry["confidence"])) for entry in ranking if entry["name"] != FALLBACK)
    return replace(
        sentence, predicted=intent["name"] or FALLBACK, confidence=float(intent["confidence"]), ranking=best[:RANKED]
    )


def _print_curve(examples: Sequence[TrainingExample], count: int, *, as_json: bool) -> None:
    """Accuracy with so many training sentences per intent and language, always tested on the same held-out fifth."""
    settings = configured_settings()
    languages = {(example.text, example.intent): example.language for example in examples}
    held_out, rest = folds(list(languages), count, seed=settings.model.seed)[0]
    result = {}
    for size in CURVE:
        model = fit(_thinned(rest, languages, size), settings)
        answers = [
            Answer(text, languages[text, intent], intent, model.rank(text, limit=1)[0].label, 1.0)
            for text, intent in held_out
        ]
        figures = report(answers)
        result[size] = {code: values["right_at_once"] for code, values in figures["languages"].items()}
        result[size]["all"] = figures["overall"]["right_at_once"]
        if not as_json:
            sys.stdout.write(_row(str(size), [f"{code} {value:.3f}" for code, value in result[size].items()]) + "\n")
    if as_json:
        sys.stdout.write(json.dumps(result) + "\n")


def _thinned(
    examples: Sequence[tuple[str, str]], languages: dict[tuple[str, str], str], size: int
) -> list[tuple[str, str]]:
    groups: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for example in examples:
        groups[languages[example], example[1]].append(example)
    draw = random.Random(size)  # noqa: S311 - a sample, not a secret
    return [example for group in groups.values() for example in draw.sample(group, min(size, len(group)))]


def _row(name: str, cells: Sequence[Any]) -> str:
    return f"{name:22}" + "".join(f"{cell:>20}" if not isinstance(cell, float) else f"{cell:20.4f}" for cell in cells)


def _set_path(name: str) -> Path:
    return SETS / f"{name}.yml" if name in ("dev", *UNREAD) else Path(name)


def _quiet() -> None:
    import logging  # noqa: PLC0415

    import structlog  # noqa: PLC0415

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bot.evaluation", description="Measure how well sentences are understood.")
    parser.add_argument("--model", help="model file (default: the newest in models/)")
    parser.add_argument("--set", default="dev", help="dev, final, out_of_scope, or a file of sentences")
    parser.add_argument("--mistyped", action="store_true", help="put slips of the finger into the sentences of the set")
    parser.add_argument(
        "--cross-validate", action="store_true", help="measure data/nlu against itself, without a model"
    )
    parser.add_argument("--learning-curve", action="store_true", help="accuracy by number of sentences per intent")
    parser.add_argument(
        "--unseen-topics", action="store_true", help="what is out of scope, whole topics left out of the training"
    )
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--show-errors", action="store_true", help="list the sentences that were misunderstood")
    return parser


if __name__ == "__main__":
    sys.exit(main())
