"""Statements on the outbox."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Table, and_, func, insert, or_, select, update
from uuid_utils import uuid7

from channels.contract import DeliveryStatus, OutboundMessage
from channels.conversations.messages import StoredMessage
from channels.keys import Keys
from channels.outbox.models import OutboxMessage

BATCH = 8
_INSERT = insert(cast("Table", OutboxMessage.__table__))


@dataclass(frozen=True, slots=True)
class Letter:
    """Something for a provider to carry."""

    channel: str
    address: str = field(repr=False)
    subject: str | None = field(repr=False)
    text: str = field(repr=False)
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Due:
    """A queued message whose time has come, claimed by this worker."""

    channel: str
    tries: int
    expires_at: datetime | None
    message: OutboundMessage | None
    """None when its seal does not open any more."""
    id: str


def add_stored(
    connection: Connection, conversation_id: str, channel: str, messages: Sequence[StoredMessage], now: datetime
) -> None:
    """Note messages that the customer's side fetches itself: stored is sent."""
    rows = [
        {
            "id": message.draft.id,
            "conversation_id": conversation_id,
            "seq": message.seq,
            "channel": channel,
            "status": DeliveryStatus.SENT.value,
            "tries": 0,
            "created_at": now,
            "changed_at": now,
        }
        for message in messages
    ]
    if rows:
        connection.execute(_INSERT, rows)


def add_letter(connection: Connection, keys: Keys, conversation_id: str, letter: Letter, now: datetime) -> None:
    """Queue something for a provider; nobody can read it in the database."""
    sealed = keys.seal(json.dumps([letter.address, letter.subject, letter.text]))
    connection.execute(
        insert(OutboxMessage).values(
            id=str(uuid7()),
            conversation_id=conversation_id,
            channel=letter.channel,
            sealed=sealed,
            status=DeliveryStatus.QUEUED.value,
            tries=0,
            next_try_at=now,
            expires_at=letter.expires_at,
            created_at=now,
            changed_at=now,
        )
    )


def claim_due(connection: Connection, keys: Keys, worker: str, now: datetime, lease_until: datetime) -> list[Due]:
    """Take what is due and in nobody else's hands."""
    free = or_(OutboxMessage.worker.is_(None), OutboxMessage.worker == worker, OutboxMessage.lease_until < now)
    due = and_(OutboxMessage.status == DeliveryStatus.QUEUED.value, OutboxMessage.next_try_at <= now, free)
    chosen = select(OutboxMessage.id).where(due).order_by(OutboxMessage.next_try_at).limit(BATCH)
    statement = (
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(chosen), due)
        .values(worker=worker, lease_until=lease_until, tries=OutboxMessage.tries + 1)
        .returning(
            OutboxMessage.id, OutboxMessage.channel, OutboxMessage.tries, OutboxMessage.expires_at, OutboxMessage.sealed
        )
    )
    return [
        Due(row.channel, row.tries, row.expires_at, _opened(keys, row.id, row.sealed), row.id)
        for row in connection.execute(statement)
    ]


def _opened(keys: Keys, message_id: str, sealed: str | None) -> OutboundMessage | None:
    text = keys.unseal(sealed) if sealed else None
    return None if text is None else OutboundMessage(message_id, *json.loads(text))


def next_due_at(connection: Connection) -> datetime | None:
    """When the next queued message is due."""
    return connection.execute(
        select(func.min(OutboxMessage.next_try_at)).where(OutboxMessage.status == DeliveryStatus.QUEUED.value)
    ).scalar_one()


def settle(
    connection: Connection,
    message_id: str,
    status: DeliveryStatus,
    now: datetime,
    *,
    provider_id: str | None = None,
    failure: str | None = None,
) -> None:
    """Note how sending ended; what was sealed is not needed any more."""
    connection.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id)
        .values(status=status.value, provider_id=provider_id, failure=failure, sealed=None, worker=None, changed_at=now)
    )


def postpone(connection: Connection, message_id: str, next_try_at: datetime, failure: str, now: datetime) -> None:
    """Try again later."""
    connection.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id)
        .values(next_try_at=next_try_at, failure=failure, worker=None, changed_at=now)
    )


def mark_read(connection: Connection, conversation_id: str, seq: int, now: datetime) -> None:
    """Note that the customer's side has shown everything up to a message."""
    unread = (DeliveryStatus.SENT.value, DeliveryStatus.DELIVERED.value)
    connection.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.conversation_id == conversation_id,
            OutboxMessage.seq <= seq,
            OutboxMessage.status.in_(unread),
        )
        .values(status=DeliveryStatus.READ.value, changed_at=now)
    )
