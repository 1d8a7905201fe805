"""Reads supplier switches through the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from backend_api.security import Identity, Level, readable_by
from backend_api.service_points.models import ServicePoint
from backend_api.switches.models import SupplierSwitch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(
    session: AsyncSession, identity: Identity, service_point_id: UUID | None
) -> Sequence[SupplierSwitch]:
    """The customer's switches with point and history, open to a confirmed address."""
    statement = (
        select(SupplierSwitch)
        .join(SupplierSwitch.service_point)
        .options(contains_eager(SupplierSwitch.service_point), selectinload(SupplierSwitch.history))
        .order_by(ServicePoint.name, SupplierSwitch.id)
    )
    if service_point_id is not None:
        statement = statement.where(SupplierSwitch.service_point_id == service_point_id)
    return (await session.scalars(readable_by(statement, SupplierSwitch.customer_id, identity, Level.CHANNEL))).all()
