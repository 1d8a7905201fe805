"""The figures of an evaluation."""

from bot.scoring import FALLBACK, Answer, figures, macro_f1, report, thresholds


def answer(intent, predicted, confidence=0.9, alternatives=(), language="en"):
    return Answer("text", language, intent, predicted, confidence, alternatives, ranking=(predicted, "second", "third"))


def test_an_alternative_is_right_and_so_is_the_fallback_for_what_is_out_of_scope():
    assert answer("check_bill", "payment_status", alternatives=("payment_status",)).right
    assert answer("out_of_scope", FALLBACK).right
    assert not answer("check_bill", FALLBACK).right


def test_only_matters_of_ours_can_be_lost():
    answers = [answer("a", FALLBACK), answer("a", "a"), answer("out_of_scope", FALLBACK)]
    assert figures(answers)["lost_to_fallback"] == 0.5
    assert figures(answers)["accuracy"] == 0.6667


def test_macro_f1_counts_every_intent_alike():
    answers = [answer("a", "a")] * 8 + [answer("b", "a")] * 2
    assert macro_f1(answers) == round((2 * 8 / (8 + 10) + 0) / 2, 4)


def test_among_first_three_counts_what_would_be_offered():
    assert figures([answer("second", "first")])["among_first_three"] == 1.0


def test_report_splits_by_language_and_intent_and_lists_errors():
    made = report([answer("a", "a"), answer("a", "b", language="de")])
    assert made["languages"]["de"]["accuracy"] == 0.0
    assert made["intents"]["a"]["en"]["accuracy"] == 1.0
    assert made["confusions"] == [{"intent": "a", "predicted": "b", "count": 1}]
    assert [error["predicted"] for error in made["errors"]] == ["b"]


def test_thresholds_show_cost_and_gain():
    answers = [answer("a", "a", 0.9), answer("a", "b", 0.2), answer("out_of_scope", "a", 0.2)]
    row = next(row for row in thresholds(answers) if row["threshold"] == 0.3)
    assert (row["in_scope_lost"], row["right_in_scope_lost"], row["out_of_scope_found"]) == (0.5, 0.0, 1.0)


def test_nothing_to_measure_gives_zeros():
    assert figures([])["accuracy"] == 0.0
