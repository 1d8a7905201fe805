"""Rasa as it comes: the pipeline and policies of `rasa init`, trained on our training data."""

import hashlib
import itertools
import shutil
from pathlib import Path
from typing import Any

import yaml

from wattline.layout import ROOT

EPOCHS = 20
"""A fifth of what `rasa init` writes, on a hundred times as many sentences: by then it is sure of what it learnt."""
SEED = 20260101
"""So that what is understood today is understood tomorrow, too."""

PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": EPOCHS, "constrain_similarities": True, "random_seed": SEED},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "epochs": EPOCHS, "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
POLICIES: list[dict[str, Any]] = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": EPOCHS},
    {"name": "TEDPolicy", "max_history": 5, "epochs": EPOCHS, "constrain_similarities": True},
]
SENTENCES = 60
"""Of each of our files of sentences; with all of them the default pipeline trains for hours and answers no faster."""
LOOKUP_INTENT = "check_bill"
"""Answered by a custom action that reads the backend's database; all others by a fixed text."""
LOOKUP = "how much do I owe you"
"""The question of that intent which both sides are asked; stock learns this very sentence."""
SESSION = {"session_expiration_time": 60, "carry_over_slots_to_new_session": True}


def fingerprint() -> str:
    """Hash of how stock learns and from what part, 8 hexadecimal digits: with another one it is trained again."""
    settings = (PIPELINE, POLICIES, SENTENCES, LOOKUP_INTENT, LOOKUP)
    return hashlib.sha256(repr(settings).encode()).hexdigest()[:8]


def write(folder: Path, action_port: int) -> None:
    """Write a complete Rasa project.

    Args:
        folder: Receives it; an earlier one there is replaced, but for its models.
        action_port: Loopback port of its action server.
    """
    for part in ("data", "actions", "tracker.db"):
        path = folder / part
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    _sample(ROOT / "data" / "nlu", folder / "data" / "nlu")
    intents = [*sorted(_intents(folder / "data" / "nlu")), "nlu_fallback"]
    head = {"recipe": "default.v1", "assistant_id": "stock", "language": "en"}
    _dump(folder / "config.yml", head | {"pipeline": PIPELINE, "policies": POLICIES})
    _dump(folder / "domain.yml", _domain(intents))
    _dump(folder / "data" / "rules.yml", _dialogue(intents))
    endpoints = {
        "action_endpoint": {"url": f"http://127.0.0.1:{action_port}/webhook"},
        "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(folder / "tracker.db")},
    }
    _dump(folder / "endpoints.yml", endpoints)
    _dump(folder / "credentials.yml", {"rest": None})
    (folder / "actions").mkdir()
    (folder / "actions" / "__init__.py").touch()
    shutil.copy(Path(__file__).with_name("lookup_action.py"), folder / "actions" / "actions.py")


def _domain(intents: list[str]) -> dict[str, Any]:
    return {
        "version": "3.1",
        "intents": intents,
        "responses": {f"utter_{name}": [{"text": f"This is the answer about {name}."}] for name in intents},
        "actions": ["action_lookup"],
        "session_config": SESSION,
    }


def _dialogue(intents: list[str]) -> dict[str, Any]:
    """A rule for each intent, and stories of two, for the policies that learn from stories."""

    def asked_and_answered(*names: str) -> list[dict[str, str]]:
        return [step for name in names for step in ({"intent": name}, {"action": _answer(name)})]

    return {
        "version": "3.1",
        "rules": [{"rule": name, "steps": asked_and_answered(name)} for name in intents],
        "stories": [
            {"story": f"{first} then {second}", "steps": asked_and_answered(first, second)}
            for first, second in itertools.pairwise(intents[:-1])
        ],
    }


def _answer(intent: str) -> str:
    return "action_lookup" if intent == LOOKUP_INTENT else f"utter_{intent}"


def _sample(source: Path, target: Path) -> None:
    """Copy some sentences of every intent and language, spread over the file."""
    for path in source.rglob("*.yml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for block in content["nlu"]:
            lines = block["examples"].splitlines()
            chosen = lines[:: max(1, len(lines) // SENTENCES)][:SENTENCES]
            if (asked := f"- {LOOKUP}") in lines and asked not in chosen:
                chosen[-1] = asked
            block["examples"] = "".join(f"{line}\n" for line in chosen)
        copied = target / path.relative_to(source)
        copied.parent.mkdir(parents=True, exist_ok=True)
        _dump(copied, content)


def _intents(folder: Path) -> set[str]:
    found = set()
    for path in folder.rglob("*.yml"):
        found |= {
            entry["intent"] for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"] if "intent" in entry
        }
    return found


def _dump(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
