"""What a customer owes."""

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import Api


@pytest.mark.capability("B5")
def test_the_account_adds_up(api: Api) -> None:
    """Open 87.50 + 41.38 + 26.88 + 46.88, less a credit of 15.62 and 3.21 on account."""
    account = api.json("/account", world.ANNA.customer)
    assert account == {
        "balance": {"amount": "183.81", "currency": "EUR"},
        "overdue": {"amount": "88.26", "currency": "EUR"},
        "credit": {"amount": "0.00", "currency": "EUR"},
        "open_invoices": 4,
        "next_due_on": "2026-11-20",
        "next_due_amount": {"amount": "26.88", "currency": "EUR"},
        "payment_plan": None,
        "last_payment": {
            "received_on": "2026-11-02",
            "amount": {"amount": "3.21", "currency": "EUR"},
            "invoice_number": None,
        },
        "dunning_fees": {"amount": "1.50", "currency": "EUR"},
        "credit_invoices": [world.ANNA.invoices[1]],
        "on_account": {"amount": "3.21", "currency": "EUR"},
    }


@pytest.mark.capability("B5")
def test_an_account_without_invoices_is_zero_in_its_currency(api: Api) -> None:
    account = api.json("/account", world.APPLICANT.customer)
    zero = {"amount": "0.00", "currency": "PLN"}
    assert (account["balance"], account["overdue"], account["credit"]) == (zero, zero, zero)
    assert (account["open_invoices"], account["next_due_on"], account["last_payment"]) == (0, None, None)
