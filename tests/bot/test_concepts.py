"""Words of three languages meet in concepts."""

from collections import Counter

import yaml

from actions._words.spelling import fold
from bot.concepts import LEXICON, lexicon
from bot.normalisation import tokens


def concepts(text):
    return set(lexicon().of_words(tokens(text)))


def test_three_languages_say_the_same():
    sentences = ("why is my bill so high", "wieso ist meine Rechnung so hoch", "dlaczego rachunek jest tak wysoki")
    assert all({"why", "bill", "high"} <= concepts(text) for text in sentences)


def test_compounds_and_colloquial_words_count():
    assert "bill" in concepts("Jahresabrechnung")
    assert "money" in concepts("hajs") & concepts("Kohle") & concepts("quid")


def test_phrases_of_two_words_count():
    assert "not_working" in concepts("internet nie działa")


def test_words_of_a_concept_come_without_signs():
    words = lexicon().words_of("other_suppliers")
    assert {"vodafone", "tauron", "eon"} <= set(words)
    assert not any(sign in word for word in words for sign in "=~_")


def test_the_lexicon_is_written_as_it_is_read():
    entries = yaml.safe_load(LEXICON.read_text(encoding="utf-8"))
    for concept, words in entries.items():
        assert isinstance(concept, str)
        assert [word for word in words.split() if fold(word) != word] == []
        assert [word for word, count in Counter(words.split()).items() if count > 1] == []
