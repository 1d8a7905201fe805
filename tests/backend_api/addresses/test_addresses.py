"""Addresses are checked against postcodes and streets, whatever the spelling."""

from typing import Any

import pytest

from backend_api.addresses.spelling import is_house_number, key_of, nearest, postcode_form, street_key_of
from tests.backend_api.conftest import Api

COLOGNE = {"street": "Domstraße", "house_number": "12a", "postcode": "50667", "city": "Köln", "country": "DE"}


def check(api: Api, **changes: str) -> Any:
    return api.done("POST", "/addresses/check", body=COLOGNE | changes)


@pytest.mark.capability("V24")
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"street": "DOMSTR.", "city": "KOELN"},
        {"street": "dom strasse", "city": "Koln", "postcode": " 50667"},
        {"street": "Minoritenstr"},
    ],
)
def test_an_address_is_known_in_any_spelling(api: Api, changes: dict[str, str]) -> None:
    found = check(api, **changes)
    assert (found["outcome"], found["field"], found["is_street_known"]) == ("ok", None, True)
    street = "Minoritenstraße" if "Minor" in changes.get("street", "") else "Domstraße"
    assert found["address"] == COLOGNE | {"street": street}


@pytest.mark.capability("V24")
def test_polish_spellings(api: Api) -> None:
    written = {"street": "ul. swiety marcin", "house_number": "5 m. 3", "postcode": "61701", "city": "poznan"}
    found = check(api, country="PL", **written)
    assert found["outcome"] == "ok"
    assert found["address"]["street"] == "Święty Marcin"
    assert (found["address"]["postcode"], found["address"]["city"]) == ("61-701", "Poznań")
    assert check(api, country="PL", **written | {"city": "Poznaniu"})["address"]["city"] == "Poznań"
    warsaw = check(api, country="PL", postcode="00-950", city="Warszawie", street="Nowa")
    assert (warsaw["outcome"], warsaw["is_street_known"]) == ("ok", False)


@pytest.mark.capability("V24")
@pytest.mark.parametrize(
    ("changes", "outcome", "field", "problem", "suggestion"),
    [
        ({"street": "Domstrase"}, "corrected", "street", "unknown", "Domstraße, 50667 Köln"),
        ({"street": "Eigelstein"}, "corrected", "postcode", "not_here", "Eigelstein, 50668 Köln"),
        ({"city": "Hamburg"}, "corrected", "city", "not_here", "Domstraße, 50667 Köln"),
        ({"postcode": "50666"}, "corrected", "postcode", "unknown", "Domstraße, 50667 Köln"),
        ({"postcode": "50666", "city": "Kölln"}, "corrected", "postcode", "unknown", "Domstraße, 50667 Köln"),
        ({"street": "Xyz"}, "unknown", "street", "unknown", None),
        ({"postcode": "5066"}, "unknown", "postcode", "form", None),
        ({"house_number": "twelve"}, "unknown", "house_number", "form", None),
    ],
)
def test_the_wrong_field_is_named(
    api: Api, changes: dict[str, str], outcome: str, field: str, problem: str, suggestion: str | None
) -> None:
    found = check(api, **changes)
    assert (found["outcome"], found["field"], found["problem"]) == (outcome, field, problem)
    lines = [f"{one['street']}, {one['postcode']} {one['city']}" for one in found["suggestions"]]
    assert lines[:1] == ([] if suggestion is None else [suggestion])


def test_keys() -> None:
    assert key_of("Köln") == key_of("KOELN") == key_of("koln")
    assert key_of("Łódź") == key_of("Lodz")
    assert street_key_of("ul. Długa") == street_key_of("ulica DLUGA")
    assert street_key_of("Lange Straße") == street_key_of("lange-str.") != street_key_of("Langestieg")
    assert nearest("domstr", ["hohestr", "domstrr"]) == ["domstrr"]
    assert (postcode_form("61 701", "PL"), postcode_form("617", "PL")) == ("61-701", None)
    assert [text for text in ("12", "12a", "12-14", "5 m. 3", "12 a/4", "x", "") if is_house_number(text)] == [
        "12",
        "12a",
        "12-14",
        "5 m. 3",
        "12 a/4",
    ]
