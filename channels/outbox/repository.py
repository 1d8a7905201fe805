"""Statements on the outbox."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Table, and_, func, insert, or_, select, update
from sqlalchemy.orm import aliased
from uuid_utils import uuid7

from channels.contract import DeliveryStatus, JsonObject, StatusReport
from channels.conversations.messages import StoredMessage
from channels.conversations.repository import ConversationRow
from channels.keys import Keys
from channels.outbox.models import OutboxMessage

BATCH = 8
PEOPLE, BULK = 0, 10
"""Priorities: whoever waits for an answer goes before what is sent to many."""
UNKNOWN = "unknown"
_BEFORE: dict[DeliveryStatus, tuple[str, ...]] = {
    DeliveryStatus.QUEUED: (),
    DeliveryStatus.SENT: (),
    DeliveryStatus.DELIVERED: ("sent",),
    DeliveryStatus.READ: ("sent", "delivered"),
    DeliveryStatus.FAILED: ("sent", "delivered"),
}
"""In which states a report of a state is news: reports overtake each other."""
_INSERT = insert(cast("Table", OutboxMessage.__table__))
_DUE = (
    OutboxMessage.id,
    OutboxMessage.channel,
    OutboxMessage.tries,
    OutboxMessage.expires_at,
    OutboxMessage.conversation_id,
    OutboxMessage.seq,
    OutboxMessage.first_seq,
    OutboxMessage.address_id,
    OutboxMessage.sealed,
    OutboxMessage.extras,
    OutboxMessage.priority,
    OutboxMessage.created_at,
)
_Older = aliased(OutboxMessage)
_WAITS_FOR_AN_OLDER_ONE = (
    select(_Older.id)
    .where(
        _Older.conversation_id == OutboxMessage.conversation_id,
        _Older.seq < OutboxMessage.seq,
        _Older.status == DeliveryStatus.QUEUED.value,
    )
    .exists()
)
"""Made once: a second name for a table costs more than the statement that uses it."""


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

    id: str
    channel: str
    tries: int
    expires_at: datetime | None
    conversation_id: str
    seq: int | None
    first_seq: int | None
    address_id: str | None
    sealed: str | None = field(repr=False)
    extras: str | None
    priority: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Parcel:
    """Messages of a conversation that go out as one."""

    first_seq: int
    seq: int
    extras: JsonObject = field(default_factory=dict)
    """What is asked of the channel besides, such as a button that shares the customer's phone number."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A message of which its provider tells something new."""

    id: str
    conversation_id: str
    address_id: str | None


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
            "priority": PEOPLE,
            "created_at": now,
            "changed_at": now,
        }
        for message in messages
    ]
    if rows:
        connection.execute(_INSERT, rows)


def add_messages(
    connection: Connection,
    conversation: ConversationRow,
    parcels: Sequence[Parcel],
    now: datetime,
    *,
    priority: int = PEOPLE,
) -> int:
    """Queue messages of a conversation for the address it goes to.

    Args:
        connection: The transaction that stored them.
        conversation: Whose address is known.
        parcels: What goes out, in order.
        now: The moment; due at once.
        priority: `BULK` for what the customer did not ask for.

    Returns:
        How many things are queued.
    """
    rows = [
        {
            "id": str(uuid7()),
            "conversation_id": conversation.id,
            "first_seq": parcel.first_seq,
            "seq": parcel.seq,
            "extras": json.dumps(parcel.extras) if parcel.extras else None,
            "address_id": conversation.address_id,
            "channel": conversation.channel,
            "status": DeliveryStatus.QUEUED.value,
            "tries": 0,
            "priority": priority,
            "next_try_at": now,
            "created_at": now,
            "changed_at": now,
        }
        for parcel in parcels
    ]
    if rows:
        connection.execute(_INSERT, rows)
    return len(rows)


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
            priority=PEOPLE,
            next_try_at=now,
            expires_at=letter.expires_at,
            created_at=now,
            changed_at=now,
        )
    )


def claim_due(connection: Connection, channel: str, worker: str, now: datetime, lease_until: datetime) -> list[Due]:
    """Take what is due and in nobody else's hands; of a conversation's messages only the oldest that is not sent."""
    free = or_(OutboxMessage.worker.is_(None), OutboxMessage.worker == worker, OutboxMessage.lease_until < now)
    due = and_(OutboxMessage.status == DeliveryStatus.QUEUED.value, OutboxMessage.next_try_at <= now, free)
    chosen = (
        select(OutboxMessage.id)
        .where(due, OutboxMessage.channel == channel, ~_WAITS_FOR_AN_OLDER_ONE)
        .order_by(OutboxMessage.priority, OutboxMessage.next_try_at, OutboxMessage.id)
        .limit(BATCH)
    )
    statement = (
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(chosen), due)
        .values(worker=worker, lease_until=lease_until, tries=OutboxMessage.tries + 1)
        .returning(*_DUE)
    )
    return [Due(**row._mapping) for row in connection.execute(statement)]


def get(connection: Connection, message_id: str) -> Due | None:
    """A message as it was claimed, whatever became of it since; None when there is none."""
    row = connection.execute(select(*_DUE).where(OutboxMessage.id == message_id)).one_or_none()
    return None if row is None else Due(**row._mapping)


def next_due_at(connection: Connection, channel: str) -> datetime | None:
    """When the next message that waits for nothing but its time is due."""
    return connection.execute(
        select(func.min(OutboxMessage.next_try_at)).where(
            OutboxMessage.status == DeliveryStatus.QUEUED.value,
            OutboxMessage.channel == channel,
            ~_WAITS_FOR_AN_OLDER_ONE,
        )
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


def report(connection: Connection, told: StatusReport, now: datetime) -> Reported | str | None:
    """Note what a provider tells of a message it took; what is older than what is known changes nothing.

    Returns:
        The message, when this is news; `UNKNOWN` when nobody knows it.
    """
    statement = (
        update(OutboxMessage)
        .where(
            OutboxMessage.channel == told.channel,
            OutboxMessage.provider_id == told.provider_id,
            OutboxMessage.status.in_(_BEFORE[told.status]),
        )
        .values(status=told.status.value, failure=told.code, changed_at=now)
        .returning(OutboxMessage.id, OutboxMessage.conversation_id, OutboxMessage.address_id)
    )
    row = connection.execute(statement).one_or_none()
    if row is not None:
        return Reported(*row)
    same = select(OutboxMessage.id).where(
        OutboxMessage.channel == told.channel, OutboxMessage.provider_id == told.provider_id
    )
    return None if connection.execute(same.limit(1)).first() else UNKNOWN


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


def conversation_of(connection: Connection, message_id: str, channel: str) -> str | None:
    """The conversation that a message we sent on a channel is part of; a code, or another letter, is part of none."""
    return connection.execute(
        select(OutboxMessage.conversation_id).where(
            OutboxMessage.id == message_id,
            OutboxMessage.channel == channel,
            OutboxMessage.address_id.is_not(None),
        )
    ).scalar_one_or_none()
