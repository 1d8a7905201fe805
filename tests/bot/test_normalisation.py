"""One spelling for the many that customers use."""

import time

import pytest

from actions._words.spelling import fold
from bot.normalisation import comparable, mask, tokens


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Zähler", "zaehler"), ("ZAEHLER", "zaehler"), ("za\u0308hler", "zaehler"), ("prąd", "prad"), ("Łódź", "lodz"),
     ("Straße", "strasse"), ("I’m", "i'm"), ("ＯＫ", "ok")],
)  # fmt: skip
def test_folds_spellings_into_one(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("R-2026-004711", ["0invoice"]),
        ("Kundennr 12345674", ["kundennr", "0n8"]),
        ("K-1234 5674", ["0customer"]),
        ("1.234,50 €", ["0money"]),
        ("12,50 zł", ["0money"]),
        ("20 GB", ["0rate"]),
        ("awaria 61-848, tel 60-123-456", ["awaria", "0postcode", "tel", "0n2", "0n3", "0n3"]),
        ("seit 1.3.", ["seit", "0date"]),
        ("in 2025", ["in", "0year"]),
        ("a@b.pl", ["0mail"]),
        ("+48 501 234 567", ["0phone"]),
        ("3450 kWh", ["0energy"]),
        ("👍", ["👍"]),
        ("don't?", ["don't", "?"]),
    ],
)
def test_masks_numbers_by_kind(text, words):
    assert list(tokens(text)) == words


def test_sentences_count_as_the_same_whatever_their_numbers_and_punctuation():
    assert comparable("Wie hoch ist R-2026-004711?") == comparable("wie hoch ist r 2026 004799")


@pytest.mark.parametrize("piece", ["1", "1.", "a@", "a.b", "www.", "€1", "r 2026 ", "+1 ", "1,", "de1", "k 1234 "])
def test_time_grows_with_the_length_only(piece):
    mask(piece)
    started = time.process_time()
    mask((piece * 4000)[:4000])
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("iban", ["PL61109010140000071219812874", "DE89 3704 0044 0532 0130 00"])
def test_an_account_number_is_masked_with_its_country(iban):
    assert list(tokens(f"take {iban} please")) == ["take", "0iban", "please"]
