"""Reads and stores meter values, registers, exchanged meters and the use of lines, for points that pass the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.exc import IntegrityError

from backend_api.readings.models import (
    LineUsage,
    MeterExchange,
    MeterReading,
    ReadingRequest,
    ReadingReview,
    Register,
)
from backend_api.security import Identity, Level, readable_by
from backend_api.service_points.models import ServicePoint

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.database import Base
    from backend_api.readings.registers import RegisterCode


async def own_readings(
    session: AsyncSession, identity: Identity, service_point_id: UUID, from_on: date, to_on: date
) -> Sequence[MeterReading]:
    """Accepted readings in the days, both included, and per register the last one before and the first one after.

    Oldest first.
    """
    statement = _accepted(service_point_id).where(_in_or_beside(service_point_id, from_on, to_on))
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).all()


async def readings_of_days(
    session: AsyncSession, identity: Identity, service_point_id: UUID, days: Collection[date]
) -> Sequence[MeterReading]:
    """Accepted readings of these very days."""
    statement = _accepted(service_point_id).where(MeterReading.read_on.in_(days))
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).all()


async def history(
    session: AsyncSession, identity: Identity, service_point_id: UUID, since: date, *, needed: Level
) -> Sequence[MeterReading]:
    """Accepted readings since a day, oldest first, for judging a new one."""
    statement = _accepted(service_point_id).where(MeterReading.read_on >= since)
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity, needed))).all()


async def history_of(session: AsyncSession, service_point_id: UUID, since: date) -> Sequence[MeterReading]:
    """The same of any point: for a service that brings readings in."""
    return (await session.scalars(_accepted(service_point_id).where(MeterReading.read_on >= since))).all()


async def list_own(
    session: AsyncSession, identity: Identity, service_point_id: UUID, *, limit: int
) -> Sequence[MeterReading]:
    """The latest readings of all registers, also those under review, newest first."""
    statement = (
        select(MeterReading)
        .join(ServicePoint, ServicePoint.id == MeterReading.service_point_id)
        .where(MeterReading.service_point_id == service_point_id)
        .order_by(MeterReading.read_on.desc(), MeterReading.register_code)
        .limit(limit)
    )
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).all()


async def latest_per_register(session: AsyncSession, service_point_id: UUID) -> Sequence[MeterReading]:
    """The last accepted reading of each register of a point that passed the gate: one step into the index each."""
    found: list[MeterReading] = []
    for code in (await session.scalars(_codes_of(service_point_id))).all():
        statement = (
            select(MeterReading)
            .where(
                MeterReading.service_point_id == service_point_id,
                MeterReading.register_code == code,
                MeterReading.check_state == "accepted",
            )
            .order_by(MeterReading.read_on.desc())
            .limit(1)
        )
        found += (await session.scalars(statement)).all()
    return found


async def of_day(session: AsyncSession, service_point_id: UUID, read_on: date) -> Sequence[MeterReading]:
    """Every reading of one day, whatever its state; for a point that passed the gate."""
    statement = select(MeterReading).where(
        MeterReading.service_point_id == service_point_id, MeterReading.read_on == read_on
    )
    return (await session.scalars(statement)).all()


async def registers(session: AsyncSession, service_point_id: UUID) -> Sequence[Register]:
    """The described counters of a point that passed the gate."""
    statement = select(Register).where(Register.service_point_id == service_point_id).order_by(Register.code)
    return (await session.scalars(statement)).all()


async def exchanges(session: AsyncSession, service_point_id: UUID) -> Sequence[MeterExchange]:
    """Meters exchanged at a point that passed the gate, oldest first."""
    statement = (
        select(MeterExchange)
        .where(MeterExchange.service_point_id == service_point_id)
        .order_by(MeterExchange.exchanged_on, MeterExchange.register_code)
    )
    return (await session.scalars(statement)).all()


async def meters(session: AsyncSession, identity: Identity) -> Sequence[ServicePoint]:
    """The customer's points that have a meter and are or will be supplied; open to a confirmed address."""
    statement = (
        select(ServicePoint)
        .where(ServicePoint.kind == "metering_point", ServicePoint.state != "ended")
        .order_by(ServicePoint.commodity, ServicePoint.meter_number, ServicePoint.id)
    )
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity, Level.CHANNEL))).all()


async def registers_of(session: AsyncSession, point_ids: Collection[UUID]) -> Sequence[Register]:
    """The described counters of several points that passed the gate."""
    statement = select(Register).where(Register.service_point_id.in_(point_ids)).order_by(Register.code)
    return (await session.scalars(statement)).all()


async def codes_read(session: AsyncSession, point_ids: Collection[UUID]) -> Sequence[Row[UUID, RegisterCode]]:
    """Point and counter of everything that was ever read at points that passed the gate."""
    statement = (
        select(MeterReading.service_point_id, MeterReading.register_code)
        .where(MeterReading.service_point_id.in_(point_ids))
        .distinct()
    )
    return (await session.execute(statement)).all()


