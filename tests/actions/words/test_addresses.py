"""Addresses as Polish and hasty customers write them, and what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.addresses import address_in, is_address, one_line, parts_in, place_in
from actions._words.choices import asks_about
from actions.action_submit_meter_reading import ActionSubmitMeterReading

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.mark.parametrize(
    ("text", "street", "house", "city"),
    [
        ("zlota 44 m 3 warszawa 00-120", "Zlota", "44/3", "Warszawa"),
        ("Złota 44 m. 3, 00-120 Warszawa", "Złota", "44/3", "Warszawa"),
        ("Złota 44 lok. 3 00-120 Warszawa", "Złota", "44/3", "Warszawa"),
        ("ul. Złota 44a mieszkanie 12, 00-120 Warszawa", "ul. Złota", "44a/12", "Warszawa"),
        ("dwie do sąsiada, warszawa złota 44 m 3, 00-120", "Złota", "44/3", "Warszawa"),
        ("na adres korespondencyjny Targowa 1, 03-734 Warszawa", "Targowa", "1", "Warszawa"),
    ],
)
def test_polish_addresses_are_read(text: str, street: str, house: str, city: str) -> None:
    found = address_in(text)
    assert found is not None
    assert (found["street"], found["house_number"], found["city"], found["country"]) == (street, house, city, "PL")


@pytest.mark.parametrize(
    "text",
    [
        "I moved into Domstraße 12, 50667 Köln on 01/11/2026 and would like to report it",
        "We moved into Domstraße 12, 50667 Köln and need electricity",
        "wprowadziłam się na Domstraße 12, 50667 Köln i chcę zgłosić przeprowadzkę",
        "bin in die Domstraße 12, 50667 Köln gezogen und möchte das melden",
        "wohne jetzt Domstraße 12, 50667 Köln und die zählernummer ist 1EMH0012345678",
    ],
)
def test_what_goes_on_behind_an_address_is_none_of_it(text: str) -> None:
    assert address_in(text) == {
        "street": "Domstraße",
        "house_number": "12",
        "postcode": "50667",
        "city": "Köln",
        "country": "DE",
    }


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("złota 44 m 3, 00-120", True),
        ("Domstr. 18, 50668 Köln", True),
        ("licznik 12345, złota 44 m 3, 00-120 Warszawa", False),
        ("zähler 4711 zeigt 12345 kwh", False),
        ("gas 44 m3", False),
        ("12345", False),
    ],
)
def test_an_address_is_no_reading(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one


@pytest.mark.parametrize(
    ("ranking", "action"),
    [
        ({"submit_meter_reading": 0.8, "update_contact": 0.1}, "action_update_contact"),
        ({"submit_meter_reading": 0.8, "check_bill": 0.1, "place_order": 0.02}, "action_place_order"),
    ],
)
def test_an_address_goes_to_what_it_is_for(stage: Stage, ranking: dict[str, float], action: str) -> None:
    text = "wysyłajcie na Targowa 1, 03-734 Warszawa"
    result = stage.run(ActionSubmitMeterReading, "submit_meter_reading", text, ranking=ranking)
    assert result.next_action == action
    assert result.messages == []


def test_an_address_alone_asks_what_it_is_for(stage: Stage) -> None:
    result = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "Złota 44/3, 00-120 Warszawa", language="pl")
    assert result.responses == ["utter_ask_back"]
    assert [button["intent"] for button in result.messages[0]["buttons"]] == [
        "place_order",
        "report_move",
        "update_contact",
    ]


def test_what_is_asked_about_a_meter_chooses_none() -> None:
    assert asks_about("jakie zuzycie gazu 2025")
    assert not asks_about("gaz")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("zum 1.3. nach Köln, Domstr. 18", {"street": "Domstr.", "house_number": "18", "city": "Köln"}),
        ("ab 1.3. in der Bonner Straße 5", {"street": "Bonner Straße", "house_number": "5"}),
        ("od 1 marca do Krakowa, ul. Długa 5/2", {"street": "ul. Długa", "house_number": "5/2"}),
        (
            "to Berlin, Kastanienallee 12 on 1 March",
            {"street": "Kastanienallee", "house_number": "12", "city": "Berlin"},
        ),
        ("Ich zahle 18 Euro", {}),
        ("am 1.3. um 12 Uhr", {}),
        ("odczyt 12345", {}),
    ],
)
def test_a_street_is_found_in_what_answers_something_else(text: str, place: dict[str, str]) -> None:
    assert place_in(text) == place


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("köln, venloer str 12, 50672", "Köln"),
        ("ich zieh am ersten februar um nach köln, venloer str 12, 50672", "Köln"),
        ("60311 Frankfurt am Main, Domstr. 18", "Frankfurt am Main"),
        ("od 1 lutego do Kraków, ul. Długa 5, 31-146", "Kraków"),
    ],
)
def test_a_town_may_stand_first(text: str, city: str) -> None:
    found = address_in(text)
    assert found is not None
    assert found["city"] == city


@pytest.mark.parametrize(
    "text", ["Hallo, Domstr. 18, 50668", "ich ziehe um, Domstr. 18, 50668", "hi, Domstr. 18, 50668"]
)
def test_a_greeting_is_no_town(text: str) -> None:
    assert address_in(text) is None


def test_a_town_ends_where_the_move_is_told() -> None:
    found = address_in("Ich bin am 1.11. in die Domstr. 18, 50668 Köln eingezogen und habe ein Foto.")
    assert found is not None
    assert (found["street"], found["city"]) == ("Domstr.", "Köln")


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Ich bin in die Domstraße 12, 50667 Köln eingezogen.", "Köln"),
        ("wir ziehen in die Domstr. 3, 60311 Frankfurt am Main ein", "Frankfurt am Main"),
        ("neue Adresse Domstraße 12, 50667 Köln ab dem 1.12.", "Köln"),
        ("moving to Domstraße 12, 50667 Köln on 1 November", "Köln"),
        ("ul. Długa 5/2, 61-848 Poznań od 1 listopada", "Poznań"),
    ],
)
def test_a_town_ends_before_what_is_said_of_the_move(text: str, city: str) -> None:
    found = address_in(text)
    assert found is not None
    assert found["city"] == city


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("dluga 14 m 3 gdansk", {"street": "Dluga", "house_number": "14/3", "city": "Gdansk"}),
        ("Hauptstr. 5 Köln", {"street": "Hauptstr.", "house_number": "5", "city": "Köln"}),
        ("Lindenweg 4 Hinterhaus", {"street": "Lindenweg", "house_number": "4"}),
        ("nee doch erst am 20.", {}),
        ("wprowadzam sie 28 grudnia a tu zdaje 31", {}),
    ],
)
def test_a_town_behind_the_house_is_heard_and_a_sentence_is_no_street(text: str, parts: dict[str, str]) -> None:
    assert parts_in(text) == parts


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("ich zieh zum 15.12. nach bonn musterweg 3 53111", "bonn"),
        ("moving to Hamburg on 15 december, Lindenweg 3 20095", "Hamburg"),
        ("ziehe nach Köln am 1.12., Domstr. 18, 50668", "Köln"),
        ("moving to a new place on 15 december, Lindenweg 3 20095", None),
    ],
)
def test_the_town_may_be_told_before_a_sure_street(text: str, town: str | None) -> None:
    assert (address_in(text) or {}).get("city") == town


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("an hauptstr 5, 10827 berlin", "Hauptstr 5, 10827 Berlin"),
        ("ul. długa 14/3 80-827 gdańsk", "ul. Długa 14/3, 80-827 Gdańsk"),
        ("am alten markt 3, 60311 frankfurt am main", "Am Alten Markt 3, 60311 Frankfurt am Main"),
        ("Lindenweg 2, 50667 Köln", "Lindenweg 2, 50667 Köln"),
    ],
)
def test_an_address_in_small_letters_is_written_as_on_a_letter(text: str, line: str) -> None:
    address = address_in(text)
    assert address is not None
    assert one_line(address) == line


@pytest.mark.parametrize(
    "text", ["Auszug 31.12., Einzug 1.1. Goethestr. 4, 04109 Leipzig", "moving on 1.1. Goethestr. 4, 04109 Leipzig"]
)
def test_a_day_before_a_street_is_no_part_of_it(text: str) -> None:
    found = address_in(text)
    assert found is not None
    assert found["street"] == "Goethestr."


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("5 High St, 50667 Köln", "Köln"),
        ("I am moving to 5 High Street 50667 Köln cancel or move it?", "Köln"),
        ("yes, 12 Station Road, 01067 Bad Muskau.", "Bad Muskau"),
        ("7 Main St 31-147 kraków please", "Kraków"),
    ],
)
def test_an_address_is_read_the_english_way(text: str, city: str) -> None:
    found = address_in(text)
    assert found is not None
    assert (found["city"], found["street"].split()[-1]) in {(city, word) for word in ("St", "Street", "Road")}
