"""Where messages go that would leave the house: a table that a browser can show, in the providers' place.

A row per message in an SQLite file of its own, with full durability: a message that a "provider" took is
there after any crash, as it would be with a real one.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CHANNELS = ("sms", "email")
NEWEST = 200
"""Messages shown at most."""
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    channel TEXT NOT NULL,
    subject TEXT,
    text TEXT NOT NULL,
    sent_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS messages_by_address ON messages (address, number);
"""


class SendingClient(Protocol):
    """What the gateway expects of a provider's client."""

    async def send(self, to: str, *, subject: str | None, text: str) -> str:
        """Send one message; the provider's id of it."""
        ...


@dataclass(frozen=True)
class InboxMessage:
    """A message that arrived at a customer's phone or mailbox."""

    address: str
    channel: str
    """`sms` or `email`."""
    subject: str | None
    text: str
    sent_at: datetime

    @property
    def links(self) -> list[str]:
        """The web addresses in its text."""
        return _LINK.findall(self.text)

    def as_json(self) -> dict[str, Any]:
        """As `GET /demo/inbox` gives it."""
        return {
            "address": self.address,
            "channel": self.channel,
            "subject": self.subject,
            "text": self.text,
            "links": self.links,
            "attachments": [],
            "at": self.sent_at.isoformat().replace("+00:00", "Z"),
        }


class Inbox:
    """All messages of one running demo."""

    def __init__(self, path: Path) -> None:
        """Open the file, and make it when it is not there."""
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connection()) as connection:
            connection.executescript(_SCHEMA)

    def providers(self) -> Mapping[str, SendingClient]:
        """A client per channel that puts its messages here."""
        return {channel: _InboxClient(self, channel) for channel in CHANNELS}

    async def add(self, message: InboxMessage) -> str:
        """Keep a message; its id, once it is safe on the disk."""
        return await asyncio.to_thread(self._insert, message)

    async def newest(self, address: str | None = None, limit: int = NEWEST) -> list[InboxMessage]:
        """Messages, newest first; of one address, or of all."""
        return await asyncio.to_thread(self._select, address, limit)

    def _connection(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    def _insert(self, message: InboxMessage) -> str:
        message_id = f"demo-{uuid4()}"
        row = (
            message_id,
            message.address,
            message.channel,
            message.subject,
            message.text,
            message.sent_at.astimezone(UTC).isoformat(),
        )
        with closing(self._connection()) as connection:
            connection.execute(
                "INSERT INTO messages (id, address, channel, subject, text, sent_at) VALUES (?, ?, ?, ?, ?, ?)", row
            )
        return message_id

    def _select(self, address: str | None, limit: int) -> list[InboxMessage]:
        with closing(self._connection()) as connection:
            rows = connection.execute(
                "SELECT address, channel, subject, text, sent_at FROM messages"
                " WHERE :address IS NULL OR address = :address COLLATE NOCASE ORDER BY number DESC LIMIT :limit",
                {"address": address, "limit": limit},
            ).fetchall()
        return [
            InboxMessage(to, channel, subject, text, datetime.fromisoformat(sent_at))
            for to, channel, subject, text, sent_at in rows
        ]


@dataclass(frozen=True)
class _InboxClient:
    """Takes the messages of one channel."""

    inbox: Inbox
    channel: str

    async def send(self, to: str, *, subject: str | None, text: str) -> str:
        """Put the message where the browser shows it."""
        return await self.inbox.add(InboxMessage(to, self.channel, subject, text, datetime.now(UTC)))
