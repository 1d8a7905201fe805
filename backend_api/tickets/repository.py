"""Reads tickets through the gate, stores them, and hands out their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from backend_api.security import Identity, readable_by
from backend_api.tickets.models import NumberSequence, Ticket

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[Ticket]:
    """The customer's tickets, newest first."""
    statement = select(Ticket).order_by(Ticket.created_at.desc(), Ticket.number.desc())
    return (await session.scalars(readable_by(statement, Ticket.customer_id, identity))).all()


async def next_number(session: AsyncSession) -> str:
    """A number nobody else gets; the row stays locked until the transaction ends."""
    statement = (
        update(NumberSequence)
        .where(NumberSequence.name == "ticket")
        .values(next_value=NumberSequence.next_value + 1)
        .returning(NumberSequence.next_value)
        .execution_options(synchronize_session=False)
    )
    return f"T-{(await session.scalars(statement)).one() - 1:06d}"


async def store(session: AsyncSession, ticket: Ticket) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(ticket)
    await session.flush()
