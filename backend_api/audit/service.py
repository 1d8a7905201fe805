"""Says who saw and who changed a customer's records on a day."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from backend_api.audit import repository
from backend_api.audit.schemas import AuditDay, AuditEntryOut

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


def day_bounds(on: date, time_zone: str) -> tuple[datetime, datetime]:
    """Beginning and end of a local day in UTC; a day with a change of the clocks has 23 or 25 hours."""
    zone = ZoneInfo(time_zone)
    begin = datetime.combine(on, time(), zone)
    end = datetime.combine(on + timedelta(days=1), time(), zone)
    return begin.astimezone(UTC), end.astimezone(UTC)


async def of_day(
    session: AsyncSession, customer_id: UUID, on: date, *, time_zone: str, limit: int, offset: int
) -> AuditDay:
    """A page of one customer's day; empty for a customer nobody looked at, or who is not there."""
    bounds = day_bounds(on, time_zone)
    statement = repository.of_customer(customer_id, *bounds).limit(limit).offset(offset)
    items = [AuditEntryOut.model_validate(entry) for entry in await repository.list_of_customer(session, statement)]
    total = await repository.count_of_customer(session, customer_id, *bounds)
    return AuditDay(customer_id=customer_id, on=on, items=items, total=total)
