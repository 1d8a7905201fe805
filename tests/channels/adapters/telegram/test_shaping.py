"""Texts in pieces that Telegram takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.adapters.telegram.shaping import pieces, shortened


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_is_no_piece(text: str) -> None:
    assert pieces(text, 10) == []


def test_what_fits_stays_whole() -> None:
    assert pieces("x" * 4096, 4096) == ["x" * 4096]
    assert pieces("😀" * 2048, 4096) == ["😀" * 2048]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eins zwei drei. Vier fünf sechs.", ["Eins zwei drei.", "Vier fünf sechs."]),
        ("Czy to możliwe? Tak, to jest możliwe.", ["Czy to możliwe?", "Tak, to jest możliwe."]),
        ("She said “no way.” And then she left.", ["She said “no way.”", "And then she left."]),
        ("A. Eins zwei drei vier fünf sechs sieben", ["A. Eins zwei drei vier", "fünf sechs sieben"]),
        ("Zwei Zeilen hier\nund noch eine danach", ["Zwei Zeilen hier", "und noch eine danach"]),
        ("x" * 30, ["x" * 25, "x" * 5]),
    ],
)
def test_cut_at_the_best_place_of_the_second_half(text: str, expected: list[str]) -> None:
    assert pieces(text, 25) == expected


def test_paragraphs_before_sentences() -> None:
    assert pieces("Ein Satz hier.\n\nNoch einer. Und einer", 28) == ["Ein Satz hier.", "Noch einer. Und einer"]


def test_no_character_is_torn() -> None:
    assert pieces("😀" * 3, 5) == ["😀😀", "😀"]


@given(st.text(alphabet="ab.!? \n😀ł", max_size=300), st.integers(2, 40))
def test_nothing_is_lost_but_space(text: str, longest: int) -> None:
    found = pieces(text, longest)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(0 < units(piece) <= longest for piece in found)


def test_captions_are_shortened() -> None:
    assert shortened(" Ein Bild ", 10) == "Ein Bild"
    assert shortened("Ein langes Bild", 11) == "Ein langes…"
    assert units(shortened("😀" * 600, 1024)) <= 1024
