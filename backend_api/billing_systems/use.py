"""The use of all of a customer's points by month, joined over the systems: what comparisons over sites are made of."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from backend_api.billing_systems.port import Unit


@dataclass(frozen=True)
class PointUse:
    """One point's months."""

    service_point_id: UUID
    """Our id."""
    name: str
    """What the customer calls the point."""
    commodity: str
    """``electricity``, ``gas``, ``fibre`` or ``mobile``; only the same one can be added up."""
    unit: Unit
    """``kWh`` or ``GB``."""
    months: dict[date, Decimal]
    """Amount by the first day of the month, oldest first; a month that nobody knows is left out."""
    source: str | None
    """The system's title; none when no system knows the point, which then has no months here."""
    as_of: datetime | None
    """Since when the values are true; none without a source."""
    current: bool
    """False when the system was missing and these are the last known values."""


@dataclass(frozen=True)
class MissingSystem:
    """A system that gave no whole answer."""

    name: str
    """Stable, lower case."""
    title: str
    """What people call it."""
    reason: str
    """``silent``, ``refused`` or ``wrong``."""
    since: datetime
    """When it was first found missing, for this customer."""
    as_of: datetime | None
    """Of the oldest of its last known values; none when nothing of it is known."""
    points: int
    """How many points are known of it from before."""


@dataclass(frozen=True)
class JoinedUse:
    """Use by point and month, and what is missing from it."""

    points: list[PointUse]
    """By name; a point in two systems stands once."""
    missing: list[MissingSystem]
    """Empty when every system answered."""

    @property
    def complete(self) -> bool:
        """Whether every system answered in full."""
        return not self.missing
