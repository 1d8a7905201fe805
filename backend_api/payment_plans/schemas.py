"""What is asked for and told about payment plans."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from backend_api.installments.schemas import AmountIn
from backend_api.schemas import Money, Schema


class PlanIn(Schema):
    """A plan as it was shown and agreed."""

    model_config = ConfigDict(extra="forbid")

    months: Annotated[int, Field(ge=1, le=60)]
    """How many rates, one a month."""
    first_due_on: date | None = None
    """When the first one is due; two weeks from today when left out."""
    total: AmountIn
    """The total that was shown; another one by now is refused."""


class RateOut(Schema):
    """One rate."""

    due_on: date
    """To be paid by this day."""
    amount: Money
    """How much."""
    paid: bool
    """Whether it is wholly paid."""


class PlanItemOut(Schema):
    """What a plan pays."""

    invoice_number: str | None
    """The invoice; null for money on account that was set off."""
    amount: Money
    """What was open of it; negative for what was set off."""


class PlanPreview(Schema):
    """A plan that could be agreed."""

    total: Money
    """What is open; the rates add up exactly to it."""
    months: int
    """How many rates."""
    least_months: int
    """The fewest there can be."""
    most_months: int
    """The most there can be for this amount."""
    rates: list[RateOut]
    """In time."""
    items: list[PlanItemOut]
    """What they pay, by due day."""


class PlanOut(Schema):
    """A payment plan that was agreed."""

    number: str
    """`P-` and six digits; the text of each transfer."""
    state: Literal["active", "kept", "broken"]
    """`broken` once a rate is more than a week late, `kept` when all is paid."""
    agreed_at: datetime
    """When."""
    total: Money
    """What is paid in rates."""
    paid: Money
    """What came in so far."""
    next_rate: RateOut | None
    """The next one to be paid; null when the plan is over."""
    rates: list[RateOut]
    """In time."""
    items: list[PlanItemOut]
    """What they pay, by due day."""


class PlanList(Schema):
    """The customer's payment plans."""

    items: list[PlanOut]
    """Newest first."""
