"""Counts, under a lock that lasts as long as the transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend_api.numbers.models import NumberSequence

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def take(session: AsyncSession, name: str, first: int) -> int:
    """The next value of a sequence, beginning with ``first``; its row stays locked until the transaction ends."""
    sequence = await _locked(session, name)
    if sequence is None:
        try:
            async with session.begin_nested():
                session.add(NumberSequence(name=name, next_value=first))
        except IntegrityError:
            pass  # somebody else began it just now
        sequence = await _locked(session, name)
        assert sequence is not None
    value = sequence.next_value
    sequence.next_value = value + 1
    await session.flush()
    return value


async def _locked(session: AsyncSession, name: str) -> NumberSequence | None:
    statement = select(NumberSequence).where(NumberSequence.name == name).with_for_update()
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()
