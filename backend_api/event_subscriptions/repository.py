"""Statements on receivers of events and on what became of each telling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from backend_api.event_subscriptions.models import DeliveryState, EventDelivery, EventSubscription
from backend_api.events.models import DomainEvent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Backlog:
    """What a receiver was not told."""

    pending: int = 0
    dead: int = 0


async def list_all(session: AsyncSession) -> Sequence[EventSubscription]:
    """Everybody who is told, by name."""
    statement = select(EventSubscription).order_by(EventSubscription.name, EventSubscription.id)
    return (await session.scalars(statement)).all()


async def find(session: AsyncSession, subscription_id: UUID) -> EventSubscription | None:
    """One of them."""
    return await session.get(EventSubscription, subscription_id)


async def lock(session: AsyncSession, subscription_id: UUID) -> EventSubscription | None:
    """One of them, to change it."""
    statement = select(EventSubscription).where(EventSubscription.id == subscription_id).with_for_update()
    return (await session.scalars(statement)).one_or_none()


async def backlogs(session: AsyncSession, subscription_ids: Sequence[UUID]) -> dict[UUID, Backlog]:
    """What waits and what was given up, per receiver."""
    statement = (
        select(EventDelivery.subscription_id, EventDelivery.state, func.count())
        .where(EventDelivery.subscription_id.in_(subscription_ids), EventDelivery.state != "delivered")
        .group_by(EventDelivery.subscription_id, EventDelivery.state)
    )
    counts = {(owner, state): count for owner, state, count in await session.execute(statement)}
    return {
        owner: Backlog(counts.get((owner, "pending"), 0), counts.get((owner, "dead"), 0)) for owner in subscription_ids
    }


async def store(session: AsyncSession, subscription: EventSubscription) -> None:
    """Write it down."""
    session.add(subscription)
    await session.flush()


async def remove(session: AsyncSession, subscription: EventSubscription) -> None:
    """Forget it with what it was not told."""
    await session.execute(delete(EventDelivery).where(EventDelivery.subscription_id == subscription.id))
    await session.delete(subscription)
    await session.flush()


async def list_deliveries(
    session: AsyncSession, subscription_id: UUID, state: DeliveryState, *, limit: int, offset: int
) -> Sequence[tuple[EventDelivery, DomainEvent]]:
    """A page of what a receiver was told or not, newest first."""
    statement = (
        select(EventDelivery, DomainEvent)
        .join(DomainEvent, DomainEvent.id == EventDelivery.event_id)
        .where(EventDelivery.subscription_id == subscription_id, EventDelivery.state == state)
        .order_by(EventDelivery.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [(delivery, event) for delivery, event in await session.execute(statement)]


async def count_deliveries(session: AsyncSession, subscription_id: UUID, state: DeliveryState) -> int:
    """How many there are on all pages."""
    statement = (
        select(func.count())
        .select_from(EventDelivery)
        .where(EventDelivery.subscription_id == subscription_id, EventDelivery.state == state)
    )
    return (await session.scalars(statement)).one()


async def revive(session: AsyncSession, subscription_id: UUID, delivery_ids: Sequence[int], now: datetime) -> int:
    """Try dead ones again from the beginning; returns how many."""
    chosen = [EventDelivery.subscription_id == subscription_id, EventDelivery.state == "dead"]
    if delivery_ids:
        chosen.append(EventDelivery.id.in_(delivery_ids))
    count = (await session.scalars(select(func.count()).select_from(EventDelivery).where(*chosen))).one()
    values = {"state": "pending", "tries": 0, "next_try_at": now, "settled_at": None, "worker": None}
    await session.execute(
        update(EventDelivery).where(*chosen).values(**values), execution_options={"synchronize_session": False}
    )
    return count
