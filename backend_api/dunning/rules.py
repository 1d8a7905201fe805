"""When an unpaid invoice is followed up, and with what fee; pure.

A reminder comes a week after the due day and costs nothing, a formal demand two weeks after the reminder. In Germany
a demand may cost what it costs us (section 288 of the Civil Code; section 17(2) StromGVV: a flat sum must be easy to
follow; 1.50 euro is what public price sheets name, such as the Stadtwerke Deidesheim's; read 2026-11). In Poland we
take none.
The fee is charged with the next bill and is not part of what is open of this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

Step = Literal["reminded", "dunned", "stopped"]
StopReason = Literal["payment_plan", "complaint", "staff"]

REMIND_AFTER = timedelta(days=7)
"""After the due day."""
DUN_AFTER = timedelta(days=14)
"""After the reminder."""
TERM = timedelta(days=14)
"""New time to pay, from the day it is sent."""
FEES = {"EUR": Decimal("1.50")}
"""Of a demand, by currency; nothing elsewhere."""


@dataclass(frozen=True)
class NextStep:
    """What is due to be sent."""

    step: Literal["reminded", "dunned"]
    pay_by_on: date
    fee: Decimal


def next_step(due_on: date, last: Step | None, last_on: date | None, *, currency: str, today: date) -> NextStep | None:
    """What an unpaid invoice needs today; None when nothing is due or dunning was stopped.

    Args:
        due_on: Of the invoice.
        last: The last step, if any.
        last_on: When that was taken.
        currency: ISO 4217; decides the fee.
        today: The supplier's date.
    """
    if last is None:
        reminder = NextStep("reminded", today + TERM, Decimal())
        return reminder if today >= due_on + REMIND_AFTER else None
    if last == "reminded" and last_on is not None and today >= last_on + DUN_AFTER:
        return NextStep("dunned", today + TERM, FEES.get(currency, Decimal()))
    return None
