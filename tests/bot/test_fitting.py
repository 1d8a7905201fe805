"""From labelled sentences to a calibrated model."""

import pytest

from bot import corpus
from bot.fitting import FittingSettings, fit, folds
from bot.linear_model import UNFITTED_SHARPNESS, TrainingSettings

EXAMPLES = [(f"{word} bill {number}", "bill") for number, word in enumerate(("my", "the", "last", "why", "high") * 4)]
EXAMPLES += [(f"{word} router {letter}", "order") for letter in "abcd" for word in ("my", "the", "where", "late", "no")]


def test_folds_hold_every_sentence_once_and_spread_the_intents():
    made = folds(EXAMPLES, 5, seed=1)
    assert sorted(example for held_out, _ in made for example in held_out) == sorted(EXAMPLES)
    for held_out, rest in made:
        assert not set(held_out) & set(rest)
        assert {label for _, label in held_out} == {"bill", "order"}
    assert made == folds(EXAMPLES, 5, seed=1)


def test_confidence_is_fitted_on_held_out_sentences():
    model = fit(EXAMPLES, FittingSettings(TrainingSettings(min_count=1), augmented_share=0.0))
    assert model.sharpness != UNFITTED_SHARPNESS
    assert model.rank("where is my router")[0].label == "order"


def test_the_same_data_gives_the_same_model_in_one_process_or_in_several(monkeypatch):
    models = []
    for few_sentences in (len(EXAMPLES), 0, 0):
        monkeypatch.setattr(corpus, "FEW_SENTENCES", few_sentences)
        models.append(fit(EXAMPLES, FittingSettings(TrainingSettings(min_count=1))))
    alone, *shared = (model.rank("late bill") for model in models)
    assert shared == [alone, alone]


def test_a_firm_that_is_not_us_makes_out_of_scope_likelier():
    ours = [(f"{word} bill", "check_bill") for word in ("my", "the", "last", "why high", "next", "old", "big", "first")]
    outside = [(f"{word} weather", "out_of_scope") for word in ("nice", "bad", "rainy", "cold", "no", "what")]
    chances = []
    for share in (0.0, 1.0):
        settings = FittingSettings(TrainingSettings(min_count=1), augmented_share=0.0, elsewhere_share=share)
        ranked = fit([*ours, *outside], settings).sharpened(5.0).rank("second vodafone bill")
        chances.append({entry.label: entry.confidence for entry in ranked}["out_of_scope"])
    assert chances[1] > 2 * chances[0]


def test_few_sentences_still_make_a_model():
    model = fit([("hello", "greet"), ("my bill", "bill")], FittingSettings(TrainingSettings(min_count=1)))
    assert model.rank("hello")[0].label == "greet"


def test_one_intent_is_too_few():
    with pytest.raises(ValueError, match="two intents"):
        fit([("hello", "greet"), ("hi", "greet")], FittingSettings())
