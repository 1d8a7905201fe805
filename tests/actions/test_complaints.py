"""What a complaint is about, in the words of three languages."""

from __future__ import annotations

import pytest

from actions._complaints import TYPES, types_in


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("My bill is far too high, that cannot be right", ["bill"]),
        ("The reading on the invoice isn't mine", ["reading"]),
        ("The router you sent is broken out of the box", ["device"]),
        ("your technician left a hole in my hallway wall", ["service"]),
        ("the internet keeps being slow", ["outage"]),
        ("the parcel was damaged", ["delivery"]),
        ("second router broken now AND the bill is wrong", ["device", "bill"]),
        ("not the bill, the meter", ["reading"]),
        ("Eure Abrechnung ist falsch und ich verlange eine Korrektur!", ["bill"]),
        ("Der Techniker ist einfach nicht aufgetaucht", ["service"]),
        ("seit 4 Wochen stottert das Internet, das Internet ist langsam", ["outage"]),
        ("Der neue Router ist schon der zweite kaputte und die Rechnung stimmt auch nicht!", ["device", "bill"]),
        ("mein Anbieterwechsel dauert ewig", ["switch"]),
        ("Verstoß gegen den Datenschutz", ["data_protection"]),
        ("monter rozwalił mi listwę", ["service"]),
        ("Zgłaszam reklamację faktury – naliczono 900 kWh, licznik pokazuje 300.", ["bill"]),
        ("Nowy router znowu zepsuty, już drugi, i faktura też się nie zgadza!", ["device", "bill"]),
        ("dostałam rozbity telefon w paczce", ["delivery"]),
        ("światłowód? internet ciągle nie działa", ["outage"]),
        ("umowa jest inna niż obiecana", ["contract"]),
        ("I want to complain", []),
        ("beschwerde", []),
        ("reklamacja!!!", []),
    ],
)
def test_the_type_is_found_in_the_story(said: str, expected: list[str]) -> None:
    assert types_in(said) == expected
    assert set(expected) <= set(TYPES)


@pytest.mark.parametrize(
    "text", ["no its not the router its the bill", "nicht um den Router, sondern um die Rechnung", "no, it's the bill"]
)
def test_what_is_denied_is_not_what_it_is_about(text: str) -> None:
    assert types_in(text) == ["bill"]
