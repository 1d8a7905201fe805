"""Reads a phone number or mail address as a customer writes it."""

from __future__ import annotations

import re

import phonenumbers

_LONGEST = 200
_EMAIL = re.compile(r"[^\s@\"<>(),:;\[\]\\\x00-\x1f\x7f]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")
"""A mail address as people have them; RFC 5321 allows stranger ones (quoted, at an IP address), which are refused."""


class NotAnAddressError(ValueError):
    """A text that is no phone number or mail address."""


def parse_phone(text: str, *, country: str) -> str:
    """A phone number in E.164.

    Args:
        text: As it was written: "0151 12001000", "+48 601 003 000".
        country: ISO 3166; where a number without country code is meant.

    Raises:
        NotAnAddressError: No such number can be called.
    """
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException as error:
        raise NotAnAddressError from error
    if number.extension or not phonenumbers.is_valid_number(number):
        raise NotAnAddressError
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def parse_email(text: str) -> str:
    """A mail address with its domain in small letters; raises NotAnAddressError."""
    written = text.strip()
    local, _, domain = written.rpartition("@")
    if len(written) > _LONGEST or ".." in written or not _EMAIL.fullmatch(written):
        raise NotAnAddressError
    return f"{local}@{domain.lower()}"


def parse(kind: str, text: str, *, country: str) -> str:
    """By the kind of address; raises NotAnAddressError."""
    return parse_phone(text, country=country) if kind == "phone" else parse_email(text)
