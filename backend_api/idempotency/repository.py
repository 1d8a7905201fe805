"""Stores which writes were done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from backend_api.idempotency.models import IdempotencyRecord

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def claim(session: AsyncSession, record: IdempotencyRecord) -> bool:
    """Insert the record; False when the key is taken. Waits for a running write with the same key."""
    try:
        async with session.begin_nested():
            session.add(record)
    except IntegrityError:
        return False
    return True


async def find(session: AsyncSession, owner_id: UUID, key: str) -> IdempotencyRecord | None:
    """The record of a write that was done."""
    return await session.get(IdempotencyRecord, (owner_id, key), populate_existing=True)
