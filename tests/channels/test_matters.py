"""What of a long message is answered by itself."""

import pytest

from channels.matters import MOST_MATTERS, matters_of


@pytest.mark.parametrize(
    ("paragraphs", "matters"),
    [
        (["When is my bill due?"], []),
        (["The router is broken.", "I have called three times.", "What now?"], []),
        (
            ["I have questions:", "1. When is it due?", "2) Can I pay by card?"],
            ["When is it due?", "Can I pay by card?"],
        ),
        (
            ["I moved.", "Warum ist der Abschlag höher?", "Er war 80 Euro.", "Wann endet der Vertrag?"],
            ["I moved.\nWarum ist der Abschlag höher?\nEr war 80 Euro.", "Wann endet der Vertrag?"],
        ),
        (["- licznik 12345", "- nowy adres"], ["licznik 12345", "nowy adres"]),
    ],
)
def test_matters(paragraphs: list[str], matters: list[str]) -> None:
    assert matters_of(paragraphs) == tuple(matters)


def test_nothing_is_lost_beyond_the_last() -> None:
    found = matters_of([f"{number}?" for number in range(20)])
    assert len(found) == MOST_MATTERS
    assert "19?" in found[-1]
