"""The command line of the evaluation, without a trained model."""

import json

import pytest
import yaml

from bot import evaluation
from bot.evaluation import as_text, cross_validated, main, mistyped, read_sentences
from bot.fitting import FittingSettings
from bot.linear_model import TrainingSettings
from bot.scoring import FALLBACK, Answer, report
from bot.training_examples import TrainingExample

WORDS = ("my", "the", "last", "why", "high", "big", "new", "old")
EXAMPLES = [TrainingExample(f"{word} bill", "check_bill", "en") for word in WORDS]
EXAMPLES += [TrainingExample(f"{word} router", "order_status", "de") for word in WORDS]
QUICK = FittingSettings(TrainingSettings(min_count=1), augmented_share=0.0)


@pytest.fixture
def training_data(tmp_path, monkeypatch):
    for example_language, intent in (("en", "check_bill"), ("de", "order_status")):
        folder = tmp_path / example_language
        folder.mkdir()
        lines = "".join(f"    - {e.text}\n" for e in EXAMPLES if e.intent == intent)
        (folder / "topic.yml").write_text(f"nlu:\n- intent: {intent}\n  examples: |\n{lines}")
    monkeypatch.setattr(evaluation, "TRAINING_DATA", tmp_path)
    monkeypatch.setattr(evaluation, "PAGES", tmp_path / "pages")


def test_reads_sentences_with_the_intents_of_their_cards(tmp_path):
    cards = [{"id": "c1", "intent": "check_bill", "alternatives": ["payment_status"], "situation": "..."}]
    (tmp_path / "cards.yml").write_text(yaml.safe_dump({"cards": cards}))
    (tmp_path / "dev.yml").write_text("sentences:\n- {language: en, card: c1, text: what do I owe}\n")
    (sentence,) = read_sentences(tmp_path / "dev.yml", tmp_path / "cards.yml")
    assert (sentence.intent, sentence.alternatives, sentence.language) == ("check_bill", ("payment_status",), "en")


def test_sentences_get_the_same_slips_of_the_finger_each_time():
    said = [
        Answer("where is my invoice", "en", "get_invoice", FALLBACK, 0.0),
        Answer("hi", "en", "greet", FALLBACK, 0.0),
    ]
    (slipped,) = mistyped(said)
    assert slipped.text != said[0].text
    assert " is my " in slipped.text
    assert slipped.intent == "get_invoice"
    assert mistyped(said) == [slipped]


def test_cross_validation_asks_about_every_sentence_once():
    answers = list(cross_validated(EXAMPLES, QUICK, 4))
    assert sorted(answer.text for answer in answers) == sorted(example.text for example in EXAMPLES)
    assert {answer.language for answer in answers} == {"en", "de"}
    assert report(answers)["overall"]["right_at_once"] > 0.8


@pytest.mark.usefixtures("training_data")
def test_prints_tables_and_json(capsys):
    assert main(["--cross-validate", "--folds", "4"]) == 0
    printed = capsys.readouterr().out
    assert "thresholds" in printed
    assert printed.splitlines()[-1].endswith("understanding-training.html")
    assert main(["--cross-validate", "--folds", "4", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)["languages"]) == {"de", "en"}


@pytest.mark.usefixtures("training_data")
def test_prints_a_learning_curve(capsys):
    assert main(["--learning-curve", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"60", "120", "250"}


def test_errors_are_shown_on_request_only():
    result = report([*cross_validated(EXAMPLES, QUICK, 2)])
    assert "errors" not in as_text(result, show_errors=False)
    assert "errors" in as_text(result, show_errors=True)
