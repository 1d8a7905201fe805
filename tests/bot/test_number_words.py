"""Numbers in words."""

import pytest

from bot.number_words import find_spelled_numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twelve thousand three hundred and forty-five point six", "12345.6"),
        ("it says forty eight thousand two hundred", "48200"),
        ("zwölftausenddreihundertfünfundvierzig Komma sechs", "12345.6"),
        ("der Stand ist achttausend neunhundert einundzwanzig", "8921"),
        ("zwoelftausend dreihundert fuenfundvierzig", "12345"),
        ("eins zwei drei vier fünf", "12345"),
        ("dwanaście tysięcy trzysta czterdzieści pięć przecinek sześć", "12345.6"),
        ("tysiac dwiescie piec", "1205"),
        ("osiem tysięcy dziewięćset dwadzieścia jeden", "8921"),
        ("hunderteins", "101"),
        ("siebzehntausend", "17000"),
        ("one thousand and one", "1001"),
        ("zählerstand 3 tausend komma 5", "3000.5"),
        ("14 tausend 2 hundert", "14200"),
        ("es sind 12tausend345", "12345"),
        ("9 thousand 60", "9060"),
        ("it reads 4 thousand and 12", "4012"),
        ("stan 8 tysięcy 120", "8120"),
        ("licznik 14 tys. 200", "14200"),
        ("eins zwei 3 vier", "1234"),
    ],
)
def test_a_number_in_words(text: str, value: str) -> None:
    assert [found.value for found in find_spelled_numbers(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "one moment please",
        "eine Frage",
        "jeden odczyt",
        "ein und derselbe",
        "no number here",
        "",
        "8 120",
        "3 und 4",
        "12.11. tausend Dank",
        "two 3 room flats",
        "20-30 tys",
        "R2 2026",
    ],
)
def test_a_single_little_word_is_no_number(text: str) -> None:
    assert list(find_spelled_numbers(text)) == []


def test_place_and_neighbours() -> None:
    text = "meter: two hundred five, and the garage seventy thousand"
    found = list(find_spelled_numbers(text))
    assert [text[one.start : one.end] for one in found] == ["two hundred five", "seventy thousand"]
    assert [one.value for one in found] == ["205", "70000"]


@pytest.mark.parametrize("text", ["ze dwa tysiaki", "tysiąclecie", "tysie"])
def test_what_only_begins_like_a_number_is_read_over(text):
    assert [found.value for found in find_spelled_numbers(text)] == []
