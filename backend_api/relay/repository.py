"""Statements of the relay: hands events on to their receivers, claims what is due, and notes what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import aliased

from backend_api.event_subscriptions.models import NOTIFICATIONS_ID, EventDelivery, EventSubscription
from backend_api.events.models import DomainEvent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

EVENTS_AT_ONCE = 200
STREAMS_AT_ONCE = 20
RUN = 25
"""Events of one stream that one claim takes, in their order."""
_Earlier = aliased(EventDelivery)
_HAS_AN_EARLIER_ONE = (
    select(_Earlier.id)
    .where(
        _Earlier.subscription_id == EventDelivery.subscription_id,
        _Earlier.stream == EventDelivery.stream,
        _Earlier.state == "pending",
        _Earlier.id < EventDelivery.id,
    )
    .exists()
)
"""Made once: a second name for a table costs more than the statement that uses it."""


@dataclass(frozen=True)
class Due:
    """A claimed delivery with what it tells."""

    id: int
    subscription_id: UUID
    stream: UUID
    tries: int
    """This one included."""
    event_id: UUID
    name: str
    customer_id: UUID | None
    about: dict[str, Any]
    occurred_at: datetime


async def ensure_notifications(session: AsyncSession, now: datetime) -> None:
    """Keep the subscription of our own notifications."""
    if await session.get(EventSubscription, NOTIFICATIONS_ID) is None:
        session.add(
            EventSubscription(
                id=NOTIFICATIONS_ID,
                name="Notifications",
                kind="notifications",
                url="",
                event_names=[],
                created_at=now,
            )
        )
        await session.flush()


async def anything_new(session: AsyncSession) -> bool:
    """Whether an event waits to be handed on."""
    statement = select(DomainEvent.id).where(DomainEvent.handed_on_at.is_(None)).limit(1)
    return (await session.scalars(statement)).first() is not None


async def hand_on(session: AsyncSession, kinds: Iterable[str], now: datetime) -> int:
    """Make a delivery for every receiver of the oldest new events; returns how many events there were.

    The events stay locked until the commit, so that processes hand on one after the other, in order.
    """
    statement = (
        select(DomainEvent)
        .where(DomainEvent.handed_on_at.is_(None))
        .order_by(DomainEvent.occurred_at, DomainEvent.id)
        .limit(EVENTS_AT_ONCE)
        .with_for_update()
    )
    events = (await session.scalars(statement)).all()
    if not events:
        return 0
    wanted = select(EventSubscription).where(EventSubscription.state != "gone", EventSubscription.kind.in_(list(kinds)))
    receivers = (await session.scalars(wanted)).all()
    for event in events:
        event.handed_on_at = now
        for receiver in receivers:
            if not receiver.event_names or event.name in receiver.event_names:
                session.add(_delivery(event, receiver.id, now))
    await session.flush()
    return len(events)


async def receivers(session: AsyncSession, kinds: Iterable[str], now: datetime) -> dict[UUID, EventSubscription]:
    """Those that may be told something now."""
    statement = select(EventSubscription).where(
        EventSubscription.state == "active",
        EventSubscription.kind.in_(list(kinds)),
        or_(EventSubscription.held_until.is_(None), EventSubscription.held_until <= now),
    )
    return {found.id: found for found in await session.scalars(statement)}


async def due_heads(session: AsyncSession, receiver_ids: Sequence[UUID], now: datetime) -> list[tuple[int, UUID]]:
    """The first pending delivery of each stream with its receiver, where it is due and nobody has it in hand."""
    statement = (
        select(EventDelivery.id, EventDelivery.subscription_id)
        .where(EventDelivery.subscription_id.in_(receiver_ids), _free(now), ~_HAS_AN_EARLIER_ONE)
        .order_by(EventDelivery.next_try_at, EventDelivery.id)
        .limit(STREAMS_AT_ONCE)
    )
    return [(delivery_id, receiver_id) for delivery_id, receiver_id in await session.execute(statement)]


async def claim(session: AsyncSession, heads: Sequence[int], worker: str, now: datetime, until: datetime) -> list[Due]:
    """Take these and what follows them in their streams; what another process took meanwhile is left to it."""
    locked = (
        select(EventDelivery)
        .where(EventDelivery.id.in_(heads), _free(now))
        .order_by(EventDelivery.id)
        .with_for_update(skip_locked=True)
    )
    claimed: list[EventDelivery] = []
    for head in (await session.scalars(locked, execution_options={"populate_existing": True})).all():
        claimed += [head, *await _followers(session, head)]
    for delivery in claimed:
        delivery.worker, delivery.lease_until, delivery.tries = worker, until, delivery.tries + 1
    await session.flush()
    events = select(DomainEvent).where(DomainEvent.id.in_([delivery.event_id for delivery in claimed]))
    found = {event.id: event for event in await session.scalars(events)}
    return [_due(delivery, found[delivery.event_id]) for delivery in claimed]


async def next_due_at(session: AsyncSession) -> datetime | None:
    """When the next delivery is due or a lease ends, whoever holds it."""
    when = func.min(EventDelivery.next_try_at)
    return (await session.execute(select(when).where(EventDelivery.state == "pending"))).scalar_one()


async def settle(session: AsyncSession, delivery_ids: Sequence[int], worker: str, now: datetime) -> None:
    """Note that these got through."""
    await _change(session, delivery_ids, worker, state="delivered", failure=None, settled_at=now)


async def bury(session: AsyncSession, delivery_id: int, worker: str, failure: str | None, now: datetime) -> None:
    """Note that this one is not tried again."""
    await _change(session, [delivery_id], worker, state="dead", failure=failure, settled_at=now)


async def postpone(session: AsyncSession, delivery_id: int, worker: str, failure: str | None, at: datetime) -> None:
    """Try this one again later; the others of its stream wait for it."""
    await _change(session, [delivery_id], worker, failure=failure, next_try_at=at)


async def put_back(session: AsyncSession, delivery_ids: Sequence[int], worker: str) -> None:
    """Give back what was claimed and not tried."""
    await _change(session, delivery_ids, worker, tries=EventDelivery.tries - 1)


async def receiver_answered(session: AsyncSession, subscription_id: UUID, now: datetime) -> None:
    """It is there: nothing holds it any more, and what waited for it is due."""
    receiver = await _locked_receiver(session, subscription_id)
    if receiver is None:
        return
    receiver.last_delivered_at = now
    if receiver.failures:
        receiver.failures, receiver.held_until = 0, None
        waiting = and_(
            EventDelivery.subscription_id == subscription_id,
            EventDelivery.state == "pending",
            EventDelivery.next_try_at > now,
        )
        await session.execute(update(EventDelivery).where(waiting).values(next_try_at=now))
    await session.flush()


async def receiver_down(session: AsyncSession, subscription_id: UUID, failures: int, until: datetime) -> None:
    """Leave it alone for a while."""
    receiver = await _locked_receiver(session, subscription_id)
    if receiver is not None:
        receiver.failures, receiver.held_until = failures, until
        await session.flush()


async def receiver_gone(session: AsyncSession, subscription_id: UUID) -> None:
    """It wants no more of anything."""
    receiver = await _locked_receiver(session, subscription_id)
    if receiver is not None:
        receiver.state = "gone"
        await session.flush()


async def _followers(session: AsyncSession, head: EventDelivery) -> Sequence[EventDelivery]:
    statement = (
        select(EventDelivery)
        .where(
            EventDelivery.subscription_id == head.subscription_id,
            EventDelivery.stream == head.stream,
            EventDelivery.state == "pending",
            EventDelivery.id > head.id,
        )
        .order_by(EventDelivery.id)
        .limit(RUN - 1)
    )
    return (await session.scalars(statement)).all()


async def _locked_receiver(session: AsyncSession, subscription_id: UUID) -> EventSubscription | None:
    statement = select(EventSubscription).where(EventSubscription.id == subscription_id).with_for_update()
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def _change(session: AsyncSession, delivery_ids: Sequence[int], worker: str, **values: Any) -> None:
    """Only what this process still has in hand: a slower one does not undo what another did since."""
    if not delivery_ids:
        return
    mine = and_(EventDelivery.id.in_(delivery_ids), EventDelivery.worker == worker, EventDelivery.state == "pending")
    statement = update(EventDelivery).where(mine).values(worker=None, lease_until=None, **values)
    await session.execute(statement, execution_options={"synchronize_session": False})


def _free(now: datetime) -> ColumnElement[bool]:
    unclaimed = or_(EventDelivery.lease_until.is_(None), EventDelivery.lease_until < now)
    return and_(EventDelivery.state == "pending", EventDelivery.next_try_at <= now, unclaimed)


def _delivery(event: DomainEvent, subscription_id: UUID, now: datetime) -> EventDelivery:
    return EventDelivery(
        subscription_id=subscription_id, event_id=event.id, stream=event.customer_id or event.id, next_try_at=now
    )


def _due(delivery: EventDelivery, event: DomainEvent) -> Due:
    return Due(
        id=delivery.id,
        subscription_id=delivery.subscription_id,
        stream=delivery.stream,
        tries=delivery.tries,
        event_id=event.id,
        name=event.name,
        customer_id=event.customer_id,
        about=event.about,
        occurred_at=event.occurred_at,
    )
