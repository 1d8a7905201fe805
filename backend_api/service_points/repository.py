"""Reads service points through the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from backend_api.security import Identity, readable_by
from backend_api.service_points.models import ServicePoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[ServicePoint]:
    """All of the customer's, with allowances, by name."""
    statement = (
        select(ServicePoint)
        .options(joinedload(ServicePoint.allowance))
        .order_by(ServicePoint.name, ServicePoint.commodity, ServicePoint.id)
    )
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).all()


async def find_own(session: AsyncSession, identity: Identity, service_point_id: UUID) -> ServicePoint | None:
    """One of the customer's."""
    statement = select(ServicePoint).where(ServicePoint.id == service_point_id)
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).one_or_none()
