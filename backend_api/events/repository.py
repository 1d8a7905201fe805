"""Stores events."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.events.models import DomainEvent


async def store(session: AsyncSession, event: DomainEvent) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(event)
    await session.flush()
