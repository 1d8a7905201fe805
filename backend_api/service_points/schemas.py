"""What a customer is told about the places and lines they are served at."""

from datetime import date
from typing import Literal
from uuid import UUID

from backend_api.schemas import Quantity, Schema

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


class ServicePointList(Schema):
    """The customer's service points."""

    items: list[ServicePointOut]
    """By name."""
    total: int
    """How many there are."""
