"""Reads an IBAN and names its bank, or says in one word what is wrong with it; no I/O but schwifty's register."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schwifty import IBAN
from schwifty.exceptions import (
    InvalidAccountCode,
    InvalidBankCode,
    InvalidBBANChecksum,
    InvalidChecksumDigits,
    InvalidCountryCode,
    InvalidLength,
    InvalidStructure,
    SchwiftyException,
)
from schwifty.registry import get_iban_spec

from backend_api.values import MalformedValueError, compact

COUNTRIES = ("DE", "PL", "AT", "BE", "CH", "CZ", "DK", "ES", "FR", "IT", "LT", "LU", "LV", "NL", "SE", "SK")
"""Where an account may be; SEPA countries our customers bank in. Judgement, a supplier may widen it."""

_SHOWN = 4
_PROBLEMS: tuple[tuple[type[SchwiftyException], str], ...] = (
    (InvalidCountryCode, "country"),
    (InvalidLength, "length"),
    (InvalidChecksumDigits, "check_digit"),
    (InvalidBBANChecksum, "account_check_digit"),
    (InvalidBankCode, "bank"),
    (InvalidAccountCode, "account"),
    (InvalidStructure, "characters"),
)


@dataclass(frozen=True)
class Account:
    """An IBAN that is right, with its bank where the register knows it."""

    iban: str
    """Without blanks."""
    bic: str | None
    bank_name: str | None
    country: str

    @property
    def masked(self) -> str:
        """Country, check digits and the last four; the rest hidden."""
        return mask(self.iban)


def parse(text: str) -> Account:
    """Read an IBAN from what a person typed.

    Raises:
        MalformedValueError: ``characters``, ``country``, ``length``, ``check_digit`` (two digits swapped or mistyped),
            ``account_check_digit`` (the country's own check), ``bank`` or ``account``.
    """
    written = compact(text)
    if not re.fullmatch("[0-9A-Z]+", written):
        raise MalformedValueError("characters")
    if written[:2] not in COUNTRIES:
        raise MalformedValueError("country")
    if len(written) != get_iban_spec(written[:2]).iban_length:
        raise MalformedValueError("length")
    try:
        iban = IBAN(written, validate_bban=True)
    except SchwiftyException as error:
        problem = next((word for kind, word in _PROBLEMS if isinstance(error, kind)), "characters")
        raise MalformedValueError(problem) from error
    bic = iban.bic
    return Account(
        iban=str(iban), bic=None if bic is None else str(bic), bank_name=iban.bank_name, country=iban.country_code
    )


def mask(iban: str) -> str:
    """Country, check digits and the last four characters; the rest hidden."""
    return f"{iban[:4]}…{iban[-_SHOWN:]}"
