"""In which state an invoice is, from what is open and the day."""

from datetime import date
from decimal import Decimal
from typing import Literal

InvoiceState = Literal["open", "partly_paid", "paid", "overdue", "credit"]
StateFilter = Literal["open", "partly_paid", "paid", "overdue", "credit", "unpaid"]


def invoice_state(total: Decimal, open_amount: Decimal, due_on: date, today: date) -> InvoiceState:
    """``credit`` when we owe, ``paid`` when nobody does; an unpaid one is overdue from the day after ``due_on``."""
    if open_amount < 0:
        return "credit"
    if open_amount == 0:
        return "paid"
    if due_on < today:
        return "overdue"
    return "open" if open_amount >= total else "partly_paid"
