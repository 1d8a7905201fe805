"""Deletes what was kept long enough, in batches that hold no lock for long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, delete, select

from backend_api.audit.models import AuditEntry
from backend_api.event_subscriptions.models import EventDelivery
from backend_api.events.models import DomainEvent
from backend_api.idempotency.models import IdempotencyRecord
from backend_api.privacy.models import DataExport

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

BATCH = 2000


async def purge_audit(session: AsyncSession, before: datetime) -> int:
    """Entries older than that."""
    return await _purge(session, AuditEntry.id, AuditEntry.at < before)


async def purge_exports(session: AsyncSession, before: datetime) -> int:
    """Requests for copies that ended before that."""
    return await _purge(session, DataExport.id, DataExport.expires_at < before)


async def purge_events(session: AsyncSession, before: datetime) -> int:
    """Events that were handed on before that and that nobody waits for."""
    waiting = select(EventDelivery.id).where(
        EventDelivery.event_id == DomainEvent.id, EventDelivery.state.in_(("pending", "dead"))
    )
    old = and_(DomainEvent.handed_on_at.is_not(None), DomainEvent.handed_on_at < before)
    ids = (await session.scalars(select(DomainEvent.id).where(old, ~waiting.exists()).limit(BATCH))).all()
    await session.execute(delete(EventDelivery).where(EventDelivery.event_id.in_(ids)))
    await session.execute(delete(DomainEvent).where(DomainEvent.id.in_(ids)))
    return len(ids)


async def purge_repeats(session: AsyncSession, before: datetime) -> int:
    """Answers of writes that nobody repeats any more."""
    record = IdempotencyRecord
    chosen = select(record.owner_id, record.key).where(record.created_at < before).limit(BATCH)
    keys = (await session.execute(chosen)).all()
    for owner_id, key in keys:
        await session.execute(delete(record).where(record.owner_id == owner_id, record.key == key))
    return len(keys)


async def _purge(session: AsyncSession, column: Any, old: ColumnElement[bool]) -> int:
    ids = (await session.scalars(select(column).where(old).limit(BATCH))).all()
    await session.execute(delete(column.class_).where(column.in_(ids)))
    return len(ids)
