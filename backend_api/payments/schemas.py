"""What is asked for and told about money received and about paying."""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from backend_api.invoices.schemas import InvoicePayment
from backend_api.schemas import Money, Schema


class PaymentOut(InvoicePayment):
    """Money received."""

    invoice_number: str | None
    """What it settles; null for money on account."""


class PaymentList(Schema):
    """The customer's latest payments."""

    items: list[PaymentOut]
    """Newest first."""
    total: int
    """How many there are altogether."""


class MoneyIn(Schema):
    """An amount of money that came in, to the cent; negative when it went back."""

    model_config = ConfigDict(extra="forbid")

    amount: Annotated[str, Field(pattern=r"^-?[0-9]{1,10}\.[0-9]{2}$")]
    """Decimal text with two places."""
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    """ISO 4217."""


class PaymentIn(Schema):
    """Money that came in, as the bank or the ERP tells it."""

    model_config = ConfigDict(extra="forbid")

    source: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]{0,39}$")]
    """Name of the system that tells it."""
    external_id: Annotated[str, Field(pattern=r"^[!-~]{1,100}$")]
    """Its own id of the money: told twice, it counts once."""
    amount: MoneyIn
    """How much."""
    received_on: date
    """Value date."""
    reference: Annotated[str, Field(max_length=140, pattern=r"^[^\x00-\x1f\x7f]*$")]
    """The text of the transfer; names the invoice or the payment plan."""
    invoice_number: Annotated[str | None, Field(max_length=20)] = None
    """What it pays, when that is known better than by the text."""
    customer_number: Annotated[str | None, Field(max_length=20)] = None
    """Whose money it is, for when it pays no invoice."""


class PaymentAccepted(Schema):
    """What became of money that came in."""

    parts: list[PaymentOut]
    """What it settled, and what was left over for the account."""
    payment_plan_number: str | None
    """The plan it counts for; null for none."""


class PaymentCodeOut(Schema):
    """How to pay what is open of an invoice, or the next instalment of the payment plan that pays it."""

    invoice_number: str
    """Which invoice."""
    amount: Money
    """What is open of it, to the cent; the plan's next instalment when it is in a running payment plan."""
    due_on: date
    """To be paid by this day."""
    payment_plan_number: str | None
    """The running payment plan whose instalment it is; null for none. The money counts for it."""
    holder: str
    """To whom."""
    iban: str
    """Account, without blanks."""
    bic: str | None
    """Bank; null where the IBAN is enough."""
    bank_name: str | None
    """The bank as customers know it."""
    reference: str
    """The text of the transfer, by which it is recognised; a creditor reference (ISO 11649) in euro."""
    reference_text: str
    """The same as it is printed."""
    standard: Literal["epc", "zbp"] | None
    """`epc`: EPC QR code for euro; `zbp`: the Polish banks' 2D code; null when the amount fits into neither."""
    payload: str | None
    """What the code says; null without one."""
    svg: str | None
    """The code as an SVG picture; null without one."""
    png: str | None
    """The same as PNG in Base64; null without one."""
