"""Commodities and places in three languages."""

import pytest

from bot.supplies import find_supplies


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the electricity bill for the flat", ["electricity", "flat"]),
        ("Stromrechnung fürs Büro", ["electricity", "office"]),
        ("rachunek za mieszkanie i garaż, prąd", ["flat", "garage", "electricity"]),
        ("gas and leccy", ["gas", "electricity"]),
        ("za swiatlo na dzialce", ["electricity", "cottage"]),
        ("Gas im Ferienhaus", ["gas", "cottage"]),
        ("gaz w domu", ["gas", "house"]),
        ("my broadband", ["fibre"]),
        ("data left on my mobile", ["mobile"]),
        ("Handy meiner Tochter", ["mobile"]),
        ("my mobile number", []),
        ("power of attorney", []),
        ("die Gäste", []),
    ],
)
def test_finds_commodities_and_places(text, expected):
    values = [m.value["code"] if m.kind == "place" else m.value for m in find_supplies(text)]
    assert values == expected


def test_a_place_keeps_the_customers_word():
    (mention,) = find_supplies("für die Garage")
    assert (mention.value, mention.start, mention.end) == ({"code": "garage", "text": "Garage"}, 8, 14)
