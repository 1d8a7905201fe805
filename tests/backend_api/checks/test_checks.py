"""Typed values are checked at once, by anybody."""

import pytest
from stdnum import luhn

from backend_api.checks.rules import VALUE_KINDS, normalised
from backend_api.values import ApplicationNumber, CustomerNumber, MalformedValueError
from tests.backend_api import world
from tests.backend_api.conftest import Api

GOOD = [
    ("metering_point", f" {world.malo(1000)} ", "DE", world.malo(1000)),
    ("metering_point", world.ppe(3000), "PL", world.ppe(3000)),
    ("melo_id", "de 00056266802 O6G56M11SN51G21M24S1", "DE", "DE00056266802O6G56M11SN51G21M24S1"),
    ("meter_number", "1 emh 0000 1000", "DE", "1EMH00001000"),
    ("phone_number", "0151 23456789", "DE", "+4915123456789"),
    ("phone_number", "601 003 000", "PL", "+48601003000"),
    ("iban", "DE89 3704 0044 0532 0130 00", "DE", "DE89370400440532013000"),
    ("tax_id", "526-000-12-46", "PL", "5260001246"),
    ("tax_id", "DE 136 695 976", "DE", "DE136695976"),
    ("personal_id", "44051401359", "PL", "44051401359"),
    ("postcode", "61701", "PL", "61-701"),
    ("postcode", "50667", "DE", "50667"),
    ("house_number", "12a/4", "DE", "12a/4"),
    ("email", "Ewa.Wolf@Example.COM", "DE", "Ewa.Wolf@example.com"),
]
BAD = [
    ("customer_number", "1234567", "DE", "length"),
    ("metering_point", "5" + world.malo(1000)[1:10] + "x", "DE", "characters"),
    ("metering_point", "41373559242", "DE", "check_digit"),
    ("metering_point", world.malo(1000), "PL", "length"),
    ("meter_number", "12", "DE", "length"),
    ("meter_number", "12_3456", "DE", "characters"),
    ("phone_number", "abc", "DE", "characters"),
    ("phone_number", "0151", "DE", "prefix"),
    ("iccid", "8849020000100234561", "DE", "prefix"),
    ("iccid", "8949020000100234563", "DE", "check_digit"),
    ("iban", "DE89 3704 0044 0532 0130 01", "DE", "check_digit"),
    ("tax_id", "5260001247", "PL", "check_digit"),
    ("personal_id", "44051401358", "PL", "check_digit"),
    ("postcode", "5066", "DE", "length"),
    ("postcode", "ABCDE", "PL", "characters"),
    ("house_number", "twelve", "DE", "characters"),
    ("email", "ewa@example", "DE", "characters"),
]


def checked(api: Api, kind: str, value: str, country: str) -> tuple[bool, str | None, str | None]:
    found = api.done("POST", "/checks", body={"kind": kind, "value": value, "country": country})
    return found["is_valid"], found["normalised"], found["problem"]


@pytest.mark.capability("V24")
def test_every_kind_of_value_is_checked_and_explained_at_once(api: Api) -> None:
    for kind, value, country, expected in GOOD:
        assert checked(api, kind, value, country) == (True, expected, None), (kind, value)
    for kind, value, country, problem in BAD:
        assert checked(api, kind, value, country) == (False, None, problem), (kind, value)


def test_every_kind_has_a_case() -> None:
    assert {case[0] for case in GOOD} | {"application_number", "customer_number", "iccid"} == set(VALUE_KINDS)


def test_numbers_with_check_digits() -> None:
    digits = "894902000010023456"
    assert normalised("iccid", digits + luhn.calc_check_digit(digits), "DE") == digits + luhn.calc_check_digit(digits)
    application = ApplicationNumber.from_sequence(500_000).text
    assert normalised("application_number", application.lower(), "DE") == application
    customer = CustomerNumber.from_sequence(1000).text
    assert normalised("customer_number", f"k-{customer[:4]} {customer[4:]}", "DE") == customer


@pytest.mark.parametrize("text", ["", "+", "+49", "0" * 60])
def test_no_number_is_no_failure(text: str) -> None:
    with pytest.raises(MalformedValueError):
        normalised("phone_number", text, "DE")


def test_an_unknown_kind_is_refused(api: Api) -> None:
    answer = api.ask("POST", "/checks", body={"kind": "shoe_size", "value": "42"})
    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")
