"""Reads service points through the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from backend_api.contracts.models import Contract
from backend_api.security import Identity, Readable, readable_by
from backend_api.service_points.models import Commodity, ServicePoint, ServicePointKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


class CurrentContract(NamedTuple):
    """Tariff and number of the contract by which a point is supplied."""

    tariff: str | None
    number: str | None


class PointFacts(NamedTuple):
    """What tells a point from the customer's others."""

    id: UUID
    name: str
    kind: ServicePointKind
    commodity: Commodity
    identifier: str
    meter_number: str | None
    street: str
    house_number: str
    postcode: str
    city: str
    country: str


_BY_NAME = (ServicePoint.name, ServicePoint.commodity, ServicePoint.id)
_FACTS = Readable(
    select(
        ServicePoint.id,
        ServicePoint.name,
        ServicePoint.kind,
        ServicePoint.commodity,
        ServicePoint.identifier,
        ServicePoint.meter_number,
        ServicePoint.street,
        ServicePoint.house_number,
        ServicePoint.postcode,
        ServicePoint.city,
        ServicePoint.country,
    ).order_by(*_BY_NAME),
    ServicePoint.customer_id,
)


async def list_facts(session: AsyncSession, identity: Identity) -> list[PointFacts]:
    """All of the customer's, by name, from our own books."""
    return [PointFacts._make(row) for row in await _FACTS.run(session, identity)]


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[ServicePoint]:
    """All of the customer's, with allowances, by name."""
    statement = select(ServicePoint).options(joinedload(ServicePoint.allowance)).order_by(*_BY_NAME)
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).all()


async def find_own(session: AsyncSession, identity: Identity, service_point_id: UUID) -> ServicePoint | None:
    """One of the customer's."""
    statement = select(ServicePoint).where(ServicePoint.id == service_point_id)
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).one_or_none()


async def current_contracts(session: AsyncSession, identity: Identity, today: date) -> dict[UUID, CurrentContract]:
    """By service point, the contract that supplies it on this day, else the one that will."""
    statement = (
        select(Contract.service_point_id, Contract.product_name, Contract.number)
        .where(or_(Contract.notice_ends_on.is_(None), Contract.notice_ends_on >= today))
        .order_by((Contract.starts_on <= today), Contract.starts_on)
    )
    rows = await session.execute(readable_by(statement, Contract.customer_id, identity))
    return {place: CurrentContract(tariff, number) for place, tariff, number in rows}
