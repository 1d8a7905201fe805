"""Reads contracts through the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from backend_api.contracts.models import Contract
from backend_api.security import Identity, readable_by
from backend_api.service_points.models import ServicePoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(session: AsyncSession, identity: Identity, service_point_id: UUID | None) -> Sequence[Contract]:
    """The customer's contracts, of one service point or of all."""
    statement = _own(identity).order_by(ServicePoint.name, Contract.starts_on.desc(), Contract.number)
    if service_point_id is not None:
        statement = statement.where(Contract.service_point_id == service_point_id)
    return (await session.scalars(statement)).all()


async def find_own(session: AsyncSession, identity: Identity, contract_id: UUID) -> Contract | None:
    """One of the customer's."""
    return (await session.scalars(_own(identity).where(Contract.id == contract_id))).one_or_none()


def _own(identity: Identity) -> Select[Contract]:
    statement = select(Contract).join(Contract.service_point).options(contains_eager(Contract.service_point))
    return readable_by(statement, Contract.customer_id, identity)
