"""What a customer is told about invoices."""

from datetime import date
from typing import Literal
from uuid import UUID

from backend_api.invoices.credits import CreditReason
from backend_api.invoices.models import LineReason
from backend_api.invoices.states import InvoiceState
from backend_api.schemas import Money, Quantity, Schema
from backend_api.service_points.schemas import CommodityName


class DunningOut(Schema):
    """How an unpaid invoice is followed up."""

    step: Literal["reminded", "dunned", "stopped"]
    """`reminded` is friendly and free, `dunned` formal; after `stopped` nothing more is sent."""
    entered_on: date
    """The day of the step."""
    pay_by_on: date | None
    """The new day to pay by; null when stopped."""
    fee: Money
    """Charged with the next invoice, so it is not in what is open."""
    stop_reason: Literal["payment_plan", "complaint", "staff"] | None
    """Why it was stopped; null when it was not."""


class InvoiceSummary(Schema):
    """One invoice in a list."""

    number: str
    """`R-`, the year, and six digits."""
    service_point_id: UUID
    """What was supplied."""
    service_point_name: str
    """What the customer calls that."""
    commodity: CommodityName
    """What kind of supply."""
    contract_number: str
    """Under which contract."""
    from_on: date
    """First day billed."""
    to_on: date
    """Last day billed."""
    days: int
    """How many days are billed, both ends included."""
    issued_on: date
    """Date on the invoice."""
    due_on: date
    """To be paid by this day."""
    total: Money
    """Including tax; negative for a credit."""
    open: Money
    """What is not paid yet; negative when it is owed to the customer."""
    state: InvoiceState
    """`overdue` is `open` or `partly_paid` after the due day; `credit` is owed to the customer."""
    consumption: Quantity | None
    """Billed consumption; null when none is billed."""
    consumption_unit: str | None
    """`kWh` or `GB`."""
    reading_source: Literal["measured", "estimated", "customer"] | None
    """Where the closing reading came from; null for a line."""
    dunning: DunningOut | None
    """Where following it up stands; null when nothing was sent, and once it is settled."""


class InvoiceLineOut(Schema):
    """One line of an invoice."""

    kind: Literal["work", "base", "tax", "correction", "credit", "discount", "usage"]
    """`work` is energy, `usage` what went beyond an allowance."""
    description: str
    """As printed."""
    quantity: Quantity | None
    """In `unit`; null for a lump sum."""
    unit: str | None
    """`kWh`, `month`, `day`, `GB`, `minute`, `piece`."""
    unit_price: Money | None
    """Per unit, up to four decimals."""
    amount: Money
    """Negative when it lowers the total."""
    from_on: date
    """First day charged."""
    to_on: date
    """Last day charged."""
    reason_code: LineReason | None
    """For a correction, credit or discount: why it is there; null when nobody said."""


class InvoicePayment(Schema):
    """Money received for an invoice."""

    received_on: date
    """Value date."""
    amount: Money
    """Negative when it was paid out to the customer."""
    reference: str
    """The text of the transfer."""


class InvoiceOut(InvoiceSummary):
    """One invoice with its lines and payments."""

    lines: list[InvoiceLineOut]
    """In printing order; they add up to the total."""
    payments: list[InvoicePayment]
    """Oldest first."""
    corrects: str | None
    """Number of the invoice that this one corrects; null for an ordinary one."""
    corrected_by: list[str]
    """Numbers of the invoices that correct this one, oldest first."""
    credit_reason: CreditReason | None
    """Why we owe the customer on it: it corrects another one, its own lines come out negative, more was paid in
    advance (`installments`) or afterwards (`overpaid`) than it asked for; null when we do not."""


class ReadingShown(Schema):
    """What a meter showed."""

    read_on: date
    """At the beginning of this day."""
    value: Quantity
    """The counter."""
    unit: Literal["kWh", "m3"]
    """What it counts in."""
    source: Literal["measured", "estimated", "customer"]
    """Where it came from."""


class LineExplanation(InvoiceLineOut):
    """One line and what it rests on."""

    register_code: str | None
    """For energy: the OBIS code of the counter; null otherwise."""
    opening: ReadingShown | None
    """For energy: the reading at the beginning; null when there is none of that very day."""
    closing: ReadingShown | None
    """For energy: the reading at the end; null likewise."""
    kwh_per_unit: Quantity | None
    """For gas: kWh per m3, calorific value times state number; null otherwise."""
    meter_exchanged_on: date | None
    """The day on which the meter was exchanged in between; null when it was not."""


class InvoiceExplanation(Schema):
    """An invoice line by line: period, readings, price, and why there is a credit."""

    invoice: InvoiceSummary
    """The invoice."""
    lines: list[LineExplanation]
    """In printing order."""
    estimated: bool
    """Whether it rests on an estimate."""
    corrects: str | None
    """Number of the invoice that this one corrects; null for an ordinary one."""
    corrected_by: list[str]
    """Numbers of the invoices that correct this one, oldest first."""
    credit_reason: CreditReason | None
    """Why we owe the customer on it; null when we do not."""


class InvoiceList(Schema):
    """A page of the customer's invoices."""

    items: list[InvoiceSummary]
    """Newest first."""
    total: int
    """How many there are on all pages."""


class ComparisonPart(Schema):
    """How much of the difference one cause explains."""

    cause: Literal["days", "price", "use", "other"]
    """More days billed, other prices, more use per day, or anything else (corrections, credits, rounding)."""
    amount: Money
    """Positive when it made the invoice dearer."""


class DayCounts(Schema):
    """Days billed."""

    now: int
    """By this invoice."""
    before: int
    """By the one before."""


class PriceChange(Schema):
    """A price on both invoices."""

    now: Money
    """On this invoice."""
    before: Money
    """On the one before."""


class ConsumptionChange(Schema):
    """Consumption on both invoices."""

    now: Quantity
    """On this invoice."""
    before: Quantity
    """On the one before."""
    unit: str
    """`kWh` or `GB`."""


class Adjustment(Schema):
    """A correction, a credit or a discount on an invoice: what is behind `other` in a comparison."""

    description: str
    """As printed."""
    amount: Money
    """Negative when it lowers the total."""
    reason_code: LineReason | None
    """Why it is there; null when nobody said."""


class InvoiceComparison(Schema):
    """Why an invoice differs from the one before for the same service point."""

    invoice: InvoiceSummary
    """The invoice asked about."""
    previous: InvoiceSummary | None
    """The one before it; null when it is the first, then everything below is null or empty."""
    difference: Money | None
    """This total less the one before."""
    parts: list[ComparisonPart]
    """The four causes in the order days, price, use, other; they add up exactly to the difference."""
    days: DayCounts | None
    """Days billed."""
    unit_price: PriceChange | None
    """Average price per unit of consumption; null when one of the two bills none."""
    base_price: PriceChange | None
    """Base price per month (or per day, when billed so); null when one of the two has none."""
    consumption: ConsumptionChange | None
    """Billed consumption; null when one of the two bills none."""
    estimated: bool
    """Whether the closing reading of one of the two was estimated."""
    corrects: str | None
    """Number of the invoice that this one corrects; null for an ordinary one."""
    adjustments: list[Adjustment]
    """What was corrected, credited or taken off on this invoice."""
