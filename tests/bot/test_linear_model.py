"""Training with scikit-learn, asking without it."""

import time

import numpy as np
import pytest

from bot.corpus import count, weigh
from bot.linear_model import LinearModel, TrainingSettings, fitted_sharpness, softmax, train

EXAMPLES = [
    ("how high is my bill", "bill"), ("what do i owe", "bill"), ("why is the bill so high", "bill"),
    ("wie hoch ist meine rechnung", "bill"), ("my bill please", "bill"), ("ile place za rachunek", "bill"),
    ("where is my router", "order"), ("when does the router arrive", "order"), ("wo ist mein router", "order"),
    ("router not delivered", "order"), ("gdzie jest router", "order"), ("has the router been sent", "order"),
    ("hello", "greet"), ("hi there", "greet"), ("guten tag", "greet"), ("czesc", "greet"), ("hello there", "greet"),
]  # fmt: skip
TEXTS, LABELS = [text for text, _ in EXAMPLES], [label for _, label in EXAMPLES]


SETTINGS = TrainingSettings(min_count=1)


def weighed(texts):
    return weigh(count(texts), np.arange(len(texts)), 1, (1.0, 1.0, 1.0))


def learnt(texts, labels, near=None):
    return train(weighed(texts), np.arange(len(texts)), labels, SETTINGS, near=near)


@pytest.fixture(scope="module")
def model():
    return learnt(TEXTS, LABELS)


def test_ranks_what_it_learnt(model):
    ranked = model.rank("how high is the bill for my flat")
    assert ranked[0].label == "bill"
    assert [entry.confidence for entry in ranked] == sorted((e.confidence for e in ranked), reverse=True)
    assert sum(entry.confidence for entry in ranked) == pytest.approx(1.0)


def test_knows_nothing_of_unknown_words(model):
    ranked = model.rank("☃")
    assert {round(entry.confidence, 3) for entry in ranked} == {0.333}


def test_a_mistyped_word_counts_as_the_common_one_that_is_meant():
    names = [f"{first}{second}" for first in "abcdefg" for second in "hijklmn"]
    model = learnt(
        [f"{word} {name}" for name in names for word in ("router", "invoice")], ["order", "bill"] * len(names)
    )
    assert model.rank("roturr") != model.rank("router")
    assert model.rank("roture") != model.rank("router")
    assert model.rank("rotuer") == model.rank("router")
    assert model.rank("invioce") == model.rank("invoice")


def test_scores_as_scikit_learn_does(model):
    from sklearn.svm import LinearSVC

    matrix = weighed(TEXTS).matrix
    machine = LinearSVC(C=SETTINGS.regularisation, class_weight="balanced", random_state=SETTINGS.seed, tol=0.1)
    theirs = machine.fit(matrix, LABELS).decision_function(matrix)
    assert np.array([model.scores(text) for text in TEXTS]) == pytest.approx(theirs, abs=0.05)


def test_an_intent_can_be_made_likelier(model):
    def odds(asked):
        chance = {entry.label: entry.confidence for entry in asked.rank("hello, where is my router")}["greet"]
        return chance / (1 - chance)

    assert odds(model.leaning({"greet": 6.0, "unknown": 9.0})) == pytest.approx(6 * odds(model), rel=1e-4)


def test_what_lies_outside_can_be_spared_a_part_of_its_rivals(model):
    text = "hello, where is my router"
    scores = dict(zip(model.labels, model.scores(text), strict=True))
    rival = max(score for label, score in scores.items() if label != "greet")
    raised = softmax(np.array([*(s for label, s in scores.items() if label != "greet"), scores["greet"] + rival / 4]))
    asked = model.sharpened(1.0).leaning({"greet": 1.0}, rival_share=0.75).rank(text)
    assert {entry.label: entry.confidence for entry in asked}["greet"] == pytest.approx(raised[-1], rel=1e-4)


def test_nothing_is_outside_where_no_other_label_is_left(model):
    everything = dict.fromkeys(model.labels, 1.0)
    assert model.leaning(everything, rival_share=0.5).rank("my bill") == model.rank("my bill")


def test_survives_being_stored(model, tmp_path):
    model.sharpened(7.0).save(tmp_path)
    loaded = LinearModel.load(tmp_path)
    assert loaded.sharpness == 7.0
    assert loaded.rank("where is it") == model.sharpened(7.0).rank("where is it")
    assert {path.suffix for path in tmp_path.iterdir()} == {".npz", ".json"}


def test_two_labels_are_enough_and_one_is_not():
    texts = ["my bill", "the bill", "hello", "hi hello"]
    two = learnt(texts, ["a", "a", "b", "b"])
    assert (two.rank("bill")[0].label, two.rank("hello")[0].label) == ("a", "b")
    with pytest.raises(ValueError, match="two intents"):
        learnt(texts, ["a"] * 4)


def test_what_is_far_moves_no_border(model):
    near = model.near(weighed(TEXTS))
    assert near.shape == (len(TEXTS), 3)
    guided = learnt(TEXTS, LABELS, near=near)
    ours, all_of_it = (np.array([one.scores(text) for text in TEXTS]) for one in (guided, model))
    assert ours.argmax(axis=1).tolist() == all_of_it.argmax(axis=1).tolist()
    assert ours == pytest.approx(all_of_it, abs=0.3)


def test_a_label_may_find_nothing_near():
    nothing = np.zeros((len(TEXTS), 3), dtype=bool)
    assert learnt(TEXTS, LABELS, near=nothing).rank("my bill") == learnt(TEXTS, LABELS).rank("my bill")


def test_sharpness_follows_how_often_the_scores_are_right():
    rng = np.random.default_rng(1)
    scores = rng.normal(size=(400, 3))
    sure = fitted_sharpness(scores, scores.argmax(axis=1))
    unsure = fitted_sharpness(scores, rng.integers(0, 3, size=400))
    assert sure > unsure
    assert softmax(scores).sum(axis=1) == pytest.approx(np.ones(400))


def test_a_long_message_is_read_in_milliseconds(model):
    text = ("why is the bill so high " * 50)[:1000]
    model.rank(text)
    started = time.process_time()
    model.rank(text)
    assert time.process_time() - started < 0.1
