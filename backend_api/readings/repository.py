"""Reads meter values and the use of lines, for a service point that passed the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from backend_api.readings.models import LineUsage, MeterReading
from backend_api.security import Identity, readable_by
from backend_api.service_points.models import ServicePoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def own_readings(
    session: AsyncSession, identity: Identity, service_point_id: UUID, from_on: date, to_on: date
) -> Sequence[MeterReading]:
    """Readings in the days, both included, with the last one before and the first one after; oldest first."""
    of_point = MeterReading.service_point_id == service_point_id
    before = select(func.max(MeterReading.read_on)).where(of_point, MeterReading.read_on < from_on).scalar_subquery()
    after = select(func.min(MeterReading.read_on)).where(of_point, MeterReading.read_on > to_on).scalar_subquery()
    statement = (
        select(MeterReading)
        .join(ServicePoint, ServicePoint.id == MeterReading.service_point_id)
        .where(
            of_point,
            or_(
                MeterReading.read_on.between(from_on, to_on),
                MeterReading.read_on == before,
                MeterReading.read_on == after,
            ),
        )
        .order_by(MeterReading.read_on)
    )
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).all()


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
