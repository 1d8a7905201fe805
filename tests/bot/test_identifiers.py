"""Numbers with and without check digits, good and damaged."""

import json
import time
from pathlib import Path

import pytest
from stdnum import luhn

from bot.identifiers import find_identifiers, is_malo_id, is_ppe_code

SHARED_MALO_IDS = Path(__file__).parents[1] / "data" / "malo_ids.json"


def found(text):
    return [(mention.kind, mention.value) for mention in find_identifiers(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("my customer number is 12345674", "customer_number", "12345674"),
        ("Kundennummer K-1234 5674 bitte", "customer_number", "12345674"),
        ("k12345674", "customer_number", "12345674"),
        ("1234 5674", "customer_number", "12345674"),
        ("A-1234566", "application_number", "A-1234566"),
        ("a 1234566", "application_number", "A-1234566"),
        ("wniosek 1234566", "application_number", "A-1234566"),
        ("R-2026-004711", "invoice_number", "R-2026-004711"),
        ("r 2026 4711", "invoice_number", "R-2026-004711"),
        ("umowa V-200417", "contract_number", "V-200417"),
        ("T-100234?", "ticket_number", "T-100234"),
        ("MaLo 41373559241", "malo_id", "41373559241"),
        ("DE0007641234500000000000000ABC123", "melo_id", "DE0007641234500000000000000ABC123"),
        ("DE 000764 12345 00000000000000ABC123", "melo_id", "DE0007641234500000000000000ABC123"),
        ("590310600000000019", "ppe_code", "590310600000000019"),
        ("pesel 44051401359", "personal_id", "44051401359"),
        ("meine Steuer-ID 36 574 261 809", "personal_id", "36574261809"),
        ("NIP 123-456-32-18", "tax_id", "1234563218"),
        ("USt-IdNr. DE 136 695 976", "tax_id", "DE136695976"),
        ("Code 123456", "code_digits", "123456"),
    ],
)
def test_finds_a_good_number(text, kind, value):
    assert found(text) == [(kind, value)]


@pytest.mark.parametrize(
    ("text", "kind", "problem"),
    [
        ("12345679", "customer_number", "check_digit"),
        ("Kundennummer 1234567", "customer_number", "too_short"),
        ("customer number 123456789", "customer_number", "too_long"),
        ("K-1234567O", "customer_number", "wrong_letters"),
        ("A-1234567", "application_number", "check_digit"),
        ("V-20041", "contract_number", "too_short"),
        ("MaLo 41373559242", "malo_id", "check_digit"),
        ("Marktlokation 4137355924", "malo_id", "too_short"),
        ("590310600000000012", "ppe_code", "check_digit"),
        ("PPE 59031060000000001", "ppe_code", "too_short"),
        ("PESEL 44051401358", "personal_id", "check_digit"),
        ("NIP 123-456-32-19", "tax_id", "check_digit"),
        ("DE136695970", "tax_id", "check_digit"),
        ("DE00076412345000000000000ABC", "melo_id", "too_short"),
    ],
)
def test_says_what_is_wrong_with_a_damaged_number(text, kind, problem):
    ((name, value),) = found(text)
    assert (name, value["kind"], value["problem"]) == ("damaged_number", kind, problem)
    assert value["text"] in text


@pytest.mark.parametrize(
    "text",
    [
        "2024 2025",
        "01.03.2026 bis 2026-03-05",
        "Zählerstand 12345678",
        "12 kWh for 1234,56 zl",
        "123456 kWh",
        "I bought a 1234 piece puzzle",
        "48 12 345 67 89",
        "call me at 501 234 567",
        "",
    ],
)
def test_leaves_other_numbers_alone(text):
    assert found(text) == []


def test_a_number_of_two_kinds_comes_as_both_unless_a_word_decides():
    both = next(
        digits
        for digits in (f"3657426{number:04}" for number in range(10_000))
        if is_malo_id(digits) and {"personal_id"} <= {kind for kind, _ in found(f"Steuer {digits}")}
    )
    assert sorted(kind for kind, _ in found(both)) == ["malo_id", "personal_id"]
    assert [kind for kind, _ in found(f"MaLo {both}")] == ["malo_id"]


def test_malo_check_digit_agrees_with_the_shared_vectors():
    vectors = json.loads(SHARED_MALO_IDS.read_text(encoding="utf-8"))
    assert [entry for entry in vectors["valid"] if not is_malo_id(entry["malo_id"])] == []
    assert [entry for entry in vectors["damaged"] if is_malo_id(entry["text"])] == []


def test_finds_the_shared_malo_vectors_in_a_sentence():
    vectors = json.loads(SHARED_MALO_IDS.read_text(encoding="utf-8"))
    for entry in vectors["valid"]:
        assert ("malo_id", entry["malo_id"]) in found(f"MaLo: {entry['text']}")


def test_one_wrong_digit_never_passes_unnoticed():
    body = "1234567"
    good = body + luhn.calc_check_digit(body)
    for place in range(8):
        for digit in set("0123456789") - {good[place]}:
            assert found(good[:place] + digit + good[place + 1 :])[0][0] == "damaged_number"


def test_ppe_needs_prefix_and_length():
    assert is_ppe_code("590310600000000019")
    assert not is_ppe_code("490310600000000019")
    assert not is_ppe_code("59031060000000001")


@pytest.mark.parametrize("piece", ["1", "1 ", "DE1", "R-2026-", "K-", "a", "5903", "12345678 ", "-1", "A 1 "])
def test_time_grows_with_the_length_only(piece):
    find_identifiers(piece * 3)
    started = time.process_time()
    find_identifiers((piece * 4000)[:4000])
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("meine IBAN ist DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("de89370400440532013000", "DE89370400440532013000"),
        ("konto PL61 1090 1014 0000 0712 1981 2874", "PL61109010140000071219812874"),
        ("61 1090 1014 0000 0712 1981 2874", "PL61109010140000071219812874"),
    ],
)
def test_an_account_number(text: str, value: str) -> None:
    assert [(found.kind, found.value) for found in find_identifiers(text)] == [("iban", value)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("DE89 3704 0044 0532 0130 01", "check_digit"), ("iban DE89 3704 0044 0532 0130", "too_short")],
)
def test_a_damaged_account_number(text: str, problem: str) -> None:
    found = find_identifiers(text)
    assert [(one.kind, one.value["kind"], one.value["problem"]) for one in found] == [
        ("damaged_number", "iban", problem)
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("me bank changed, new one is IE29 AIBK 9311 5212 3456 78 please", "IE29AIBK93115212345678"),
        ("gb29nwbk60161331926819", "GB29NWBK60161331926819"),
        ("mein Konto: FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
        ("nowe konto to NL91 ABNA 0417 1643 00, dziękuję", "NL91ABNA0417164300"),
    ],
)
def test_an_account_of_another_country(text: str, number: str) -> None:
    assert [found.value for found in find_identifiers(text) if found.kind == "iban"] == [number]


@pytest.mark.parametrize("text", ["my order is on 12 december and nobody came", "IE29 AIBK 9311 5212 3456 79"])
def test_no_account_of_another_country(text: str) -> None:
    assert not [found for found in find_identifiers(text) if found.kind == "iban"]
