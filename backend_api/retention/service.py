"""Deletes what was kept as long as the settings say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from backend_api.retention import repository
from backend_api.retention.schemas import Purged

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Keep:
    """How long what is kept, in days."""

    audit_days: int
    event_days: int
    repeat_days: int


async def purge(session: AsyncSession, keep: Keep, *, now: datetime) -> Purged:
    """One batch of each."""
    counts = {
        "audit_entries": await repository.purge_audit(session, now - timedelta(days=keep.audit_days)),
        "domain_events": await repository.purge_events(session, now - timedelta(days=keep.event_days)),
        "idempotency_records": await repository.purge_repeats(session, now - timedelta(days=keep.repeat_days)),
        "data_exports": await repository.purge_exports(session, now - timedelta(days=keep.audit_days)),
    }
    return Purged(**counts, more=any(count >= repository.BATCH for count in counts.values()))