async def find_point(session: AsyncSession, identity: Identity, point_id: UUID, needed: Level) -> ServicePoint | None:
    """A point of the customer, locked, so that two readings of it are judged one after the other."""
    statement = select(ServicePoint).where(ServicePoint.id == point_id).with_for_update(of=ServicePoint)
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity, needed))).one_or_none()


async def point_of(session: AsyncSession, point_id: UUID) -> ServicePoint | None:
    """Any point, locked: for a service that brings readings in."""
    statement = select(ServicePoint).where(ServicePoint.id == point_id).with_for_update(of=ServicePoint)
    return (await session.scalars(statement)).one_or_none()


async def waiting_reviews(session: AsyncSession, limit: int) -> Sequence[tuple[MeterReading, ReadingReview]]:
    """Readings that a person has to look at, oldest first."""
    statement = (
        select(MeterReading, ReadingReview)
        .join(ReadingReview, ReadingReview.reading_id == MeterReading.id)
        .where(ReadingReview.decided_at.is_(None))
        .order_by(ReadingReview.asked_at, ReadingReview.reading_id)
        .limit(limit)
    )
    return [(reading, review) for reading, review in await session.execute(statement)]


async def find_review(session: AsyncSession, reading_id: UUID) -> tuple[MeterReading, ReadingReview] | None:
    """One of them, also when it was decided; locked for a decision."""
    statement = (
        select(MeterReading, ReadingReview)
        .join(ReadingReview, ReadingReview.reading_id == MeterReading.id)
        .where(MeterReading.id == reading_id)
        .with_for_update()
    )
    found = (await session.execute(statement)).one_or_none()
    return None if found is None else (found[0], found[1])


async def open_requests(session: AsyncSession, service_point_id: UUID) -> Sequence[ReadingRequest]:
    """Requests for a reading that nobody answered; for a point that passed the gate."""
    statement = select(ReadingRequest).where(
        ReadingRequest.service_point_id == service_point_id, ReadingRequest.answered_on.is_(None)
    )
    return (await session.scalars(statement)).all()


async def points_without_request(
    session: AsyncSession, *, after: UUID, limit: int
) -> Sequence[tuple[ServicePoint, date | None]]:
    """Active metering points by id, with the day of their last reading that somebody took, where none is awaited."""
    last = (
        select(func.max(MeterReading.read_on))
        .where(
            MeterReading.service_point_id == ServicePoint.id,
            MeterReading.source != "estimated",
            MeterReading.check_state != "rejected",
        )
        .correlate(ServicePoint)
        .scalar_subquery()
    )
    awaited = select(ReadingRequest.id).where(
        ReadingRequest.service_point_id == ServicePoint.id, ReadingRequest.answered_on.is_(None)
    )
    statement = (
        select(ServicePoint, last)
        .where(
            ServicePoint.id > after,
            ServicePoint.kind == "metering_point",
            ServicePoint.state == "active",
            ~awaited.exists(),
        )
        .order_by(ServicePoint.id)
        .limit(limit)
    )
    return [(point, read_on) for point, read_on in await session.execute(statement)]


async def add(session: AsyncSession, *rows: Base) -> bool:
    """Store rows; False when one of them is there already."""
    try:
        async with session.begin_nested():
            session.add_all(rows)
    except IntegrityError:
        return False
    return True


async def own_line_usages(
    session: AsyncSession, identity: Identity, service_point_id: UUID, from_on: date, to_on: date
) -> Sequence[LineUsage]:
    """Months that touch the days, oldest first."""
    statement = (
        select(LineUsage)
        .join(ServicePoint, ServicePoint.id == LineUsage.service_point_id)
        .where(
            LineUsage.service_point_id == service_point_id,
            LineUsage.month_on <= to_on,
            LineUsage.counted_until_on >= from_on,
        )
        .order_by(LineUsage.month_on)
    )
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).all()


def _accepted(service_point_id: UUID) -> Select[Any]:
    return (
        select(MeterReading)
        .join(ServicePoint, ServicePoint.id == MeterReading.service_point_id)
        .where(MeterReading.service_point_id == service_point_id, MeterReading.check_state == "accepted")
        .order_by(MeterReading.read_on, MeterReading.register_code)
    )


def _codes_of(service_point_id: UUID) -> Select[Any]:
    return select(MeterReading.register_code).where(MeterReading.service_point_id == service_point_id).distinct()


def _in_or_beside(service_point_id: UUID, from_on: date, to_on: date) -> Any:
    """In the days, or the nearest one outside on either side; each per register."""
    beside = MeterReading.__table__.alias("beside")
    same = (
        (beside.c.service_point_id == service_point_id)
        & (beside.c.register_code == MeterReading.register_code)
        & (beside.c.check_state == "accepted")
    )
    before = select(func.max(beside.c.read_on)).where(same, beside.c.read_on < from_on).scalar_subquery()
    after = select(func.min(beside.c.read_on)).where(same, beside.c.read_on > to_on).scalar_subquery()
    return or_(
        MeterReading.read_on.between(from_on, to_on), MeterReading.read_on == before, MeterReading.read_on == after
    )
