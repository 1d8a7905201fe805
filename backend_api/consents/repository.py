"""Reads and adds consents; entries are never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from backend_api.consents.models import ConsentEntry
from backend_api.customers.models import Customer
from backend_api.security import Identity, readable_by

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[ConsentEntry]:
    """Every decision of the customer, in the order in which they were written down."""
    statement = select(ConsentEntry).order_by(ConsentEntry.decided_at, ConsentEntry.id)
    return (await session.scalars(readable_by(statement, ConsentEntry.customer_id, identity))).all()


async def entries_of(
    session: AsyncSession, customer_ids: Collection[UUID], purpose: str, channel: str
) -> dict[UUID, list[ConsentEntry]]:
    """For senders: the decisions of these customers on one purpose and channel; a merged record has its survivor's."""
    owner = func.coalesce(Customer.merged_into_id, Customer.id)
    statement = (
        select(Customer.id, ConsentEntry)
        .join(ConsentEntry, ConsentEntry.customer_id == owner)
        .where(Customer.id.in_(customer_ids), ConsentEntry.purpose == purpose, ConsentEntry.channel == channel)
        .order_by(ConsentEntry.decided_at, ConsentEntry.id)
    )
    found: dict[UUID, list[ConsentEntry]] = {}
    for customer_id, entry in await session.execute(statement):
        found.setdefault(customer_id, []).append(entry)
    return found


async def store(session: AsyncSession, entries: Sequence[ConsentEntry]) -> None:
    """Write them down."""
    session.add_all(entries)
    await session.flush()
