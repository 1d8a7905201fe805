"""Statements on what was understood."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, delete, insert, select, update

from channels.contract import JsonObject
from channels.conversations.models import Message
from channels.journal.repository import OpenEntry
from channels.understanding.masking import masked
from channels.understanding.models import Lesson, Understanding

PROBLEMS = ("fallback", "asked_back", "handed_over")
PAGE = 50
UNTOLD: JsonObject = {
    "intent": None,
    "confidence": None,
    "ranking": [],
    "entities": [],
    "form": None,
    "step": None,
    "actions": [],
    "problem": None,
}
"""What an engine says nothing about."""

# Built once: every turn runs it, and building it costs several times what running it does.
_INSERT = insert(cast("Table", Understanding.__table__))


@dataclass(frozen=True, slots=True)
class Filter:
    """Which misunderstood messages are wanted; None is any."""

    language: str | None = None
    intent: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    taught: bool = False
    """Those a person has decided about, instead of those nobody has."""


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """A message that was misunderstood, with what a person made of it."""

    entry_id: int
    conversation_id: str
    language: str
    problem: str
    at: datetime
    text: str = field(repr=False)
    told: JsonObject = field(repr=False)
    lesson: str | None
    """The right intent."""


@dataclass(frozen=True, slots=True)
class Step:
    """One message of a conversation, or one event, with what it was taken for."""

    sender: str
    """`customer`, `bot`, `agent`, `system`, or `event`."""
    text: str = field(repr=False)
    at: datetime
    told: JsonObject | None = field(default=None, repr=False)
    buttons: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def store(
    connection: Connection, entry: OpenEntry, *, position: int, language: str, told: JsonObject, now: datetime
) -> None:
    """Keep what a turn made of its message."""
    problem = told.get("problem")
    values = {
        "entry_id": entry.id,
        "conversation_id": entry.conversation_id,
        "position": position,
        "message_id": entry.reply_to,
        "language": language,
        "intent": str(told["intent"])[:100] if told.get("intent") else None,
        "problem": problem if problem in PROBLEMS else None,
        "told": json.dumps(told, ensure_ascii=False),
        "at": now,
    }
    connection.execute(_INSERT, values)


def misunderstood(connection: Connection, wanted: Filter) -> list[Misunderstood]:
    """Messages in words that were not understood, newest first."""
    statement = (
        select(
            Understanding.entry_id,
            Understanding.conversation_id,
            Understanding.language,
            Understanding.problem,
            Understanding.at,
            Understanding.told,
            Message.text,
            Lesson.intent.label("lesson"),
        )
        .join(
            Message,
            (Message.conversation_id == Understanding.conversation_id) & (Message.id == Understanding.message_id),
        )
        .outerjoin(Lesson, Lesson.entry_id == Understanding.entry_id)
        .where(Understanding.problem.is_not(None), Message.sender == "customer", Message.text != "")
        .where(Lesson.id.is_not(None) if wanted.taught else Lesson.id.is_(None))
        .order_by(Understanding.at.desc())
        .limit(PAGE)
    )
    if wanted.language:
        statement = statement.where(Understanding.language == wanted.language)
    if wanted.intent:
        statement = statement.where(Understanding.intent == wanted.intent)
    if wanted.since:
        statement = statement.where(Understanding.at >= wanted.since)
    if wanted.until:
        statement = statement.where(Understanding.at < wanted.until)
    return [
        Misunderstood(**{**row._mapping, "told": UNTOLD | json.loads(row.told)})
        for row in connection.execute(statement)
    ]


def teach(connection: Connection, entry_id: int, intent: str, staff_id: str, now: datetime) -> bool:
    """Keep what a person says a message meant; a later word takes the place of an earlier one.

    Returns:
        Whether there is such a message.
    """
    found = connection.execute(
        select(Understanding.language, Message.text)
        .join(
            Message,
            (Message.conversation_id == Understanding.conversation_id) & (Message.id == Understanding.message_id),
        )
        .where(Understanding.entry_id == entry_id, Message.sender == "customer")
    ).one_or_none()
    if found is None:
        return False
    connection.execute(delete(Lesson).where(Lesson.entry_id == entry_id))
    connection.execute(
        insert(Lesson).values(
            entry_id=entry_id,
            language=found.language,
            text=masked(found.text),
            intent=intent,
            chosen_by=staff_id,
            chosen_at=now,
        )
    )
    return True


def untaught(connection: Connection) -> Sequence[Lesson]:
    """What people chose and the training data does not hold yet, oldest first."""
    columns = (Lesson.id, Lesson.language, Lesson.text, Lesson.intent)
    rows = connection.execute(select(*columns).where(Lesson.exported_at.is_(None)).order_by(Lesson.chosen_at))
    return [Lesson(**row._mapping) for row in rows]


def exported(connection: Connection, lesson_ids: Sequence[int], now: datetime) -> None:
    """Note that the training data holds these."""
    connection.execute(update(Lesson).where(Lesson.id.in_(lesson_ids)).values(exported_at=now))


def replay(connection: Connection, conversation_id: str) -> list[Step]:
    """Everything that was said in a conversation, in order, with what it was taken for."""
    told = connection.execute(
        select(Understanding.position, Understanding.message_id, Understanding.told, Understanding.at)
        .where(Understanding.conversation_id == conversation_id)
        .order_by(Understanding.position, Understanding.entry_id)
    ).all()
    by_message = {row.message_id: UNTOLD | json.loads(row.told) for row in told if row.message_id}
    events = [row for row in told if row.message_id is None]
    messages = connection.execute(
        select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq)
    )
    steps: list[Step] = []
    for message in messages:
        while events and events[0].position < message.seq:
            steps.append(_event(events.pop(0)))
        steps.append(_step(message, by_message))
    return steps + [_event(row) for row in events]


def _event(row: Any) -> Step:
    told = UNTOLD | json.loads(row.told)
    return Step("event", told.get("intent") or "", row.at, told)


def _step(message: Any, by_message: dict[str, JsonObject]) -> Step:
    return Step(
        sender=message.sender,
        text=message.text,
        at=message.at,
        told=by_message.get(message.id) if message.sender == "customer" else None,
        buttons=tuple(button["title"] for button in json.loads(message.buttons)),
        files=tuple(file["title"] for file in json.loads(message.attachments)),
    )
