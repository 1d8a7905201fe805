"""What a customer is told about contracts."""

from datetime import date
from typing import Literal
from uuid import UUID

from backend_api.schemas import Money, Quantity, Schema
from backend_api.service_points.schemas import CommodityName


class Included(Schema):
    """What a line's monthly price includes."""

    data_gb: Quantity | None
    """GB per month; null when unlimited or not sold."""
    minutes: int | None
    """Minutes per month; null when unlimited or not sold."""
    speed_mbit: int | None
    """Download speed in Mbit/s; null when not promised."""


class ContractOut(Schema):
    """A supply contract, with the dates that follow from its rules today."""

    id: UUID
    """Stable id."""
    number: str
    """`V-` and six digits."""
    service_point_id: UUID
    """What it supplies."""
    service_point_name: str
    """What the customer calls that."""
    commodity: CommodityName
    """What is supplied."""
    product_name: str
    """The tariff's name."""
    base_price: Money
    """Per month, including tax."""
    unit_price: Money | None
    """Per kWh, including tax, up to four decimals; null for a line."""
    starts_on: date
    """First day of supply."""
    ends_on: date | None
    """Last day of the term that is running, or of supply after notice; null when it runs on until notice."""
    notice_period_value: int
    """How many weeks or months of notice."""
    notice_period_unit: Literal["weeks", "months"]
    """`weeks` or `months`."""
    notice_by_on: date | None
    """Last day for a notice that ends it on `earliest_end_on`; null when no such day is needed."""
    earliest_end_on: date
    """The first day with which it can end."""
    cannot_end_before_on: date | None
    """A day before which it cannot end whatever the term says; null without one."""
    renewal: Literal["none", "fixed_term", "indefinite"]
    """After the term: it ends by itself, runs for `renewal_months` more, or runs on."""
    renewal_months: int | None
    """Length of each further term; null unless `fixed_term`."""
    price_guaranteed_until: date | None
    """Last day of the price guarantee; null without one."""
    included: Included | None
    """For a line: what the price includes; null for a metering point."""
    state: Literal["active", "ending", "ended", "future"]
    """`ending` once notice was given."""


class ContractList(Schema):
    """The customer's contracts."""

    items: list[ContractOut]
    """By service point, newest first."""
    total: int
    """How many there are."""
