"""Reads who saw and who changed a customer's records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, select

from backend_api.audit.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession


def of_customer(customer_id: UUID, from_at: datetime, until_at: datetime) -> Select[AuditEntry]:
    """The entries of one customer in a time, oldest first; the index on (customer_id, at) answers it."""
    return select(AuditEntry).where(_within(customer_id, from_at, until_at)).order_by(AuditEntry.at, AuditEntry.id)


async def list_of_customer(session: AsyncSession, statement: Select[AuditEntry]) -> Sequence[AuditEntry]:
    """Run it."""
    return (await session.scalars(statement)).all()


async def count_of_customer(session: AsyncSession, customer_id: UUID, from_at: datetime, until_at: datetime) -> int:
    """How many there are."""
    statement = select(func.count()).select_from(AuditEntry).where(_within(customer_id, from_at, until_at))
    return (await session.scalars(statement)).one()


def _within(customer_id: UUID, from_at: datetime, until_at: datetime) -> ColumnElement[bool]:
    return and_(AuditEntry.customer_id == customer_id, AuditEntry.at >= from_at, AuditEntry.at < until_at)
