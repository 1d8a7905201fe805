"""Why a customer has a credit; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

CreditReason = Literal["correction", "lines", "installments", "overpaid"]
"""
correction    the invoice corrects another one and comes out negative
lines         its own lines come out negative: a bonus, a goodwill, a correction
installments  more was paid in advance than the period cost
overpaid      more was paid for it than it asked for
"""


@dataclass(frozen=True)
class PaidOn:
    """Money received."""

    received_on: date
    amount: Decimal


def why_credit(total: Decimal, payments: list[PaidOn], *, issued_on: date, corrects: bool) -> CreditReason | None:
    """The reason for which we owe the customer on an invoice; None when we do not."""
    paid = sum((payment.amount for payment in payments), Decimal())
    if total - paid >= 0:
        return None
    if total < 0:
        return "correction" if corrects else "lines"
    in_advance = sum((payment.amount for payment in payments if payment.received_on < issued_on), Decimal())
    return "installments" if in_advance > total else "overpaid"
