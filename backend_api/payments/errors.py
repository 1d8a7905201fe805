"""How money and codes for paying can be refused.

BackendError
├── PaymentUnmatchedError   422 payment_unmatched
├── PaymentDiffersError     409 payment_differs
├── CurrencyDiffersError    422 currency_differs
├── NothingToPayError       409 nothing_to_pay
└── BankAccountMissingError 409 bank_account_missing
"""

from __future__ import annotations

from backend_api.errors import BackendError


class PaymentUnmatchedError(BackendError):
    """It names no invoice, payment plan or customer that we know."""

    status, code, message = 422, "payment_unmatched", "The payment names no invoice, plan or customer that we know."


class PaymentDiffersError(BackendError):
    """A payment with this source and id was told before, with another amount, day or currency."""

    status, code, message = 409, "payment_differs", "This payment was told before, differently."


class CurrencyDiffersError(BackendError):
    """It is in another currency than what it pays."""

    status, code, message = 422, "currency_differs", "The payment is in another currency than what it pays."


class NothingToPayError(BackendError):
    """The invoice is paid, or is a credit."""

    status, code, message = 409, "nothing_to_pay", "Nothing is open of this invoice."


class BankAccountMissingError(BackendError):
    """The supplier has no account in this currency."""

    status, code, message = 409, "bank_account_missing", "There is no bank account of ours for this currency."
