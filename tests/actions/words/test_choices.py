"""Matching of choices."""

from __future__ import annotations

from typing import Any

import pytest

from actions._words.choices import Option, asks_about, mentioned, overlaps, resolve, same_word
from actions._words.spelling import fold

POLISH = [
    Option(value="flat", slot="service_point_id", label="Mieszkanie", words=["electricity", "Długa", "5", "Kraków"]),
    Option(value="garage", slot="service_point_id", label="Garaż", words=["electricity", "Krótka", "7", "Kraków"]),
    Option(value="house", slot="service_point_id", label="Dom", words=["gas", "Leśna", "12", "Łódź"]),
]
GERMAN = [
    Option(value="power", slot="service_point_id", label="Wohnung", words=["electricity", "Hauptstraße", "Berlin"]),
    Option(value="gas", slot="service_point_id", label="Wohnung", words=["gas", "Hauptstraße", "Berlin"]),
    Option(value="office", slot="service_point_id", label="Büro Köln 3", words=["electricity"]),
]
INVOICES = [
    Option(
        value="R-2026-004711",
        slot="invoice_number",
        label="R-2026-004711 · Flat",
        words=["electricity"],
        amount="84.20",
        on="2026-11-02",
        from_on="2026-10-01",
        to_on="2026-10-31",
    ),
    Option(
        value="R-2026-004600",
        slot="invoice_number",
        label="R-2026-004600 · Garage",
        words=["electricity"],
        amount="61.00",
        on="2026-10-02",
        from_on="2026-09-01",
        to_on="2026-09-30",
    ),
]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("za mieszkania", ["flat"]),
        ("garazu", ["garage"]),
        ("w domu", ["house"]),
        ("the garage", ["garage"]),
        ("dla gazu", ["house"]),
        ("Długiej", ["flat"]),
        ("w Łodzi", ["house"]),
        ("w Krakowie", ["flat", "garage"]),
        ("prąd w mieszkaniu", ["flat"]),
        ("ile mam zapłacić", []),
        ("hello world", []),
    ],
)
def test_names_are_found_in_any_case_and_language(text: str, values: list[str]) -> None:
    assert [option["value"] for option in mentioned(text, POLISH)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Wohnung", ["power", "gas"]),
        ("das Gas in der Wohnung", ["gas"]),
        ("Strom in der Wohnung", ["power"]),
        ("im Buero", ["office"]),
        ("Köln", ["office"]),
        ("Hauptstr.", ["power", "gas"]),
    ],
)
def test_umlauts_and_places_with_two_commodities(text: str, values: list[str]) -> None:
    assert [option["value"] for option in mentioned(text, GERMAN)] == values


@pytest.mark.parametrize(
    ("text", "entities", "value"),
    [
        ("2", {}, "R-2026-004600"),
        ("4711", {}, "R-2026-004711"),
        ("R-2026-004600", {}, "R-2026-004600"),
        ("R-2026-004600 · Garage", {}, "R-2026-004600"),
        ("the flat", {"place": [{"code": "flat", "text": "flat"}]}, "R-2026-004711"),
        ("the second", {"ordinal": ["2"]}, "R-2026-004600"),
        ("the last one", {"ordinal": ["-1"]}, "R-2026-004600"),
        ("the bigger one", {"ordinal": ["largest"]}, "R-2026-004711"),
        ("the smaller one", {"ordinal": ["smallest"]}, "R-2026-004600"),
        ("the latest", {"ordinal": ["latest"]}, "R-2026-004711"),
        ("the oldest", {"ordinal": ["earliest"]}, "R-2026-004600"),
        ("no, the other one", {"ordinal": ["other"]}, "R-2026-004600"),
        ("the one over 61", {"amount": [{"amount": "61", "currency": None}]}, "R-2026-004600"),
        ("September", {"period": [{"from_on": "2026-09-01", "to_on": "2026-09-30"}]}, "R-2026-004600"),
        ("", {"invoice_number": ["R-2026-004600"]}, "R-2026-004600"),
    ],
)
def test_short_answers(text: str, entities: dict[str, Any], value: str) -> None:
    assert [option["value"] for option in resolve(text, entities, INVOICES, "R-2026-004711")] == [value]


