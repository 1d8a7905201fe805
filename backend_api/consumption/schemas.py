"""What a customer is told about use."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from backend_api.schemas import Quantity, Schema
from backend_api.service_points.schemas import CommodityName, MissingSource

SourceName = Literal["measured", "estimated", "customer", "mixed"]


class YearBefore(Schema):
    """The same days a year earlier."""

    from_on: date
    """First day."""
    to_on: date
    """Last day."""
    total: Quantity
    """Use in these days, in the same unit."""
    change_percent: Quantity | None
    """By how much the use grew (negative: fell) since, to 0.1 percent; null when there was none before."""


class MonthUse(Schema):
    """Use in one calendar month, as far as it lies in the period and is known."""

    month: str
    """Year and month, such as 2026-03."""
    value: Quantity
    """In the unit of the answer."""
    source: SourceName
    """`estimated` also when only part of what lies between two readings falls into the month."""
    year_before_value: Quantity | None
    """The same days a year earlier; null when not wholly known."""


class ConsumptionOut(Schema):
    """What was used at a service point in a period."""

    service_point_id: UUID
    """Where."""
    service_point_name: str
    """What the customer calls it."""
    commodity: CommodityName
    """What was used."""
    from_on: date
    """First day asked for."""
    to_on: date
    """Last day asked for."""
    total: Quantity
    """Use in the days that are known."""
    unit: Literal["kWh", "GB"]
    """`kWh` for energy, `GB` for lines."""
    reading_source: SourceName | None
    """Where the figures come from; null when nothing is known."""
    covered_until_on: date | None
    """Last day that is known; null when nothing is known."""
    complete: bool
    """Whether every day of the period is known."""
    year_before: YearBefore | None
    """The known days a year earlier; null when those are not wholly known."""
    months: list[MonthUse]
    """Oldest first; months of which nothing is known are left out."""


class Period(Schema):
    """Days, both included."""

    from_on: date
    """First day."""
    to_on: date
    """Last day."""


class ComparedPoint(Schema):
    """Use at one service point in both periods."""

    service_point_id: UUID
    """Where."""
    service_point_name: str
    """What the customer calls it."""
    commodity: CommodityName
    """What was used."""
    unit: Literal["kWh", "GB"]
    """`kWh` for energy, `GB` for lines."""
    now: Quantity | None
    """Use in the period; of the days that are known. Null when none is."""
    before: Quantity | None
    """Use in the period it is compared with; likewise."""
    change: Quantity | None
    """`now` less `before`; null unless both are wholly known."""
    change_percent: Quantity | None
    """The same in percent, to 0.1; null likewise, and when there was no use before."""
    complete: bool
    """Whether every day of both periods is known."""
    reading_source: SourceName | None
    """Whether the use in the period was measured or estimated; null when only the amount is known."""
    source: str | None
    """The billing system that told it; null when it follows from our own readings."""
    as_of: datetime | None
    """Since when what the billing system told is true, in UTC; null without one."""
    current: bool
    """False when the billing system is missing and these are its last known values."""


class ComparedTotal(Schema):
    """Both periods added up over the points of one commodity that are wholly known."""

    commodity: CommodityName
    """What was used."""
    unit: Literal["kWh", "GB"]
    """`kWh` or `GB`."""
    now: Quantity
    """Use in the period."""
    before: Quantity
    """Use in the period it is compared with."""
    change: Quantity
    """`now` less `before`."""
    change_percent: Quantity | None
    """The same in percent, to 0.1; null when there was no use before."""
    points: int
    """How many points are added up."""
    points_asked: int
    """How many points of this commodity were asked for."""


class ConsumptionComparison(Schema):
    """Use of several service points in two periods."""

    period: Period
    """The period."""
    against: Period
    """The period it is compared with."""
    points: list[ComparedPoint]
    """By name."""
    totals: list[ComparedTotal]
    """One per commodity."""
    complete: bool
    """Whether all billing systems answered and every day of every point is known."""
    missing: list[MissingSource]
    """Billing systems that gave no whole answer; their points are shown with their last known values."""
