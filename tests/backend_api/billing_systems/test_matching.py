"""A record is a customer's by id only; names and addresses are for people to look at."""

from uuid import UUID

import pytest

from backend_api.billing_systems.matching import (
    KnownPoint,
    has_address,
    likeness,
    owner_ids,
    same_point,
    telling_word,
    worth_a_look,
)
from backend_api.billing_systems.port import OwnerId, PointRecord
from backend_api.values import MalformedValueError
from tests.backend_api import world

FLAT = KnownPoint(UUID(int=1), "malo", world.malo(7), "electricity", "1EMH 0000 0007", "Domstr.", "12a", "50667")


def record(**changes: object) -> PointRecord:
    given: dict[str, object] = {
        "source_id": "1",
        "owners": (),
        "owner_name": "Nowak",
        "scheme": "malo",
        "identifier": world.malo(7),
        "commodity": "electricity",
        "name": "Flat",
        "street": "Domstraße",
        "house_number": "12A",
        "postcode": "50667",
        "city": "Köln",
        "country": "DE",
        "meter_number": "1EMH00000007",
        "grid_operator": "Rheinnetz",
        "tariff": "Strom",
        "contract_number": "V-1",
    }
    return PointRecord.model_validate(given | changes)


@pytest.mark.parametrize(
    ("tax_id", "personal_id", "country", "expected"),
    [
        ("5260001246", None, "PL", [("tax_id", "5260001246")]),
        (None, "44051401359", "PL", [("pesel", "44051401359")]),
        (None, "44051401359", "DE", [("pesel", "44051401359")]),  # a Pole in Germany
        (None, "36574261809", "DE", [("idnr", "36574261809")]),
        ("DE136695976", "36574261809", "DE", [("tax_id", "DE136695976"), ("idnr", "36574261809")]),
        (None, None, "DE", []),
    ],
)
def test_a_customer_is_known_by_these_ids(
    tax_id: str | None, personal_id: str | None, country: str, expected: list[tuple[str, str]]
) -> None:
    assert [(owner.scheme, owner.value) for owner in owner_ids(tax_id, personal_id, country)] == expected


@pytest.mark.parametrize(
    ("scheme", "written", "value"),
    [
        ("tax_id", "PL 526-000-12-46", "5260001246"),
        ("tax_id", "526-000-12-46", "5260001246"),
        ("tax_id", "de 136 695 976", "DE136695976"),
        ("pesel", "440514 01359", "44051401359"),
    ],
)
def test_ids_are_compared_in_one_form(scheme: str, written: str, value: str) -> None:
    assert OwnerId.parse(scheme, written) == OwnerId(scheme, value)  # type: ignore[arg-type]
    assert value not in repr(OwnerId.parse(scheme, written))  # type: ignore[arg-type]


def test_a_damaged_id_is_nobodys() -> None:
    with pytest.raises(MalformedValueError):
        OwnerId.parse("tax_id", "DE136695977")


def test_the_same_identifier_is_the_same_point() -> None:
    assert same_point(record(meter_number="another"), [FLAT]) is FLAT
    assert same_point(record(identifier=world.malo(8)), [FLAT]) is None, "two market locations may share a meter"


def test_the_meter_decides_where_there_is_no_identifier() -> None:
    assert same_point(record(identifier=None), [FLAT]) is FLAT
    assert same_point(record(identifier=None, commodity="gas"), [FLAT]) is None
    assert same_point(record(identifier=None, meter_number="1EMH00000008"), [FLAT]) is None
    twin = KnownPoint(UUID(int=2), "malo", world.malo(9), "electricity", "1EMH00000007", "x", "1", "1")
    assert same_point(record(identifier=None), [FLAT, twin]) is None, "one meter at two points decides nothing"


@pytest.mark.parametrize(
    ("name", "other", "least", "most"),
    [
        ("Bäckerei Morgenrot GmbH", "Baeckerei Morgenrot", 100, 100),
        ("Bäckerei Morgenrot GmbH", "Morgenrot Bäckerei e.K.", 100, 100),
        ("Bäckerei Morgenrot GmbH", "Baeckerei Morgenrot Inh. Peters", 70, 90),
        ("Bäckerei Morgenrot GmbH", "Autowerkstatt Zimmermann", 0, 50),
        ("Piekarnia Złoty Kłos sp. z o.o.", "PIEKARNIA ZLOTY KLOS", 100, 100),
        ("GmbH", "GmbH", 0, 0),
    ],
)
def test_names_are_alike(name: str, other: str, least: int, most: int) -> None:
    assert least <= likeness(name, other) <= most


def test_an_address_is_the_same_however_it_is_written() -> None:
    assert has_address(record(), [FLAT])
    assert not has_address(record(house_number="12"), [FLAT])


def test_what_is_worth_a_look() -> None:
    assert worth_a_look(80, same_address=False, company=True)
    assert not worth_a_look(79, same_address=False, company=True)
    assert not worth_a_look(100, same_address=False, company=False), "many people are called Nowak"
    assert worth_a_look(60, same_address=True, company=False)


@pytest.mark.parametrize(
    ("name", "word"),
    [("Bäckerei Morgenrot GmbH", "Morgenrot"), ("Ali", None), ("Müller-Lüdenscheidt KG", "Müller-Lüdenscheidt")],
)
def test_the_telling_word_is_looked_for(name: str, word: str | None) -> None:
    assert telling_word(name) == word


@pytest.mark.parametrize(
    "changes",
    [
        {"identifier": "123"},
        {"identifier": None, "meter_number": None},
        {"name": "<b>x</b>"},
        {"name": ""},
        {"commodity": "mobile"},
        {"country": "FR"},
        {"source_id": "a b"},
        {"melo_ids": ("DE1",)},
    ],
)
def test_a_record_checks_itself(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+") as wrong:
        record(**changes)
    assert "1EMH00000007" not in str(wrong.value), "values stay out of errors"
