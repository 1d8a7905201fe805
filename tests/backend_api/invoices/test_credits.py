"""Why a customer has a credit."""

from datetime import date
from decimal import Decimal

import pytest

from backend_api.invoices.credits import PaidOn, why_credit

ISSUED = date(2026, 10, 5)


@pytest.mark.parametrize(
    ("total", "paid", "corrects", "reason"),
    [
        (100, [], False, None),
        (100, [("2026-10-20", 100)], False, None),
        (100, [("2026-10-20", 120)], False, "overpaid"),
        (100, [("2026-08-01", 60), ("2026-09-01", 60)], False, "installments"),
        (100, [("2026-08-01", 60), ("2026-10-20", 60)], False, "overpaid"),
        (-20, [], True, "correction"),
        (-20, [], False, "lines"),
        (-20, [("2026-10-20", -20)], True, None),
    ],
)
def test_the_reason_follows_from_what_was_paid_when(
    total: int, paid: list[tuple[str, int]], corrects: bool, reason: str | None
) -> None:
    payments = [PaidOn(date.fromisoformat(day), Decimal(amount)) for day, amount in paid]
    assert why_credit(Decimal(total), payments, issued_on=ISSUED, corrects=corrects) == reason
