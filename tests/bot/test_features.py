"""What the classifier sees of a message."""

from bot.features import LONGEST_WORD, features


def test_words_pairs_letters_and_skeletons():
    words, letters, skeletons = features("Rechnung hoch")
    assert {"=rechnung", "=hoch", "+rechnung", "rechnung+hoch", "hoch+"} == set(words)
    assert {" re", "ung ", "hoch"} <= set(letters)
    assert {"~#bill", "~#high", "~#bill>#high"} == set(skeletons)


def test_a_skeleton_survives_inflection_and_order():
    assert "~#bill>mein" in features("meine rechnung")[2]
    assert "~#bill>mein" in features("rechnungen sind das meiner frau")[2]


def test_masks_have_no_letters():
    _, letters, _ = features("12345674")
    assert letters == []


def test_a_glued_word_is_read_only_so_far():
    _, letters, _ = features("x" * 5000)
    assert len(letters) < 5 * LONGEST_WORD


def test_nothing_gives_nothing_but_an_end():
    assert features("") == (["+"], [], [])