@pytest.mark.parametrize(
    "text", ["not the garage", "nich die garage", "na die bude, nich die garage", "nie w garażu", "not in the garage"]
)
def test_what_is_left_when_the_other_is_ruled_out(text: str) -> None:
    places = [Option(value="1", label="Flat"), Option(value="2", label="Garage")]
    assert [option["value"] for option in resolve(text, {"place": ["Garage"]}, places)] == ["1"]
    assert [option["value"] for option in resolve("nie, garaż", {}, places)] == ["2"]


@pytest.mark.parametrize("ordinal", ["all", "both"])
def test_all_of_them(ordinal: str) -> None:
    assert resolve("both", {"ordinal": [ordinal]}, INVOICES) == INVOICES


@pytest.mark.parametrize("text", ["7", "banana", "", "99999"])
def test_what_fits_nothing(text: str) -> None:
    assert resolve(text, {}, INVOICES) == []


def test_a_single_option_is_named_by_its_name_only() -> None:
    assert mentioned("the flat", POLISH[:1]) == POLISH[:1]
    assert mentioned("the house", POLISH[:1]) == []


def test_the_own_name_comes_before_the_kind_of_place() -> None:
    options = [
        Option(value="flat", slot="service_point_id", label="Flat", words=["electricity"]),
        Option(value="studio", slot="service_point_id", label="Studio", words=["electricity"]),
    ]
    assert mentioned("my switch: Studio?", options, ["flat", "Studio"]) == options[1:]
    assert mentioned("my bedsit", options, ["flat", "bedsit"]) == options[:1]


def test_forms_of_a_word() -> None:
    assert fold("Łódź") == "lodz"
    assert fold("Büro") == fold("Buero")
    assert same_word("mieszkaniu", "mieszkanie")
    assert same_word("komorce", "komorka")
    assert not same_word("flat", "float")
    assert not same_word("12", "123")


def test_overlap_in_days() -> None:
    assert overlaps(INVOICES[0], {"from_on": "2026-10-30", "to_on": "2026-12-31"}) == 2
    assert overlaps(INVOICES[0], {"from_on": "2026-12-01", "to_on": "2026-12-31"}) == 0


TARIFFS = [
    Option(value="oeko", label="Zorza Ökostrom 12", words=["F-1", "12"], amount="810.74"),
    Option(value="flex", label="Zorza Strom Flex", words=["F-2", "flex", "flexible"], amount="799.96"),
]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the flexible 1", "flex"),
        ("flex 1", "flex"),
        ("1", "oeko"),
        ("nr 2", "flex"),
        ("öko 2", "oeko"),
        ("the green one", "oeko"),
        ("das mit dem öko", "oeko"),
        ("ten ekologiczny", "oeko"),
        ("ok nimm das billigste", "flex"),
        ("the cheapest please", "flex"),
        ("das günstigste", "flex"),
        ("biorę najtańszą", "flex"),
    ],
)
def test_a_name_or_the_lowest_price_goes_before_a_stray_digit(text: str, value: str) -> None:
    assert [option["value"] for option in resolve(text, {"number": ["1"]}, TARIFFS)] == [value]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("passt, aber wann muss ich die erste zahlen", True),
        ("the first one, but when do I pay", True),
        ("what's the flexible one", True),
        ("tę pierwszą, ale kiedy muszę zapłacić", True),
        ("ile kosztuje druga", True),
        ("the first one", False),
        ("can I have the first one?", False),
        ("how about the second", False),
        ("kann ich die zweite haben?", False),
        ("wie wärs mit der zweiten", False),
    ],
)
def test_a_question_is_told_from_a_choice(text: str, asks: bool) -> None:
    assert asks_about(text) is asks


@pytest.mark.parametrize("text", ["chcę zmienić taryfę na G12", "g12w proszę", "taryfa G11"])
def test_a_polish_group_of_tariffs_is_electricity(text: str) -> None:
    places = [Option(value="gas", label="Mieszkanie gaz", words=["gas"]), Option(value="12", label="Zorza Gaz 12")]
    power = Option(value="power", label="Mieszkanie prąd", words=["electricity"])
    assert [one["value"] for one in mentioned(text, [*places, power])] == ["power"]
