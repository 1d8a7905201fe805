"""Tables of what was measured: registers, meter values, exchanged meters, and the monthly use of a line."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of
from backend_api.invoices.models import ReadingSource
from backend_api.readings.registers import CODES, RegisterCode, main_register

if TYPE_CHECKING:
    from sqlalchemy.engine.default import DefaultExecutionContext

CheckState = Literal["accepted", "to_check", "rejected"]


def _main_register(context: DefaultExecutionContext) -> RegisterCode:
    """The register of a reading that names none, by its unit."""
    given: dict[str, object] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return main_register(str(given.get("unit", "kWh")))


class MeterReading(Base):
    """What a register showed at the beginning of a day."""

    __tablename__ = "meter_readings"
    __table_args__ = (
        UniqueConstraint("service_point_id", "register_code", "read_on"),
        one_of("register_code", CODES),
        one_of("check_state", ("accepted", "to_check", "rejected")),
        CheckConstraint("check_state = 'accepted' OR photo_document_id IS NOT NULL", name="photo"),
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
    """The counter in ``unit``; it only grows, but for exchanged meters and counters that begin again."""
    unit: Mapped[str] = mapped_column(String(5), default="kWh")
    """``kWh``, or ``m3`` for gas."""
    kwh_per_unit: Mapped[Decimal] = mapped_column(default=Decimal(1))
    """1 for kWh; for gas calorific value times state number, as printed on the bill."""
    source: Mapped[ReadingSource] = mapped_column(String(10))
    """``measured``, ``estimated`` or ``customer``."""
    register_code: Mapped[RegisterCode] = mapped_column(String(12), default=_main_register)
    """Which counter, by its OBIS code (``registers.py``)."""
    check_state: Mapped[CheckState] = mapped_column(String(10), default="accepted")
    """``to_check`` was out of range and came with a photo; only ``accepted`` ones count for anything."""
    photo_document_id: Mapped[UUID | None]
    """The picture of the meter, an id of ``documents`` (a later migration, so no foreign key); null for none."""
    replaced_value: Mapped[Decimal | None]
    """The estimate for the same day that this reading took the place of."""
    taken_at: Mapped[datetime | None]
    """When it was handed in; null for what a system told us."""


class Register(Base):
    """One counter of a meter at a service point."""

    __tablename__ = "registers"
    __table_args__ = (
        UniqueConstraint("service_point_id", "code"),
        one_of("code", CODES),
        one_of("unit", ("kWh", "m3")),
        CheckConstraint("digits BETWEEN 3 AND 9", name="digits"),
        CheckConstraint("kwh_per_unit > 0", name="kwh_per_unit"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id"))
    """The metering point."""
    code: Mapped[RegisterCode] = mapped_column(String(12))
    """OBIS code."""
    unit: Mapped[str] = mapped_column(String(5), default="kWh")
    """``kWh``, or ``m3`` for gas."""
    digits: Mapped[int] = mapped_column(default=6)
    """Before the decimal point; after all nines it begins again from 0."""
    kwh_per_unit: Mapped[Decimal] = mapped_column(default=Decimal(1))
    """Of new readings: 1 for kWh; for gas calorific value times state number."""


class MeterExchange(Base):
    """A register's last value on the meter taken away and its first on the one put in its place."""

    __tablename__ = "meter_exchanges"
    __table_args__ = (
        UniqueConstraint("service_point_id", "register_code", "exchanged_on"),
        one_of("register_code", CODES),
        CheckConstraint("old_final_value >= 0 AND new_start_value >= 0", name="sign"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id"))
    """The metering point."""
    register_code: Mapped[RegisterCode] = mapped_column(String(12))
    """Which counter."""
    exchanged_on: Mapped[date]
    """The day of the exchange; a reading of this day is still one of the old meter."""
    old_meter_number: Mapped[str | None] = mapped_column(String(40))
    """Of the meter taken away; null when it was not known."""
    new_meter_number: Mapped[str] = mapped_column(String(40))
    """Of the one put in its place."""
    old_final_value: Mapped[Decimal]
    """What the old one showed last."""
    new_start_value: Mapped[Decimal]
    """What the new one showed first."""


class ReadingReview(Base):
    """A reading out of range that a person looks at, with its photo."""

    __tablename__ = "reading_reviews"
    __table_args__ = (Index(None, "decided_at", "asked_at"),)

    reading_id: Mapped[UUID] = mapped_column(ForeignKey("meter_readings.id"), primary_key=True)
    """Which reading."""
    asked_at: Mapped[datetime]
    """When it was handed in."""
    decided_at: Mapped[datetime | None]
    """When somebody decided; null while it waits."""
    decided_by: Mapped[UUID | None]
    """The staff member; kept when their record is gone, so no foreign key."""


class ReadingRequest(Base):
    """That a customer was asked for a reading."""

    __tablename__ = "reading_requests"
    __table_args__ = (UniqueConstraint("service_point_id", "due_on"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id"))
    """The metering point."""
    due_on: Mapped[date]
    """By when it should be read."""
    asked_at: Mapped[datetime]
    """When ``reading_due`` was said."""
    answered_on: Mapped[date | None]
    """The day of the reading that came; null while it is awaited."""


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
