"""The stock project learns what it is asked."""

from pathlib import Path

import pytest
import yaml

from benchmarks.stock import project


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stock")
    project.write(folder, action_port=5055)
    return folder


def sentences(folder: Path, intent: str) -> list[str]:
    found = []
    for path in (folder / "data" / "nlu").rglob("*.yml"):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if block.get("intent") == intent:
                found += [line.removeprefix("- ") for line in block["examples"].splitlines()]
    return found


def test_question_of_the_comparison_is_learnt(folder: Path) -> None:
    assert project.LOOKUP in sentences(folder, project.LOOKUP_INTENT)


def test_its_intent_is_answered_by_the_action_that_looks_up(folder: Path) -> None:
    rules = yaml.safe_load((folder / "data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    steps = next(rule["steps"] for rule in rules if rule["rule"] == project.LOOKUP_INTENT)
    assert steps == [{"intent": project.LOOKUP_INTENT}, {"action": "action_lookup"}]


def test_sample_stays_small(folder: Path) -> None:
    assert len(sentences(folder, project.LOOKUP_INTENT)) <= 3 * project.SENTENCES


def test_other_settings_are_trained_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = project.fingerprint()
    assert project.fingerprint() == before
    monkeypatch.setattr(project, "SENTENCES", project.SENTENCES + 1)
    assert project.fingerprint() != before
