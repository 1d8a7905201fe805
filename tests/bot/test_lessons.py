"""Sentences whose meaning people gave, on their way into the training data."""

from __future__ import annotations

import io
import json

import pytest

from bot import lessons
from bot.lessons import Lesson, measured_sentences, take_in
from bot.training_examples import read_examples


@pytest.fixture
def folder(tmp_path):
    for intent, text in (("check_bill", "how much do I owe you"), ("greet", "good morning to you all")):
        path = tmp_path / "nlu" / "en" / "topic" / f"{intent}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'version: "3.1"\n\nnlu:\n- intent: {intent}\n  examples: |\n    - {text}\n', encoding="utf-8")
    return tmp_path / "nlu"


def taken(folder, *given, measured=(), **more):
    numbered = [Lesson(number, *one) for number, one in enumerate(given)]
    return [(outcome.result, outcome.beside) for outcome in take_in(numbered, folder, measured, **more)]


def test_a_new_sentence_is_written_below_its_intent(folder):
    assert taken(folder, ("en", "check_bill", "what is the damage this month [then](now)")) == [("taken", None)]
    texts = [(one.intent, one.text) for one in read_examples(folder)]
    assert ("check_bill", "what is the damage this month [then] (now)") in texts
    assert len(texts) == 3


def test_what_is_there_already_is_not_written_again(folder):
    again = ("en", "check_bill", "How much do I owe you?")
    fresh = ("en", "check_bill", "tell me the price of this whole year")
    results = taken(folder, again, fresh, fresh)
    assert [result for result, _ in results] == ["known", "taken", "known"]
    assert len(read_examples(folder)) == 3


def test_a_contradiction_is_refused_and_named(folder):
    assert taken(folder, ("en", "greet", "how much do i owe you")) == [
        ("contradiction", "check_bill: how much do I owe you")
    ]


def test_a_sentence_the_model_is_measured_with_is_never_taken(folder):
    measured = ["Has my payment from Monday arrived?"]
    lesson = ("en", "check_bill", "has my payment from monday arrived")
    assert taken(folder, lesson, measured=measured) == [("evaluation", None)]


@pytest.mark.parametrize(
    ("lesson", "result"), [(("de", "check_bill", "was kostet das"), "no_file"), (("en", "greet", "  "), "empty")]
)
def test_what_cannot_be_written_is_told(folder, lesson, result):
    assert taken(folder, lesson) == [(result, None)]


def test_a_dry_run_changes_nothing(folder):
    assert taken(folder, ("en", "greet", "ahoy there captain"), write=False) == [("taken", None)]
    assert len(read_examples(folder)) == 2


def test_the_program_reads_and_tells_json(folder, tmp_path, monkeypatch, capsys):
    (tmp_path / "sets").mkdir()
    (tmp_path / "sets" / "dev.yml").write_text("sentences:\n- {language: en, card: c, text: one two three}\n")
    (tmp_path / "sets" / "cards.yml").write_text("cards: []\n")
    assert measured_sentences(tmp_path / "sets") == ["one two three"]
    given = [{"id": 7, "language": "en", "intent": "greet", "text": "ahoy there captain"}]
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(given)))
    assert lessons.main(["--data", str(folder), "--sets", str(tmp_path / "sets")]) == 0
    assert json.loads(capsys.readouterr().out) == [{"id": 7, "result": "taken", "beside": None}]
