"""Weighing in training and in asking must be the same."""

import numpy as np
import pytest

from bot.corpus import count, weigh
from bot.linear_model import vector
from bot.normalisation import tokens

TEXTS = ["my bill is high", "my bill my bill", "wie hoch ist die rechnung", "gdzie jest router", "😀"]


def test_training_rows_equal_what_is_asked_with():
    weights = (1.0, 0.8, 0.5)
    weighed = weigh(count(TEXTS), np.arange(len(TEXTS)), 1, weights)
    vocabulary = {name: column for column, name in enumerate(weighed.names)}
    for row, text in enumerate(TEXTS):
        rows, values = vector(tokens(text), vocabulary, weighed.rarity, weights)
        asked = np.zeros(len(vocabulary))
        asked[rows] = values
        assert asked == pytest.approx(weighed.matrix[row].toarray().ravel(), abs=1e-6)


def test_rare_features_are_left_out_and_only_the_chosen_rows_count():
    weighed = weigh(count(TEXTS), np.array([0, 1]), 2, (1.0, 1.0, 1.0))
    assert weighed.matrix.shape[0] == len(TEXTS)
    assert "=bill" in weighed.names
    assert "=high" not in weighed.names
    assert "=rechnung" not in weighed.names


def test_a_sentence_without_known_features_is_empty():
    rows, values = vector([], {}, np.empty(0, dtype=np.float32), (1.0, 1.0, 1.0))
    assert (len(rows), len(values)) == (0, 0)


def test_a_block_without_weight_is_left_out_on_both_sides():
    weights = (1.0, 0.0, 1.0)
    weighed = weigh(count(TEXTS), np.arange(len(TEXTS)), 1, weights)
    assert {name[0] for name in weighed.names if "+" not in name} <= {"=", "~"}
    vocabulary = {name: column for column, name in enumerate(weighed.names)}
    rows, values = vector(tokens(TEXTS[0]), vocabulary, weighed.rarity, weights)
    assert len(rows) == len(values) == weighed.matrix[0].nnz
