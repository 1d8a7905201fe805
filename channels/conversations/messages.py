"""The messages of a conversation: how they are stored, and how the customer's side sees them."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Row, Table, insert, select

from channels.contract import JsonObject
from channels.conversations.models import Message

_NUMBER = re.compile(r"(?<![\w-])\d+(?![\w-])")
"""A number by itself; that of a "Phone P5" belongs to a name."""

LOOKED_AT = 12
"""Messages since the customer spoke; an answer has a handful."""
_INSERT = insert(cast("Table", Message.__table__))


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that has no place in its conversation yet."""

    id: str
    sender: str
    """`bot`, `agent`, `customer`, `system`, or `party`: somebody else who wrote about the case."""
    text: str = field(repr=False)
    reply_to: str | None = None
    buttons: tuple[JsonObject, ...] = field(default=(), repr=False)
    attachments: tuple[JsonObject, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message in its place."""

    seq: int
    draft: Draft
    at: datetime

    def as_json(self) -> JsonObject:
        """As the customer's side gets it."""
        return {
            "seq": self.seq,
            "id": self.draft.id,
            "reply_to": self.draft.reply_to,
            "sender": self.draft.sender,
            "text": self.draft.text,
            "buttons": list(self.draft.buttons),
            "attachments": list(self.draft.attachments),
            "at": self.at.isoformat(),
        }


def store(
    connection: Connection, conversation_id: str, drafts: Sequence[Draft], *, last_seq: int, at: datetime
) -> list[StoredMessage]:
    """Store messages in the last places of a conversation.

    Args:
        connection: The transaction that made room for them.
        conversation_id: Where.
        drafts: In order.
        last_seq: Place of the last one.
        at: The moment of all of them.
    """
    first = last_seq - len(drafts) + 1
    stored = [StoredMessage(seq, draft, at) for seq, draft in enumerate(drafts, start=first)]
    if stored:
        connection.execute(_INSERT, [_values(conversation_id, message) for message in stored])
    return stored


def _values(conversation_id: str, message: StoredMessage) -> dict[str, Any]:
    draft = message.draft
    return {
        "conversation_id": conversation_id,
        "seq": message.seq,
        "id": draft.id,
        "reply_to": draft.reply_to,
        "sender": draft.sender,
        "text": draft.text,
        "buttons": json.dumps(draft.buttons, ensure_ascii=False) if draft.buttons else "[]",
        "attachments": json.dumps(draft.attachments, ensure_ascii=False) if draft.attachments else "[]",
        "at": message.at,
    }


_COLUMNS = (
    Message.seq,
    Message.id,
    Message.reply_to,
    Message.sender,
    Message.text,
    Message.buttons,
    Message.attachments,
    Message.at,
)


def _stored(row: Row[*tuple[Any, ...]]) -> StoredMessage:
    draft = Draft(
        id=row.id,
        sender=row.sender,
        text=row.text,
        reply_to=row.reply_to,
        buttons=tuple(json.loads(row.buttons)),
        attachments=tuple(json.loads(row.attachments)),
    )
    return StoredMessage(row.seq, draft, row.at)


def after(connection: Connection, conversation_id: str, seq: int, *, at_most: int) -> list[StoredMessage]:
    """Messages that came after a place, in order."""
    statement = (
        select(*_COLUMNS)
        .where(Message.conversation_id == conversation_id, Message.seq > seq)
        .order_by(Message.seq)
        .limit(at_most)
    )
    return [_stored(row) for row in connection.execute(statement)]


def before(connection: Connection, conversation_id: str, seq: int, *, at_most: int) -> list[StoredMessage]:
    """Messages that came before a place, newest first."""
    statement = (
        select(*_COLUMNS)
        .where(Message.conversation_id == conversation_id, Message.seq < seq)
        .order_by(Message.seq.desc())
        .limit(at_most)
    )
    return [_stored(row) for row in connection.execute(statement)]


def answering(connection: Connection, conversation_id: str, message_id: str) -> list[StoredMessage]:
    """Messages that answer one of the customer's, in order."""
    statement = (
        select(*_COLUMNS)
        .where(Message.conversation_id == conversation_id, Message.reply_to == message_id)
        .order_by(Message.seq)
    )
    return [_stored(row) for row in connection.execute(statement)]


def question_of(connection: Connection, conversation_id: str, seq: int) -> str | None:
    """Id of the customer's message that the one at a place answers; None when it answers none."""
    return connection.execute(
        select(Message.reply_to).where(Message.conversation_id == conversation_id, Message.seq == seq)
    ).scalar_one_or_none()


def is_stored(connection: Connection, conversation_id: str, message_id: str) -> bool:
    """Whether a conversation has a message of an id."""
    same = select(Message.seq).where(Message.conversation_id == conversation_id, Message.id == message_id)
    return connection.execute(same.limit(1)).first() is not None


def has_since(connection: Connection, conversation_id: str, moment: datetime) -> bool:
    """Whether anything was said in a conversation after a moment."""
    later = select(Message.seq).where(Message.conversation_id == conversation_id, Message.at > moment)
    return connection.execute(later.limit(1)).first() is not None


def offered(connection: Connection, conversation_id: str, number: int) -> str | None:
    """What a number stands for on a channel without buttons: the newest choices since the customer spoke last.

    Args:
        connection: The transaction.
        conversation_id: Where.
        number: As the choices were numbered, from 1; of choices that differ in a number alone ("3 instalments") the
            number itself.

    Returns:
        The token of the choice; None when nothing was offered under the number.
    """
    statement = (
        select(Message.sender, Message.buttons)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.seq.desc())
        .limit(LOOKED_AT)
    )
    for row in connection.execute(statement):
        if row.sender == "customer":
            return None
        buttons = json.loads(row.buttons)
        if buttons:
            place = _place(number, [button["title"] for button in buttons])
            return None if place is None else str(buttons[place]["payload"])
    return None


def _place(number: int, titles: Sequence[str]) -> int | None:
    """The index of the choice that a number means; None when it means none."""
    figures = [_NUMBER.findall(title) for title in titles]
    are_counts = len(titles) > 1 and len({_NUMBER.sub("#", title) for title in titles}) == 1
    if are_counts and all(len(found) == 1 for found in figures):
        return next((place for place, found in enumerate(figures) if int(found[0]) == number), None)
    return number - 1 if 1 <= number <= len(titles) else None
