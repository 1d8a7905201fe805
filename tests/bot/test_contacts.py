"""Phone numbers, mail addresses, postcodes."""

import time

import pytest

from bot.contacts import find_contacts


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("call +48 501 234 567", "phone", "+48501234567"),
        ("0048501234567", "phone", "+48501234567"),
        ("0171 2345678", "phone", "+491712345678"),
        ("tel 501234567", "phone", "+48501234567"),
        ("501 234 567", "phone", "+48501234567"),
        ("write to Anna.B@Example.com", "email", "anna.b@example.com"),
        ("30-001 Kraków", "postcode", "30-001"),
        ("in 10115 Berlin", "postcode", "10115"),
        ("PLZ 10115", "postcode", "10115"),
    ],
)
def test_finds_a_contact(text, kind, value):
    assert [(m.kind, m.value) for m in find_contacts(text)] == [(kind, value)]


@pytest.mark.parametrize("text", ["Zählerstand 10115 kWh", "12345", "501234567", "1.234,50", "me@home", ""])
def test_leaves_other_things_alone(text):
    assert find_contacts(text) == []


def test_leaves_explained_stretches_alone():
    assert find_contacts("501 234 567", taken=[(0, 11)]) == []


@pytest.mark.parametrize("piece", ["1", "a@", "a.", "+4", "0 ", "501 234 ", "a-"])
def test_time_grows_with_the_length_only(piece):
    find_contacts(piece)
    started = time.process_time()
    find_contacts((piece * 4000)[:4000])
    assert time.process_time() - started < 0.5
