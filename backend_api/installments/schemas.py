"""What is asked for and told about regular advance payments."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Money, Schema
from backend_api.service_points.schemas import CommodityName


class AmountIn(Schema):
    """An amount to be paid, to the cent."""

    model_config = ConfigDict(extra="forbid")

    amount: Annotated[str, Field(pattern=r"^[0-9]{1,7}\.[0-9]{2}$")]
    """Decimal text with two places."""
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    """ISO 4217."""


class InstallmentChangeIn(Schema):
    """The amount that a customer wants to pay from now on."""

    model_config = ConfigDict(extra="forbid")

    amount: AmountIn
    """Each time."""


class InstallmentStep(Schema):
    """An amount and since when it holds."""

    from_on: date
    """The first due day with it."""
    amount: Money
    """Each time."""
    changed_by: Literal["supplier", "customer", "representative", "staff"]
    """Who set it."""


class InstallmentLimits(Schema):
    """Between which amounts a customer may choose."""

    lowest: Money
    """The least."""
    highest: Money
    """The most."""
    fair: Money
    """What would just cover the expected yearly cost."""
    basis: Literal["use", "bill", "current"]
    """What was expected from: metered use of a year, the latest bill, or the amount of today."""


class InstallmentOut(Schema):
    """The regular advance payment of one contract."""

    id: UUID
    """Stable id."""
    contract_number: str
    """For which contract."""
    service_point_id: UUID
    """What it supplies."""
    service_point_name: str
    """What the customer calls that."""
    commodity: CommodityName
    """What is supplied."""
    amount: Money
    """What is due on the next day."""
    next_due_on: date
    """The next due day, today included."""
    due_day: int
    """Day of the month."""
    interval_months: int
    """Every month, or every second one."""
    limits: InstallmentLimits
    """Between which amounts it may be changed today."""
    earliest_change_on: date
    """From which due day a change of today takes effect."""
    history: list[InstallmentStep]
    """All amounts, also those to come, oldest first."""


class InstallmentList(Schema):
    """The customer's regular advance payments."""

    items: list[InstallmentOut]
    """By service point."""
