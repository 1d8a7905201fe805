"""Statements on service tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from backend_api.service_tokens.models import ServiceToken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_all(session: AsyncSession) -> Sequence[ServiceToken]:
    """All of them, by name."""
    return (await session.scalars(select(ServiceToken).order_by(ServiceToken.name))).all()


async def find_by_hash(session: AsyncSession, token_hash: str) -> ServiceToken | None:
    """The one that was shown."""
    return (await session.scalars(select(ServiceToken).where(ServiceToken.token_hash == token_hash))).one_or_none()


async def lock(session: AsyncSession, token_id: UUID) -> ServiceToken | None:
    """One of them, to change it."""
    return (await session.scalars(select(ServiceToken).where(ServiceToken.id == token_id).with_for_update())).first()


async def store(session: AsyncSession, token: ServiceToken) -> bool:
    """Write it down; False when its name is taken."""
    try:
        async with session.begin_nested():
            session.add(token)
    except IntegrityError:
        return False
    return True


async def note_use(session: AsyncSession, token_id: UUID, now: datetime) -> None:
    """Keep when it was last shown."""
    statement = update(ServiceToken).where(ServiceToken.id == token_id).values(last_used_at=now)
    await session.execute(statement, execution_options={"synchronize_session": False})
