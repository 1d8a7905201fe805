"""What a customer is told about the places and lines they are served at."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from backend_api.schemas import Money, Quantity, Schema

CommodityName = Literal["electricity", "gas", "fibre", "mobile"]


class PostalAddress(Schema):
    """Where it is."""

    street: str
    """Without the house number."""
    house_number: str
    """With letter and flat."""
    postcode: str
    """As written in its country."""
    city: str
    """Town or village."""
    country: str
    """ISO 3166."""


class Allowance(Schema):
    """What is included in a line's running month."""

    data_gb_total: Quantity | None
    """Included data in GB; null when unlimited."""
    data_gb_left: Quantity | None
    """Data left in GB; null when unlimited."""
    minutes_total: int | None
    """Included minutes; null when unlimited or not sold."""
    minutes_left: int | None
    """Minutes left; null likewise."""
    sms_left: int | None
    """Text messages left; null when unlimited or not sold."""
    renews_on: date
    """The day on which it is full again."""


class ServicePointOut(Schema):
    """A metering point or a line."""

    id: UUID
    """Stable id, for the other calls."""
    name: str
    """What the customer calls it."""
    kind: Literal["metering_point", "line"]
    """`metering_point` or `line`."""
    commodity: CommodityName
    """What is supplied."""
    scheme: Literal["malo", "ppe", "line"]
    """Which rules the identifier follows."""
    identifier: str
    """MaLo-ID, PPE code, or the line's number."""
    melo_ids: list[str]
    """German metering locations; empty elsewhere."""
    meter_number: str | None
    """As printed on the meter; null for a line."""
    grid_operator: str | None
    """Who runs the grid; null for a line."""
    state: Literal["planned", "active", "ended"]
    """`planned` before supply begins, `active`, `ended`."""
    address: PostalAddress
    """The place of supply, or where the line is used."""
    allowance: Allowance | None
    """For a line: what is left this month; null for a metering point."""
    tariff: str | None
    """The price plan it is billed by; null before the first contract."""
    contract_number: str | None
    """The number of its contract; null likewise."""
    open_balance: Money | None
    """What the billing system says is open, negative when we owe; null when it says nothing."""
    open_invoices: int | None
    """How many invoices are not settled there; null likewise."""
    source: str | None
    """The billing system these facts come from; null when only our own books have the point."""
    as_of: datetime | None
    """Since when they are true, in UTC; null likewise."""
    current: bool
    """False when the billing system is missing just now and these are its last known facts."""


class MissingSource(Schema):
    """A billing system that gave no whole answer."""

    source: str
    """What people call it."""
    reason: Literal["silent", "refused", "wrong"]
    """`silent`: no answer in time; `refused`: it could not be asked; `wrong`: some of its records had to be dropped."""
    since: datetime
    """When it was first found missing, for this customer, in UTC."""
    as_of: datetime | None
    """Of the oldest of its facts that are shown, in UTC; null when none are known."""
    points: int
    """How many of the points are shown from its last known facts."""


class ServicePointList(Schema):
    """The customer's service points."""

    items: list[ServicePointOut]
    """By name."""
    total: int
    """How many there are."""
    current: int
    """How many of them are shown as they are now."""
    stale: int
    """How many are shown with the last known facts of a system that is missing."""
    complete: bool
    """Whether every billing system answered in full."""
    missing: list[MissingSource]
    """The systems that did not; points that only they know may be missing when nothing is known from before."""
