"""Values that check themselves: money and the identifiers a supplier's customers have.

Check digits come from python-stdnum where it has them; the MaLo-ID is not among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from stdnum import luhn
from stdnum.de import idnr, vat
from stdnum.exceptions import ValidationError
from stdnum.pl import nip, pesel

_SEPARATORS = re.compile(r"[\s.\-/]+")
_CENT = Decimal("0.01")
_SMALLEST = Decimal("0.0001")


class MalformedValueError(ValueError):
    """A text that is not the value it should be; ``problem`` says why in one word.

    Problems: ``length``, ``characters``, ``prefix``, ``check_digit``.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def compact(text: str) -> str:
    """Drop blanks, dots, dashes and slashes, and write letters large."""
    return _SEPARATORS.sub("", text).upper()


@dataclass(frozen=True)
class Money:
    """An amount in one currency, exact to 1/10,000 (unit prices need four places)."""

    amount: Decimal
    currency: str
    """ISO 4217, three letters."""

    def __post_init__(self) -> None:
        if self.amount != self.amount.quantize(_SMALLEST):
            raise MalformedValueError("length")
        if not re.fullmatch("[A-Z]{3}", self.currency):
            raise MalformedValueError("characters")

    def __add__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.amount - other.amount, self.currency)

    def _same_currency(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError("two currencies cannot be added")

    @property
    def text(self) -> str:
        """The amount with two decimals, or with up to four where two would lose something."""
        amount = self.amount + 0  # a negative zero becomes zero
        if amount == amount.quantize(_CENT):
            return str(amount.quantize(_CENT))
        return str(amount.quantize(_SMALLEST)).rstrip("0")


@dataclass(frozen=True)
class CustomerNumber:
    """Eight digits, the last one by Luhn; customers also write "K-1234 5678"."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the number from what a person typed; raises MalformedValueError."""
        return cls(_luhn_digits(compact(text).removeprefix("K"), 8))

    @classmethod
    def from_sequence(cls, sequence: int) -> Self:
        """The number of the n-th customer: seven digits and the check digit."""
        digits = f"{sequence:07d}"
        return cls.parse(digits + luhn.calc_check_digit(digits))


@dataclass(frozen=True)
class ApplicationNumber:
    """``A-`` and seven digits, the last one by Luhn: what a new customer has before a customer number."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the number from what a person typed; raises MalformedValueError."""
        written = compact(text)
        if not written.startswith("A"):
            raise MalformedValueError("prefix")
        return cls("A-" + _luhn_digits(written[1:], 7))

    @classmethod
    def from_sequence(cls, sequence: int) -> Self:
        """The number of the n-th application: six digits and the check digit."""
        digits = f"{sequence:06d}"
        return cls.parse("A" + digits + luhn.calc_check_digit(digits))


@dataclass(frozen=True)
class MaloId:
    """A German market location: eleven digits, the first not 0, the last a check digit."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the id from what a person typed; raises MalformedValueError."""
        digits = _digits(compact(text), 11)
        if digits[0] == "0":
            raise MalformedValueError("prefix")
        if malo_check_digit(digits[:10]) != digits[10]:
            raise MalformedValueError("check_digit")
        return cls(digits)


@dataclass(frozen=True)
class MeloId:
    """A German metering location: ``DE``, eleven digits, twenty characters; it has no check digit."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the id from what a person typed; raises MalformedValueError."""
        written = compact(text)
        if len(written) != 33:
            raise MalformedValueError("length")
        if not written.startswith("DE"):
            raise MalformedValueError("prefix")
        if not re.fullmatch(r"DE[0-9]{11}[0-9A-Z]{20}", written):
            raise MalformedValueError("characters")
        return cls(written)


@dataclass(frozen=True)
class PpeCode:
    """A Polish place of consumption: eighteen digits beginning 5903, the last by GS1 (as in a GSRN)."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the code from what a person typed; raises MalformedValueError."""
        digits = _digits(compact(text), 18)
        if not digits.startswith("5903"):
            raise MalformedValueError("prefix")
        if gs1_check_digit(digits[:17]) != digits[17]:
            raise MalformedValueError("check_digit")
        return cls(digits)


def malo_check_digit(first_ten: str) -> str:
    """Digits at odd places added, those at even places added and doubled, filled up to the next ten.

    Source: BDEW "Identifikatoren in der Marktkommunikation", as quoted by public glossaries (read 2026-11).
    """
    odd = sum(int(digit) for digit in first_ten[0::2])
    even = sum(int(digit) for digit in first_ten[1::2])
    return str(-(odd + 2 * even) % 10)


def gs1_check_digit(digits: str) -> str:
    """Weights 3 and 1 from the right, filled up to the next ten (GS1 General Specifications, 7.9)."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def parse_personal_id(text: str) -> str:
    """The digits of a PESEL (pl) or Steuer-IdNr (de); raises MalformedValueError."""
    digits = _digits(compact(text), 11)
    if pesel.is_valid(digits) or idnr.is_valid(digits):
        return digits
    raise MalformedValueError("check_digit")


def parse_tax_id(text: str) -> str:
    """The ten digits of a NIP (pl, "PL" dropped), or ``DE`` and nine digits (USt-IdNr); raises MalformedValueError."""
    written = compact(text)
    try:
        if written.startswith("DE"):
            return "DE" + str(vat.validate(written))
        return str(nip.validate(written.removeprefix("PL")))
    except ValidationError as error:
        raise MalformedValueError("check_digit") from error


def _digits(text: str, length: int) -> str:
    if not re.fullmatch("[0-9]*", text):
        raise MalformedValueError("characters")
    if len(text) != length:
        raise MalformedValueError("length")
    return text


def _luhn_digits(text: str, length: int) -> str:
    digits = _digits(text, length)
    if not luhn.is_valid(digits):
        raise MalformedValueError("check_digit")
    return digits
