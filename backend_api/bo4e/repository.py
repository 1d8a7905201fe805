"""Reads and stores what is exchanged as BO4E."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload

from backend_api.contracts.models import Contract
from backend_api.customers.models import Customer
from backend_api.invoices.models import Invoice
from backend_api.service_points.models import ServicePoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def has_customer(session: AsyncSession, customer_id: UUID) -> bool:
    """Whether there is one."""
    return await session.scalar(select(Customer.id).where(Customer.id == customer_id)) is not None


async def points_of(session: AsyncSession, customer_id: UUID) -> Sequence[ServicePoint]:
    """By name."""
    statement = select(ServicePoint).where(ServicePoint.customer_id == customer_id)
    return (await session.scalars(statement.order_by(ServicePoint.name, ServicePoint.id))).all()


async def contracts_of(session: AsyncSession, customer_id: UUID) -> Sequence[Contract]:
    """By number, with their points."""
    statement = select(Contract).where(Contract.customer_id == customer_id).options(joinedload(Contract.service_point))
    return (await session.scalars(statement.order_by(Contract.number))).all()


async def invoices_of(session: AsyncSession, customer_id: UUID, *, limit: int, offset: int) -> Sequence[Invoice]:
    """A page by number, with lines, points and contracts."""
    statement = (
        select(Invoice)
        .where(Invoice.customer_id == customer_id)
        .options(selectinload(Invoice.lines), joinedload(Invoice.service_point), joinedload(Invoice.contract))
        .order_by(Invoice.number)
        .limit(limit)
        .offset(offset)
    )
    return (await session.scalars(statement)).all()


async def owner_of_contract(session: AsyncSession, number: str) -> UUID | None:
    """Whose contract has this number."""
    return await session.scalar(select(Contract.customer_id).where(Contract.number == number))


async def owner_of_invoice(session: AsyncSession, number: str) -> UUID | None:
    """Whose invoice has this number."""
    return await session.scalar(select(Invoice.customer_id).where(Invoice.number == number))


async def store(session: AsyncSession, row: ServicePoint | Contract | Invoice) -> bool:
    """Write it down; False when the database refuses it (dates that contradict each other, a number twice)."""
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True
