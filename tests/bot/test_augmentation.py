"""Variants of training sentences."""

import pytest

from bot.augmentation import STEPS, variants

TEXT = "Können Sie mir bitte sagen, wie hoch meine Rechnung ist?"


def test_the_same_sentence_gives_the_same_variants():
    assert variants(TEXT, 4, seed=1) == variants(TEXT, 4, seed=1)
    assert variants(TEXT, 4, seed=1) != variants(TEXT, 4, seed=2)


def test_variants_differ_from_the_sentence_and_each_other():
    made = variants(TEXT, 6)
    assert made
    assert TEXT not in made
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_can_stand_alone(step):
    assert all(variant for variant in variants(TEXT, 3, steps=(step,)))


def test_can_be_switched_off():
    assert variants(TEXT, 0) == []
    assert variants(TEXT, 3, steps=()) == []


@pytest.mark.parametrize("text", ["", "ok", "👍", "12345674", "A"])
def test_short_messages_do_no_harm(text):
    assert isinstance(variants(text, 5), list)


def test_dropped_diacritics_leave_plain_letters():
    assert all(variant.isascii() for variant in variants("Zażółć gęślą jaźń", 3, steps=("bare",)))
