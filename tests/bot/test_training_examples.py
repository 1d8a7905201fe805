"""Finding what would spoil the training data or its figures."""

from bot.training_examples import TrainingExample, leaked, near_duplicates, read_examples, too_few


def test_reads_intents_and_languages(tmp_path):
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "bills.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: check_bill\n  examples: |\n    - was schulde ich\n    - wie hoch\n'
        "- synonym: x\n  examples: |\n    - y\n"
    )
    assert read_examples(tmp_path) == [
        TrainingExample("was schulde ich", "check_bill", "de"),
        TrainingExample("wie hoch", "check_bill", "de"),
    ]


def test_counts_different_sentences_only():
    examples = [TrainingExample(text, "a", "en") for text in ("one", "One!", "two")]
    assert too_few(examples, {"a": 3}, ["en"]) == ["a has 2 of 3 sentences in en"]
    assert too_few(examples, {"a": 2}, ["en"]) == []
    assert too_few(examples, {"a": 1}, ["de"]) == ["a has 0 of 1 sentences in de"]


def test_finds_nearly_the_same_sentence_under_two_intents():
    examples = [
        TrainingExample("Wie hoch ist meine Rechnung?", "check_bill", "de"),
        TrainingExample("wie hoch ist meine rechnung", "get_invoice", "de"),
        TrainingExample("wo bleibt mein router", "order_status", "de"),
        TrainingExample("wie hoch ist meine rechnung!", "check_bill", "de"),
    ]
    pairs = {frozenset((first.intent, second.intent)) for first, second in near_duplicates(examples)}
    assert pairs == {frozenset(("check_bill", "get_invoice")), frozenset(("check_bill",))}


def test_finds_evaluation_sentences_in_the_training_data():
    examples = [TrainingExample("How much do I owe for R-2026-004711?", "check_bill", "en")]
    assert leaked(examples, ["how much do i owe for r-2026-009999", "something else here"]) == [
        "how much do i owe for r-2026-009999"
    ]
    assert leaked([TrainingExample("Yes please", "affirm", "en")], ["yes please"]) == []
