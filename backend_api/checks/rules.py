"""Checks one typed value by its kind: the value as we store it, or one word for what is wrong; no I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

import phonenumbers
from stdnum import luhn

from backend_api.addresses.spelling import is_house_number, postcode_form
from backend_api.bank_accounts import iban
from backend_api.values import (
    ApplicationNumber,
    CustomerNumber,
    MalformedValueError,
    MaloId,
    MeloId,
    PpeCode,
    compact,
    parse_personal_id,
    parse_tax_id,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ValueKind = Literal[
    "customer_number",
    "application_number",
    "metering_point",
    "melo_id",
    "meter_number",
    "phone_number",
    "iccid",
    "iban",
    "tax_id",
    "personal_id",
    "postcode",
    "house_number",
    "email",
]
VALUE_KINDS: tuple[ValueKind, ...] = get_args(ValueKind)

_METER_NUMBER = re.compile("[0-9A-Z]{4,20}")
"""What is printed on meters; German ones have 14 characters (DIN 43863-5), Polish ones 7 to 13 digits."""
_EMAIL = re.compile(r"[^@\s\"<>()\[\],;:\\]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.IGNORECASE)
_MAX_EMAIL = 200
_ICCID_WITH_CHECK_DIGIT = 19
"""ITU-T E.118: at most 19 digits with the check digit; cards with 20 have one that follows no common rule."""


def normalised(kind: ValueKind, text: str, country: str) -> str:
    """The value as it is stored.

    Args:
        kind: What it is meant to be.
        text: As it was typed.
        country: ISO 3166; decides between MaLo-ID and PPE code, and how a phone number without prefix is read.

    Raises:
        MalformedValueError: ``length``, ``characters``, ``prefix``, ``check_digit``, ``country``, ``bank``, ...
    """
    return _CHECKS[kind](text.strip(), country)


def phone_number(text: str, country: str) -> str:
    """In E.164; raises MalformedValueError."""
    try:
        parsed = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException as error:
        raise MalformedValueError("characters") from error
    if not phonenumbers.is_possible_number(parsed):
        raise MalformedValueError("length")
    if not phonenumbers.is_valid_number(parsed):
        raise MalformedValueError("prefix")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def metering_point(text: str, country: str) -> str:
    """A MaLo-ID, or in Poland a PPE code; raises MalformedValueError."""
    return PpeCode.parse(text).text if country == "PL" else MaloId.parse(text).text


def iccid(text: str, country: str) -> str:
    """The number printed on a SIM card; raises MalformedValueError."""
    del country
    digits = compact(text)
    if not re.fullmatch("[0-9]+", digits):
        raise MalformedValueError("characters")
    if not digits.startswith("89"):
        raise MalformedValueError("prefix")
    if not 18 <= len(digits) <= 20:
        raise MalformedValueError("length")
    if len(digits) == _ICCID_WITH_CHECK_DIGIT and not luhn.is_valid(digits):
        raise MalformedValueError("check_digit")
    return digits


def meter_number(text: str, country: str) -> str:
    """As printed, without blanks; raises MalformedValueError."""
    del country
    written = compact(text)
    if not re.fullmatch("[0-9A-Z]*", written):
        raise MalformedValueError("characters")
    if not _METER_NUMBER.fullmatch(written):
        raise MalformedValueError("length")
    return written


def email(text: str, country: str) -> str:
    """With the domain in small letters; raises MalformedValueError."""
    del country
    if len(text) > _MAX_EMAIL:
        raise MalformedValueError("length")
    if not _EMAIL.fullmatch(text):
        raise MalformedValueError("characters")
    name, _, domain = text.rpartition("@")
    return f"{name}@{domain.lower()}"


def postcode(text: str, country: str) -> str:
    """As its country writes it; raises MalformedValueError."""
    written = postcode_form(text, country)
    if written is None:
        raise MalformedValueError("characters" if re.search("[^0-9 -]", text) else "length")
    return written


def house_number(text: str, country: str) -> str:
    """With letter and flat; raises MalformedValueError."""
    del country
    if not is_house_number(text):
        raise MalformedValueError("characters")
    return text


_CHECKS: dict[ValueKind, Callable[[str, str], str]] = {
    "customer_number": lambda text, _: CustomerNumber.parse(text).text,
    "application_number": lambda text, _: ApplicationNumber.parse(text).text,
    "metering_point": metering_point,
    "melo_id": lambda text, _: MeloId.parse(text).text,
    "meter_number": meter_number,
    "phone_number": phone_number,
    "iccid": iccid,
    "iban": lambda text, _: iban.parse(text).iban,
    "tax_id": lambda text, _: parse_tax_id(text),
    "personal_id": lambda text, _: parse_personal_id(text),
    "postcode": postcode,
    "house_number": house_number,
    "email": email,
}
