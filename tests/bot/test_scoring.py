"""The figures of an evaluation."""

from dataclasses import replace

from bot.scoring import FALLBACK, Answer, calibration, decided, figures, macro_f1, report, thresholds

MATTERS = {"a", "b", "second", "third"}


def answer(intent, predicted, confidence=0.9, alternatives=(), language="en"):
    ranking = ((predicted, confidence), ("second", 0.3), ("third", 0.2))
    return Answer("text", language, intent, predicted, confidence, alternatives, ranking=ranking)


def test_an_alternative_is_right_and_so_is_the_fallback_for_what_is_out_of_scope():
    assert answer("check_bill", "payment_status", alternatives=("payment_status",)).right
    assert answer("out_of_scope", FALLBACK).right
    assert not answer("check_bill", FALLBACK).right


def test_only_matters_of_ours_can_be_lost():
    answers = [answer("a", FALLBACK), answer("a", "out_of_scope"), answer("a", "a"), answer("out_of_scope", FALLBACK)]
    assert figures(answers)["lost"] == 0.6667
    assert figures(answers)["right_at_once"] == 0.5
    assert figures(answers)["out_of_scope_found"] == 1.0


def test_a_question_back_is_right_if_it_offers_what_was_meant():
    unsure = Answer("text", "en", "b", FALLBACK, 0.3, ranking=(("a", 0.25), ("b", 0.2), ("c", 0.1)))
    asked = decided(unsure, MATTERS)
    assert asked.offered == ("a", "b")
    assert (asked.right, asked.right_with_question, asked.lost) == (False, True, False)
    assert decided(unsure, {"c"}).lost


def test_what_is_named_beside_an_answer_is_counted_by_itself():
    likely = Answer("text", "en", "b", "a", 0.5, ranking=(("a", 0.5), ("b", 0.3), ("c", 0.1)))
    named = decided(likely, MATTERS)
    assert named.besides == ("b",)
    assert (named.right, named.right_with_question, named.right_with_guesses) == (False, False, True)
    assert figures([named, decided(answer("a", "a"), MATTERS)])["guesses_named"] == 0.5


def test_a_threshold_is_applied_afterwards():
    sure = answer("a", "a", 0.5)
    assert decided(sure, MATTERS, 0.4).predicted == "a"
    assert decided(sure, MATTERS, 0.6).predicted == FALLBACK


def test_macro_f1_counts_every_intent_alike():
    answers = [answer("a", "a")] * 8 + [answer("b", "a")] * 2
    assert macro_f1(answers) == round((2 * 8 / (8 + 10) + 0) / 2, 4)


def test_among_first_three_counts_what_would_be_offered():
    assert figures([answer("second", "first")])["among_first_three"] == 1.0


def test_report_splits_by_language_and_intent_and_lists_errors():
    made = report([answer("a", "a"), answer("a", "b", language="de")])
    assert made["languages"]["de"]["right_at_once"] == 0.0
    assert made["intents"]["a"]["en"]["right_at_once"] == 1.0
    assert made["confusions"] == [{"intent": "a", "predicted": "b", "count": 1}]
    assert [error["predicted"] for error in made["errors"]] == ["b"]


def test_halves_are_told_apart():
    made = report([answer("a", "a"), replace(answer("a", "b"), hard=True)])
    assert made["halves"]["natural all"]["right_at_once"] == 1.0
    assert made["halves"]["hard en"]["right_at_once"] == 0.0


def test_thresholds_show_cost_and_gain():
    answers = [answer("a", "a", 0.9), answer("second", "b", 0.35), answer("out_of_scope", "c", 0.25)]
    row = next(row for row in thresholds(answers, MATTERS, {}) if row["threshold"] == 0.4)
    assert (row["right_with_question"], row["asked_back"], row["out_of_scope_found"]) == (1.0, 0.6667, 1.0)


def test_an_intent_with_a_threshold_of_its_own_keeps_it():
    answers = [answer("out_of_scope", "out_of_scope", 0.6)]
    rows = {row["threshold"]: row for row in thresholds(answers, MATTERS, {"out_of_scope": 0.7})}
    assert rows[0.0]["asked_back"] == rows[0.6]["asked_back"] == 1.0


def test_calibration_compares_confidence_with_what_was_right():
    answers = [answer("a", "a", 0.9), answer("a", "b", 0.95)]
    assert calibration(answers) == [{"sentences": 2, "confidence": 0.925, "right": 0.5}]
    assert figures(answers)["calibration_error"] == 0.425


def test_nothing_to_measure_gives_zeros():
    assert figures([])["right_at_once"] == 0.0
