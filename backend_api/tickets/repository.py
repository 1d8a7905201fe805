"""Reads tickets through the gate and stores them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from backend_api.security import Identity, readable_by
from backend_api.tickets.models import Ticket

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[Ticket]:
    """The customer's tickets, newest first."""
    statement = select(Ticket).order_by(Ticket.created_at.desc(), Ticket.number.desc())
    return (await session.scalars(readable_by(statement, Ticket.customer_id, identity))).all()


async def store(session: AsyncSession, ticket: Ticket) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(ticket)
    await session.flush()
