"""What a number a customer gives may be: customer number, application number, personal or tax id."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from backend_api.values import (
    ApplicationNumber,
    CustomerNumber,
    MalformedValueError,
    parse_personal_id,
    parse_tax_id,
)

if TYPE_CHECKING:
    from collections.abc import Callable

NO_NUMBER = "-"
"""Stored nowhere; compared when a text is not a number of that kind, so that each lookup does the same work."""


@dataclass(frozen=True)
class LookupForms:
    """A given text as each kind of number, in the form in which it is stored."""

    customer_number: str
    application_number: str
    personal_id: str
    tax_id: str

    @classmethod
    def of(cls, text: str) -> LookupForms:
        """Try every kind; what does not fit becomes NO_NUMBER."""
        return cls(
            customer_number=_form(lambda: CustomerNumber.parse(text).text),
            application_number=_form(lambda: ApplicationNumber.parse(text).text),
            personal_id=_form(lambda: parse_personal_id(text)),
            tax_id=_form(lambda: parse_tax_id(text)),
        )


class Numbered(Protocol):
    """A customer's record, wherever it is kept."""

    @property
    def application_number(self) -> str | None:
        """``A-`` and seven digits."""

    @property
    def personal_id(self) -> str | None:
        """PESEL or Steuer-IdNr."""

    @property
    def tax_id(self) -> str | None:
        """NIP or USt-IdNr."""


def may_identify(customer: Numbered, forms: LookupForms, second: LookupForms) -> bool:
    """Whether the number suffices: an application number only together with the personal or tax id on record."""
    fits = _same(second.personal_id, customer.personal_id) | _same(second.tax_id, customer.tax_id)
    return forms.application_number != customer.application_number or fits


def _same(given: str, stored: str | None) -> bool:
    return given != NO_NUMBER and hmac.compare_digest(given, stored or "")


def _form(parse: Callable[[], str]) -> str:
    try:
        return parse()
    except MalformedValueError:
        return NO_NUMBER
