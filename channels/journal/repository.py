"""Statements on the journal."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Row, Table, bindparam, exists, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from channels.contract import JsonObject
from channels.conversations.models import Conversation
from channels.journal.models import DONE, OPEN, PARKED, JournalEntry

_TABLE = cast("Table", JournalEntry.__table__)
_COLUMNS = (
    JournalEntry.id,
    JournalEntry.conversation_id,
    JournalEntry.turn_id,
    JournalEntry.reply_to,
    JournalEntry.body,
    JournalEntry.tries,
    JournalEntry.ends,
    JournalEntry.told_late,
    JournalEntry.received_at,
)
# The statements of every turn are built once: building costs several times what running them does.
_INSERT = insert(_TABLE).returning(_TABLE.c.id)
_NEXT = (
    select(*_COLUMNS)
    .where(JournalEntry.conversation_id == bindparam("conversation"), JournalEntry.status == text("'open'"))
    .order_by(JournalEntry.position, JournalEntry.id)
    .limit(1)
)
_KNOWN = select(_TABLE.c.body_hash, _TABLE.c.status).where(
    _TABLE.c.channel_account == bindparam("account"), _TABLE.c.provider_message_id == bindparam("message")
)
_CLOSE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("entry"), _TABLE.c.status == OPEN)
    .values(status=bindparam("new_status"), done_at=bindparam("now"))
)
_OPEN = exists().where(JournalEntry.conversation_id == bindparam("conversation"), JournalEntry.status == text("'open'"))
_CONVERSATIONS = cast("Table", Conversation.__table__)
_LEAVE = (
    update(_CONVERSATIONS)
    .where(
        _CONVERSATIONS.c.id == bindparam("conversation"), _CONVERSATIONS.c.claim_number == bindparam("number"), ~_OPEN
    )
    .values(claim_worker=None, lease_until=None)
)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Something that came in and is to be stored."""

    channel_account: str
    provider_message_id: str
    conversation_id: str
    position: int
    turn_id: str
    reply_to: str | None
    body: JsonObject = field(repr=False)
    body_hash: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """An entry that waits for its answer."""

    id: int
    conversation_id: str
    turn_id: str
    reply_to: str | None
    body: JsonObject = field(repr=False)
    tries: int
    ends: int
    told_late: bool
    received_at: datetime

    @property
    def answered_as(self) -> str:
        """What those who wait for the answer call it."""
        return self.reply_to or self.turn_id


@dataclass(frozen=True, slots=True)
class Known:
    """What the journal knows of a message that came again."""

    body_hash: str
    done: bool


class RepeatedError(Exception):
    """The journal has this message already; the transaction must not go on."""


def add(connection: Connection, entry: NewEntry) -> OpenEntry:
    """Store an entry.

    Raises:
        RepeatedError: It is there already.
    """
    values = {
        "channel_account": entry.channel_account,
        "provider_message_id": entry.provider_message_id,
        "conversation_id": entry.conversation_id,
        "position": entry.position,
        "turn_id": entry.turn_id,
        "reply_to": entry.reply_to,
        "body": json.dumps(entry.body, ensure_ascii=False),
        "body_hash": entry.body_hash,
        "status": OPEN,
        "tries": 0,
        "told_late": False,
        "received_at": entry.received_at,
    }
    try:
        entry_id = connection.execute(_INSERT, values).scalar_one()
    except IntegrityError as error:
        if "unique" not in str(error.orig).lower():
            raise
        raise RepeatedError from error
    return OpenEntry(
        id=entry_id,
        conversation_id=entry.conversation_id,
        turn_id=entry.turn_id,
        reply_to=entry.reply_to,
        body=entry.body,
        tries=0,
        ends=0,
        told_late=False,
        received_at=entry.received_at,
    )


def add_done(connection: Connection, entry: NewEntry, now: datetime) -> None:
    """Store an entry that needs no answer; it is there to refuse repeats.

    Raises:
        RepeatedError: It is stored already.
    """
    close(connection, add(connection, entry).id, now)


def known(connection: Connection, channel_account: str, provider_message_id: str) -> Known | None:
    """What became of a message."""
    row = connection.execute(_KNOWN, {"account": channel_account, "message": provider_message_id}).one_or_none()
    return None if row is None else Known(row.body_hash, row.status != OPEN)


def _open(row: Row[*tuple[Any, ...]]) -> OpenEntry:
    return OpenEntry(**{**row._mapping, "body": json.loads(row.body)})


def next_open(connection: Connection, conversation_id: str) -> OpenEntry | None:
    """The first entry of a conversation that has no answer yet."""
    row = connection.execute(_NEXT, {"conversation": conversation_id}).one_or_none()
    return None if row is None else _open(row)


def leave(connection: Connection, conversation_id: str, claim_number: int) -> bool:
    """Let others claim a conversation, unless something in it waits for its answer.

    The transaction has locked the conversation before: nothing can come in meanwhile.

    Returns:
        Whether nothing waits.
    """
    return connection.execute(_LEAVE, {"conversation": conversation_id, "number": claim_number}).rowcount == 1


def close(connection: Connection, entry_id: int, now: datetime, *, parked: bool = False) -> bool:
    """Mark an entry answered, or given up.

    Returns:
        Whether it was still open.
    """
    values = {"entry": entry_id, "new_status": PARKED if parked else DONE, "now": now}
    return connection.execute(_CLOSE, values).rowcount == 1


def count_try(connection: Connection, entry_id: int) -> int:
    """Count a failure of a turn.

    Returns:
        How many there are now.
    """
    statement = (
        update(JournalEntry)
        .where(JournalEntry.id == entry_id)
        .values(tries=JournalEntry.tries + 1)
        .returning(JournalEntry.tries)
    )
    return connection.execute(statement).scalar_one()


def count_end(connection: Connection, entry_id: int) -> None:
    """Count an end of a process that had an entry in hand."""
    connection.execute(update(JournalEntry).where(JournalEntry.id == entry_id).values(ends=JournalEntry.ends + 1))


def tell_late(connection: Connection, entry_id: int) -> bool:
    """Note that the customer is told that the answer takes longer.

    Returns:
        Whether he has to be told: the entry is open, and he was not told yet.
    """
    statement = (
        update(JournalEntry)
        .where(JournalEntry.id == entry_id, JournalEntry.status == OPEN, JournalEntry.told_late.is_(False))
        .values(told_late=True)
    )
    return connection.execute(statement).rowcount == 1


def waiting(connection: Connection) -> dict[str, int]:
    """Conversations with open entries, and how many each has."""
    statement = select(JournalEntry.conversation_id).where(JournalEntry.status == OPEN)
    counts: dict[str, int] = {}
    for conversation_id in connection.execute(statement).scalars():
        counts[conversation_id] = counts.get(conversation_id, 0) + 1
    return counts
