"""Sets up who is told about events, shows how far they were told, and sends again what was given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.event_subscriptions import repository
from backend_api.event_subscriptions.errors import BuiltInSubscriptionError, DestinationRefusedError
from backend_api.event_subscriptions.models import EventSubscription
from backend_api.event_subscriptions.repository import Backlog
from backend_api.event_subscriptions.schemas import (
    DeliveryList,
    DeliveryOut,
    EventKindOut,
    EventNameList,
    EventSubscriptionChange,
    EventSubscriptionIn,
    EventSubscriptionList,
    EventSubscriptionOut,
    ResendIn,
    Resent,
    SubscriptionSecret,
)
from backend_api.events.names import EVENTS
from backend_api.relay import destinations
from backend_api.relay.signatures import derived_secret, written

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.event_subscriptions.models import DeliveryState

ROTATION = timedelta(days=1)
"""How long the secret before signs as well, so that a receiver can change over without losing anything."""


@dataclass(frozen=True)
class Page:
    """Which part of a list."""

    limit: int
    offset: int


def list_names() -> EventNameList:
    """Everything that can happen."""
    items = [EventKindOut(name=name, text=kind.text, fields=list(kind.fields)) for name, kind in EVENTS.items()]
    return EventNameList(items=items, total=len(items))


async def list_all(session: AsyncSession) -> EventSubscriptionList:
    """Everybody who is told."""
    found = await repository.list_all(session)
    backlogs = await repository.backlogs(session, [subscription.id for subscription in found])
    items = [_out(subscription, backlogs[subscription.id]) for subscription in found]
    return EventSubscriptionList(items=items, total=len(items))


async def describe(session: AsyncSession, subscription_id: UUID) -> EventSubscriptionOut:
    """One of them; raises NotFoundError."""
    return await _described(session, _there(await repository.find(session, subscription_id)))


async def create(
    session: AsyncSession, wanted: EventSubscriptionIn, *, loopback: bool, now: datetime
) -> EventSubscriptionOut:
    """Tell somebody from now on.

    Raises:
        DestinationRefusedError: The URL leads nowhere we send to. Names are looked up when something is sent.
    """
    _check(wanted.url, loopback)
    subscription = EventSubscription(
        name=wanted.name, kind="webhook", url=wanted.url, event_names=wanted.event_names, created_at=now
    )
    await repository.store(session, subscription)
    return _out(subscription, Backlog())


async def change(
    session: AsyncSession, subscription_id: UUID, wanted: EventSubscriptionChange, *, loopback: bool
) -> EventSubscriptionOut:
    """Change what is given; setting it active ends a hold at once.

    Raises:
        NotFoundError: There is none.
        BuiltInSubscriptionError: The URL of our own notifications is a setting.
        DestinationRefusedError: The URL leads nowhere we send to.
    """
    subscription = _there(await repository.lock(session, subscription_id))
    if wanted.url is not None:
        if subscription.kind == "notifications":
            raise BuiltInSubscriptionError
        _check(wanted.url, loopback)
        subscription.url = wanted.url
    if wanted.state is not None:
        subscription.state, subscription.failures, subscription.held_until = wanted.state, 0, None
    subscription.name = wanted.name or subscription.name
    if wanted.event_names is not None:
        subscription.event_names = wanted.event_names
    await session.flush()
    return await _described(session, subscription)


async def remove(session: AsyncSession, subscription_id: UUID) -> EventSubscriptionOut:
    """Tell it nothing more and forget it; raises NotFoundError, BuiltInSubscriptionError."""
    subscription = _there(await repository.lock(session, subscription_id))
    if subscription.kind == "notifications":
        raise BuiltInSubscriptionError
    was = await _described(session, subscription)
    await repository.remove(session, subscription)
    return was


async def rotate(session: AsyncSession, subscription_id: UUID, *, now: datetime) -> EventSubscriptionOut:
    """Sign with a new secret, and for a day with the old one as well.

    Raises:
        NotFoundError: There is none.
        BuiltInSubscriptionError: The secret of our own notifications is a setting.
    """
    subscription = _there(await repository.lock(session, subscription_id))
    if subscription.kind == "notifications":
        raise BuiltInSubscriptionError
    subscription.secret_version += 1
    subscription.old_secret_until = now + ROTATION
    await session.flush()
    return await _described(session, subscription)


async def show_secret(session: AsyncSession, subscription_id: UUID, *, key: bytes) -> SubscriptionSecret:
    """What the receiver checks with; raises NotFoundError, BuiltInSubscriptionError."""
    subscription = _there(await repository.find(session, subscription_id))
    if subscription.kind == "notifications":
        raise BuiltInSubscriptionError
    return SubscriptionSecret(
        id=subscription.id,
        secret=written(derived_secret(key, subscription.id, subscription.secret_version)),
        secret_version=subscription.secret_version,
        old_secret_until=subscription.old_secret_until,
    )


async def list_deliveries(
    session: AsyncSession, subscription_id: UUID, state: DeliveryState, page: Page
) -> DeliveryList:
    """What it was told, what waits, or what was given up; raises NotFoundError."""
    _there(await repository.find(session, subscription_id))
    rows = await repository.list_deliveries(session, subscription_id, state, limit=page.limit, offset=page.offset)
    items = [
        DeliveryOut(
            id=delivery.id,
            event_id=event.id,
            name=event.name,
            customer_id=event.customer_id,
            occurred_at=event.occurred_at,
            state=delivery.state,
            tries=delivery.tries,
            next_try_at=delivery.next_try_at,
            failure=delivery.failure,
            settled_at=delivery.settled_at,
        )
        for delivery, event in rows
    ]
    return DeliveryList(items=items, total=await repository.count_deliveries(session, subscription_id, state))


async def resend(session: AsyncSession, subscription_id: UUID, wanted: ResendIn, *, now: datetime) -> Resent:
    """Try given-up events again, under the ids they had; raises NotFoundError."""
    subscription = _there(await repository.lock(session, subscription_id))
    subscription.failures, subscription.held_until = 0, None
    return Resent(count=await repository.revive(session, subscription_id, wanted.delivery_ids, now))


def _check(url: str, loopback: bool) -> None:
    try:
        destinations.check_url(url, loopback=loopback)
    except destinations.DestinationRefusedError as error:
        raise DestinationRefusedError(error.problem) from error


def _there(found: EventSubscription | None) -> EventSubscription:
    if found is None:
        raise NotFoundError
    return found


async def _described(session: AsyncSession, subscription: EventSubscription) -> EventSubscriptionOut:
    backlogs = await repository.backlogs(session, [subscription.id])
    return _out(subscription, backlogs[subscription.id])


def _out(subscription: EventSubscription, backlog: Backlog) -> EventSubscriptionOut:
    return EventSubscriptionOut(
        id=subscription.id,
        name=subscription.name,
        kind=subscription.kind,
        url=subscription.url,
        event_names=subscription.event_names,
        state=subscription.state,
        secret_version=subscription.secret_version,
        old_secret_until=subscription.old_secret_until,
        failures=subscription.failures,
        held_until=subscription.held_until,
        last_delivered_at=subscription.last_delivered_at,
        pending=backlog.pending,
        dead=backlog.dead,
        created_at=subscription.created_at,
    )
