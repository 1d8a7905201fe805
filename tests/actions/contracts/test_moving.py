"""What moves are told by."""

from __future__ import annotations

import pytest

from actions._contracts.moving import direction_in


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("I'm moving out at the end of March", "out"),
        ("wir sind gestern eingezogen", "in"),
        ("ich ziehe zum 1.12. aus", "out"),
        ("ich ziehe nächste woche um", "both"),
        ("wyprowadzam się w sobotę", "out"),
        ("wprowadzam się 1 grudnia", "in"),
        ("przeprowadzam się", "both"),
        ("we are moving house", "both"),
        ("we moved into a flat and keep the old one", "in"),
        ("bin in die Domstr 12 gezogen, meine alte wohnung behalt ich", "in"),
        ("przeprowadzam się, ale stare mieszkanie zatrzymuję", "in"),
        ("ich zieh zum 15.12. nach bonn", "both"),
        ("moving to Hamburg in december", "both"),
        ("I am moving out to a new place in Hamburg", "both"),
        ("od stycznia będę mieszkać w Gdańsku", "in"),
        ("hello", None),
    ],
)
def test_directions_are_heard(text: str, direction: str | None) -> None:
    assert direction_in(text) == direction
