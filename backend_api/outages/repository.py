"""Finds interruptions by place, who is affected by them, and what customers reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import selectinload

from backend_api.outages.models import Outage, OutageArea, OutagePoint, OutageReport
from backend_api.security import Identity, Level, readable_by
from backend_api.service_points.models import Commodity, ServicePoint

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.database import Base
    from backend_api.outages.models import OutageState


@dataclass(frozen=True)
class Place:
    """Where somebody asks about."""

    country: str
    postcode: str
    commodity: Commodity | None = None
    """Which supply; all when not given."""
    service_point_id: UUID | None = None
    """The point itself, when it is known."""


async def at_place(session: AsyncSession, place: Place, *, over_since: datetime) -> Sequence[Outage]:
    """Interruptions there: running, planned, and those that ended since a moment."""
    in_area = exists().where(
        OutageArea.outage_id == Outage.id,
        OutageArea.country == place.country,
        OutageArea.postcode == place.postcode,
    )
    here: ColumnElement[bool] = in_area
    if place.service_point_id is not None:
        at_point = exists().where(
            OutagePoint.outage_id == Outage.id, OutagePoint.service_point_id == place.service_point_id
        )
        here = or_(in_area, at_point)
    rank = case((Outage.state == "running", 0), (Outage.state == "planned", 1), else_=2)
    told = or_(Outage.state.in_(("running", "planned")), and_(Outage.state == "over", Outage.ended_at >= over_since))
    statement = select(Outage).where(here, told).order_by(rank, Outage.starts_at, Outage.number)
    if place.commodity is not None:
        statement = statement.where(Outage.commodity == place.commodity)
    return (await session.scalars(statement)).all()


async def own_point(session: AsyncSession, identity: Identity, point_id: UUID, needed: Level) -> ServicePoint | None:
    """The customer's service point."""
    statement = select(ServicePoint).where(ServicePoint.id == point_id)
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity, needed))).one_or_none()


async def own_points(session: AsyncSession, identity: Identity) -> Sequence[ServicePoint]:
    """All of the customer's service points that are supplied."""
    statement = select(ServicePoint).where(ServicePoint.state == "active").order_by(ServicePoint.name, ServicePoint.id)
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).all()


async def find(session: AsyncSession, outage_id: UUID, *, to_change: bool = False) -> Outage | None:
    """One with its areas; held until the transaction ends when it is going to change."""
    statement = select(Outage).options(selectinload(Outage.areas)).where(Outage.id == outage_id)
    if to_change:
        statement = statement.with_for_update(of=Outage)
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def list_for_staff(
    session: AsyncSession, *, state: OutageState | None, limit: int, offset: int
) -> Sequence[Outage]:
    """A page, the latest first."""
    statement = select(Outage).options(selectinload(Outage.areas)).order_by(Outage.starts_at.desc(), Outage.id)
    return (await session.scalars(_in_state(statement, state).limit(limit).offset(offset))).all()


async def count_for_staff(session: AsyncSession, *, state: OutageState | None) -> int:
    """How many there are on all pages."""
    return (await session.scalars(_in_state(select(func.count()).select_from(Outage), state))).one()


async def affected(session: AsyncSession, outage: Outage) -> Sequence[Row[UUID, UUID]]:
    """Service points without supply, with their customers."""
    statement = select(ServicePoint.id, ServicePoint.customer_id).where(_is_affected(outage))
    return (await session.execute(statement.order_by(ServicePoint.id))).all()


async def count_affected(session: AsyncSession, outage: Outage) -> int:
    """How many service points are affected."""
    statement = select(func.count()).select_from(ServicePoint).where(_is_affected(outage))
    return (await session.scalars(statement)).one()


async def count_reports(session: AsyncSession, outage_id: UUID) -> int:
    """How many points reported it."""
    statement = select(func.count(OutageReport.service_point_id.distinct())).where(OutageReport.outage_id == outage_id)
    return (await session.scalars(statement)).one()


async def unexplained(session: AsyncSession, *, since: datetime) -> Sequence[Row[str, str, Commodity, int, datetime]]:
    """Places from which reports came that belong to no known interruption, most reports first."""
    number = func.count(OutageReport.service_point_id.distinct())
    first = func.min(OutageReport.reported_at)
    place = (ServicePoint.country, ServicePoint.postcode, ServicePoint.commodity)
    statement = (
        select(*place, number, first)
        .join(ServicePoint, ServicePoint.id == OutageReport.service_point_id)
        .where(OutageReport.outage_id.is_(None), OutageReport.reported_at >= since)
        .group_by(*place)
        .order_by(number.desc(), ServicePoint.country, ServicePoint.postcode, ServicePoint.commodity)
    )
    return (await session.execute(statement)).all()


async def adopt_reports(session: AsyncSession, outage: Outage, *, since: datetime) -> None:
    """Reports of affected points that belonged to nothing belong to this interruption now."""
    statement = (
        select(OutageReport)
        .join(ServicePoint, ServicePoint.id == OutageReport.service_point_id)
        .where(OutageReport.outage_id.is_(None), OutageReport.reported_at >= since, _is_affected(outage))
    )
    for report in (await session.scalars(statement)).all():
        report.outage_id = outage.id
    await session.flush()


async def missing_points(session: AsyncSession, point_ids: Collection[UUID]) -> bool:
    """Whether one of these service points does not exist."""
    statement = select(func.count()).select_from(ServicePoint).where(ServicePoint.id.in_(point_ids))
    return (await session.scalars(statement)).one() < len(point_ids)


async def store(session: AsyncSession, row: Base) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(row)
    await session.flush()


def _is_affected(outage: Outage) -> ColumnElement[bool]:
    in_area = exists().where(
        OutageArea.outage_id == outage.id,
        OutageArea.country == ServicePoint.country,
        OutageArea.postcode == ServicePoint.postcode,
    )
    at_point = exists().where(OutagePoint.outage_id == outage.id, OutagePoint.service_point_id == ServicePoint.id)
    return and_(ServicePoint.commodity == outage.commodity, ServicePoint.state == "active", or_(in_area, at_point))


def _in_state[*Columns](statement: Select[*Columns], state: OutageState | None) -> Select[*Columns]:
    return statement if state is None else statement.where(Outage.state == state)
