"""Reads and stores the address a customer picked for an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from backend_api.preferences.models import EventPreference
from backend_api.security import Identity, readable_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[EventPreference]:
    """The customer's choices, by event."""
    statement = select(EventPreference).order_by(EventPreference.event)
    return (await session.scalars(readable_by(statement, EventPreference.customer_id, identity))).all()


async def picked(session: AsyncSession, customer_id: UUID, event: str) -> UUID | None:
    """For senders: the address this customer picked for the event."""
    statement = select(EventPreference.address_id).where(
        EventPreference.customer_id == customer_id, EventPreference.event == event
    )
    return await session.scalar(statement)


async def replace(session: AsyncSession, customer_id: UUID, rows: Sequence[EventPreference]) -> None:
    """Let these be all choices of the customer."""
    await session.execute(delete(EventPreference).where(EventPreference.customer_id == customer_id))
    session.add_all(rows)
    await session.flush()


async def forget_address(session: AsyncSession, customer_id: UUID, address_id: UUID) -> None:
    """Drop the choices of an address that is gone."""
    await session.execute(
        delete(EventPreference).where(
            EventPreference.customer_id == customer_id, EventPreference.address_id == address_id
        )
    )
