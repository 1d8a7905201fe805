"""Whole topics are left out."""

from bot.training_examples import TrainingExample
from bot.unseen_topics import OUTSIDE, STRETCHES, without_topics

OURS = [TrainingExample("my bill", "check_bill", "en")]
OTHERS = [TrainingExample(f"{language} {number}", OUTSIDE, language) for language in "ab" for number in range(96)]


def test_every_topic_is_left_out_once_and_what_is_ours_never():
    made = list(without_topics([*OURS, *OTHERS], 4))
    assert sorted(e.text for held_out, _ in made for e in held_out) == sorted(e.text for e in OTHERS)
    for held_out, rest in made:
        assert OURS[0] in rest
        assert not set(held_out) & set(rest)


def test_neighbours_go_together_and_languages_likewise():
    held_out, _ = next(without_topics(OTHERS, 4))
    length = 96 // STRETCHES
    assert [e.text for e in held_out if e.language == "a"][: length + 1] == ["a 0", "a 1", f"a {4 * length}"]
    assert [e.text[1:] for e in held_out if e.language == "a"] == [e.text[1:] for e in held_out if e.language == "b"]
