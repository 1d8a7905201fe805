"""What a transfer is recognised by: the reference we print, and the one we find again in what customers wrote; pure.

In euro it is a creditor reference of ISO 11649 (``RF``, two check digits, the invoice number without dashes), which
banks check while it is typed. Polish banks do not know those; there it is the invoice number as it is printed.
"""

from __future__ import annotations

import re

from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

_INVOICE = re.compile(r"(?<![A-Z0-9])R[\s-]*(\d{4})[\s-]*(\d{6,})(?!\d)")
_CREDITOR = re.compile(r"RF\s?\d{2}[A-Z0-9\s]{1,30}")
_PLAN = re.compile(r"(?<![A-Z0-9])P[\s-]*(\d{6,})(?!\d)")


def payment_reference(number: str, currency: str) -> str:
    """The reference of an invoice: its number, in euro as a creditor reference; a payment plan's is its bare number.

    Args:
        number: Such as ``R-2026-004711``.
        currency: ISO 4217.
    """
    if currency != "EUR":
        return number
    written = number.replace("-", "")
    return f"RF{mod_97_10.calc_check_digits(written + 'RF')}{written}"


def readable(reference: str) -> str:
    """As it is printed: a creditor reference in groups of four."""
    return str(iso11649.format(reference)) if iso11649.is_valid(reference) else reference


def invoice_number_in(text: str) -> str | None:
    """The invoice number that a transfer's text names, by itself or in a creditor reference; None for none."""
    found = _INVOICE.search(_uncovered(text))
    return f"R-{found[1]}-{found[2]}" if found else None


def plan_number_in(text: str) -> str | None:
    """The number of a payment plan likewise."""
    found = _PLAN.search(_uncovered(text))
    return f"P-{found[1]}" if found else None


def _uncovered(text: str) -> str:
    """The text in capitals, each valid creditor reference in it replaced by what it covers."""

    def what_it_covers(found: re.Match[str]) -> str:
        """The longest beginning that is valid: the match runs into the words behind it."""
        written = "".join(found[0].split())
        for length in range(len(written), 4, -1):
            if iso11649.is_valid(written[:length]):
                return f" {written[4:length]} "
        return found[0]

    return _CREDITOR.sub(what_it_covers, text.upper())
