"""What a customer is told about use."""

from datetime import date
from typing import Literal
from uuid import UUID

from backend_api.schemas import Quantity, Schema
from backend_api.service_points.schemas import CommodityName

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
