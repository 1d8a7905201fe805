"""Tables of what was measured: meter values and the monthly use of a line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of
from backend_api.invoices.models import ReadingSource


class MeterReading(Base):
    """What a meter showed at the beginning of a day."""

    __tablename__ = "meter_readings"
    __table_args__ = (
        UniqueConstraint("service_point_id", "read_on"),
        one_of("unit", ("kWh", "m3")),
        one_of("source", ("measured", "estimated", "customer")),
        CheckConstraint("kwh_per_unit > 0", name="kwh_per_unit"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id"))
    """The metering point."""
    read_on: Mapped[date]
    """The value is that at 00:00 of this day: a month is read on its first and on the next month's first day."""
    value: Mapped[Decimal]
    """The counter in ``unit``; it only grows."""
    unit: Mapped[str] = mapped_column(String(5), default="kWh")
    """``kWh``, or ``m3`` for gas."""
    kwh_per_unit: Mapped[Decimal] = mapped_column(default=Decimal(1))
    """1 for kWh; for gas calorific value times state number, as printed on the bill."""
    source: Mapped[ReadingSource] = mapped_column(String(10))
    """``measured``, ``estimated`` or ``customer``."""


class LineUsage(Base):
    """Data used on a line in one calendar month."""

    __tablename__ = "line_usages"
    __table_args__ = (
        UniqueConstraint("service_point_id", "month_on"),
        CheckConstraint("counted_until_on >= month_on", name="counted_until_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id"))
    """The line."""
    month_on: Mapped[date]
    """First day of the month."""
    counted_until_on: Mapped[date]
    """Last day that is counted: the month's last, or yesterday for the running month."""
    data_gb: Mapped[Decimal]
    """Used in these days, in GB."""
