"""What a customer sees of framework agreements."""

from datetime import date
from typing import Literal
from uuid import UUID

from backend_api.products.schemas import PriceOut
from backend_api.schemas import Money, Quantity, Schema

LimitUnitName = Literal["kwh", "pieces", "money"]
RefusalReasonName = Literal[
    "not_valid_yet", "not_valid_any_more", "product_not_covered", "site_not_covered", "energy_needed", "limit_exceeded"
]


class LimitOut(Schema):
    """How much may be called off."""

    unit: LimitUnitName
    """`kwh` of energy, `pieces`, or `money` without tax in the agreement's currency."""
    total: Quantity
    """In all."""
    used: Quantity
    """So far."""
    left: Quantity
    """Still."""


class AgreedPrice(Schema):
    """A price under the agreement, without tax."""

    product_number: str | None
    """Of this product; null when it is for a whole commodity."""
    commodity: Literal["electricity", "gas", "fibre", "mobile"] | None
    """Of every tariff or plan of this commodity; null when it is for one product."""
    base: Money | None
    """Per month."""
    unit: Money | None
    """Per kWh."""
    one_off: Money | None
    """Once, with the order."""


class FrameworkSiteOut(Schema):
    """A place that belongs to the agreement."""

    service_point_id: UUID | None
    """The point there; null while it is not supplied."""
    name: str
    """What the customer calls it."""


class CallOffOut(Schema):
    """What one order took from the limit."""

    order_number: str | None
    """By which order."""
    product_number: str
    """What was ordered."""
    value: Quantity
    """How much, in the unit of the limit."""
    called_off_on: date
    """When."""
    counts: bool
    """False once the order was cancelled."""


class FrameworkBrief(Schema):
    """A framework agreement in a list."""

    number: str
    """`FA-` and digits."""
    title: str
    """What it is about."""
    state: Literal["future", "active", "ended"]
    """Today."""
    valid_from_on: date
    """First day on which something can be called off."""
    valid_until_on: date
    """Last day on which something can be called off."""
    term_months: int | None
    """Term of every contract under it; null when the product's own counts."""
    new_sites_allowed: bool
    """Whether places may be added."""
    limit: LimitOut
    """What all call-offs together may reach."""


class FrameworkOut(FrameworkBrief):
    """A framework agreement in full."""

    prices: list[AgreedPrice]
    """What was agreed, products first."""
    sites: list[FrameworkSiteOut]
    """Its places, by name."""
    call_offs: list[CallOffOut]
    """What was called off, oldest first."""


class FrameworkList(Schema):
    """The customer's framework agreements."""

    items: list[FrameworkBrief]
    """Newest first."""
    total: int
    """How many there are."""


class CallOffCheck(Schema):
    """Whether an order could be called off today; nothing is kept of the question."""

    accepted: bool
    """Whether it could."""
    reason: RefusalReasonName | None
    """Why it could not; null when it could."""
    unit: LimitUnitName
    """The unit of the two figures below."""
    value: Quantity | None
    """How much it would take; null when it is refused."""
    left: Quantity
    """What would be left, or is left when it is refused."""
    price: PriceOut | None
    """The agreement's price; null when it is refused."""
