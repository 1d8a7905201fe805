"""When a model is trained again."""

import ast
from pathlib import Path

import pytest

from wattline import training
from wattline.layout import ROOT


def imported_modules(path: Path) -> set[str]:
    """Files of `bot/` that a file imports, directly or by way of others."""
    found: set[str] = set()
    waiting = [path]
    while waiting:
        tree = ast.parse(waiting.pop().read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "bot":
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
                for name in names:
                    file = ROOT / (name.replace(".", "/") + ".py")
                    relative = str(file.relative_to(ROOT))
                    if file.exists() and relative not in found:
                        found.add(relative)
                        waiting.append(file)
    return found


def test_all_code_that_learns_is_an_input() -> None:
    classifier = ROOT / "bot" / "components" / "intent_classifier.py"
    assert imported_modules(classifier) <= set(training.INPUTS)


def test_every_input_exists() -> None:
    assert [name for name in training.INPUTS if not (ROOT / name).exists()] == []


def test_a_model_is_current_until_an_input_changes(tmp_path: Path) -> None:
    model = tmp_path / f"wattline-{training.fingerprint()}.tar.gz"
    assert training.current_model(tmp_path) is None
    model.touch()
    assert training.current_model(tmp_path) == model


def test_the_fingerprint_follows_the_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("config.yml", "domain.yml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(training, "ROOT", tmp_path)
    monkeypatch.setattr(training, "INPUTS", ("config.yml", "domain.yml"))
    before = training.fingerprint()
    assert training.fingerprint() == before
    (tmp_path / "domain.yml").write_text("changed", encoding="utf-8")
    assert training.fingerprint() != before
