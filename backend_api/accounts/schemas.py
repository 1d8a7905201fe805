"""What a customer is told about what is owed."""

from datetime import date
from typing import Literal
from uuid import UUID

from backend_api.invoices.schemas import InvoiceComparison, InvoiceSummary
from backend_api.schemas import Money, Schema
from backend_api.service_points.schemas import CommodityName, PostalAddress


class LastPayment(Schema):
    """The latest money received from the customer."""

    received_on: date
    """Value date."""
    amount: Money
    """What came in."""
    invoice_number: str | None
    """What it settled; null for money on account."""


class RunningPlanOut(Schema):
    """A payment plan that is being paid."""

    number: str
    """Its number."""
    invoice_numbers: list[str]
    """The invoices it pays; their own due days no longer count."""
    next_due_on: date
    """By when its next instalment is to be paid."""
    next_due: Money
    """That instalment."""


class AccountOut(Schema):
    """What is owed, in the customer's one currency."""

    balance: Money
    """What the customer owes when credits are set off; 0.00 when nothing is owed or we owe."""
    overdue: Money
    """What should have been paid by yesterday, without setting off credits; not what a payment plan pays."""
    credit: Money
    """What we owe the customer when open invoices are set off; 0.00 otherwise."""
    open_invoices: int
    """How many invoices are not fully paid."""
    next_due_on: date | None
    """The next day, from today on, by which something has to be paid."""
    next_due_amount: Money | None
    """What is open of the invoices due that day, or the next instalment of a payment plan that pays them."""
    payment_plan: RunningPlanOut | None
    """The plan that is being paid; null when there is none."""
    last_payment: LastPayment | None
    """Null when there was none yet."""
    dunning_fees: Money
    """Fees of reminders of what is still unpaid; charged with the next invoice, so they are not in the balance."""
    credit_invoices: list[str]
    """Invoices on which we owe the customer; each says why (`credit_reason`)."""
    on_account: Money
    """Money received that settles no invoice; set off in the balance."""


class BilledPoint(Schema):
    """What tells a service point from the customer's others, from our own books."""

    id: UUID
    """Stable id, for the other calls."""
    name: str
    """What the customer calls it."""
    kind: Literal["metering_point", "line"]
    """`metering_point` or `line`."""
    commodity: CommodityName
    """What is supplied."""
    identifier: str
    """MaLo-ID, PPE code, or the line's number."""
    meter_number: str | None
    """As printed on the meter; null for a line."""
    address: PostalAddress
    """The place of supply, or where the line is used."""


class StatementOut(Schema):
    """What is owed and for what, all as of one moment."""

    account: AccountOut
    """As `GET /account` tells it."""
    invoices: list[InvoiceSummary]
    """The newest ones, newest first."""
    points: list[BilledPoint]
    """The customer's service points, by name."""
    comparison: InvoiceComparison | None
    """Where it was asked for and these invoices of one service point leave no doubt which one matters (the only unpaid
    one, or the newest when all are paid): why it differs from the one before; else null."""
