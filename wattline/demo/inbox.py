"""What left the house and what customers wrote back: a table that a browser can show, in the providers' place.

A row per message in an SQLite file of its own, with full durability: a message that a "provider" took is
there after any crash, as it would be with a real one.
"""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from wattline.demo.inbox_tables import FILE_COLUMNS, MESSAGE_COLUMNS, prepare

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NEWEST = 200
"""Messages shown at most."""
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
_FOR_CUSTOMERS = "written = 0"
_OF_DEVICE = "channel = :channel AND address = :address COLLATE NOCASE"


@dataclass(frozen=True)
class InboxFile:
    """A picture or a paper of a message."""

    name: str
    media_type: str
    content: bytes = field(default=b"", repr=False)
    """Left out of lists; `Inbox.file` has it."""
    id: str = ""
    """Made when it is kept, unless a provider's id is given."""
    cid: str | None = None
    """Under which the HTML of a mail shows it."""
    size: int = 0
    """Bytes, once it is kept."""

    @property
    def url(self) -> str:
        """Where a browser gets it."""
        return f"/demo/inbox/files/{self.id}"

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in the conversation itself."""
        return self.media_type in ("image/png", "image/jpeg", "image/webp", "image/gif")

    def as_json(self) -> dict[str, Any]:
        """As `GET /demo/inbox` gives it."""
        return {"name": self.name, "media_type": self.media_type, "size": self.size, "url": self.url}


@dataclass(frozen=True)
class InboxButton:
    """A choice under a message."""

    title: str
    payload: str | None
    """None: it shares the own phone number."""

    def as_json(self) -> dict[str, Any]:
        """As `GET /demo/inbox` gives it."""
        return {"title": self.title, "payload": self.payload}


@dataclass(frozen=True)
class InboxMessage:
    """A message that arrived at a customer's phone, mailbox or Telegram, or was written there."""

    address: str
    """Of the customer: E.164, mailbox, or chat id."""
    channel: str
    """`sms`, `email` or `telegram`."""
    subject: str | None
    text: str
    sent_at: datetime
    written: bool = False
    """By the customer."""
    kind: str = "text"
    """What the customer did."""
    html: str | None = None
    buttons: tuple[InboxButton, ...] = ()
    files: tuple[InboxFile, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    """Of a mail: ids of the thread, and where an answer goes."""
    refers_to: str | None = None
    """Id of the message that is answered or changed."""
    status: int | None = None
    """What the gateway answered to what the customer wrote: of HTTP or SMTP; None while it has not."""
    id: str = ""
    number: int = 0
    """Grows from message to message; Telegram's ids are made of it."""

    @property
    def links(self) -> list[str]:
        """The web addresses in its text."""
        return _LINK.findall(self.text)

    @property
    def at(self) -> str:
        """When, as JSON has it."""
        return self.sent_at.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def as_json(self) -> dict[str, Any]:
        """As `GET /demo/inbox` gives it."""
        return {
            "id": self.id,
            "address": self.address,
            "channel": self.channel,
            "subject": self.subject,
            "text": self.text,
            "links": self.links,
            "attachments": [file.as_json() for file in self.files],
            "buttons": [button.as_json() for button in self.buttons],
            "at": self.at,
        }


class Inbox:
    """All messages of one running demo."""

    def __init__(self, path: Path) -> None:
        """Open the file, and make it when it is not there."""
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connection()) as connection:
            prepare(connection, first_number=int(time.time()) - _NUMBERS_FROM)

    async def add(self, message: InboxMessage) -> InboxMessage:
        """Keep a message; it has its number and id, and is safe on the disk, when this returns."""
        return await asyncio.to_thread(self._insert, message)

    async def keep_request(self, message: InboxMessage, request: bytes) -> None:
        """Keep what is sent to the gateway for a message, so that it can be sent again as it was."""
        await self._write("UPDATE messages SET request = ? WHERE number = ?", (request, message.number))

    async def keep_status(self, message: InboxMessage, status: int) -> InboxMessage:
        """Keep what the gateway answered."""
        await self._write("UPDATE messages SET status = ? WHERE number = ?", (status, message.number))
        return replace(message, status=status)

    async def request_of(self, message: InboxMessage) -> bytes:
        """What was sent to the gateway; empty when nothing was."""
        found = await self._read("SELECT request FROM messages WHERE number = :number", number=message.number)
        return bytes(found[0][0] or b"") if found else b""

    async def newest(self, address: str | None = None, limit: int = NEWEST) -> list[InboxMessage]:
        """Messages for customers, newest first; of one address, or of all."""
        where = _FOR_CUSTOMERS if address is None else f"{_FOR_CUSTOMERS} AND address = :address COLLATE NOCASE"
        return await self._messages(f"{where} ORDER BY number DESC LIMIT :limit", address=address, limit=limit)

    async def conversation(self, channel: str, address: str, limit: int = NEWEST) -> list[InboxMessage]:
        """The newest messages of a device in both directions, the oldest first."""
        found = await self._messages(
            f"{_OF_DEVICE} ORDER BY number DESC LIMIT :limit", channel=channel, address=address, limit=limit
        )
        return found[::-1]

    async def latest_of_each(self) -> list[InboxMessage]:
        """The newest message of every device, in either direction, newest first."""
        newest = "number IN (SELECT MAX(number) FROM messages GROUP BY channel, address)"
        return await self._messages(f"{newest} ORDER BY number DESC")

    async def last_of_kinds(self, channel: str, address: str, *kinds: str) -> InboxMessage | None:
        """The newest message of a device that is of certain kinds."""
        among = "kind IN (SELECT value FROM json_each(:kinds))"
        found = await self._messages(
            " AND ".join((_OF_DEVICE, among)) + " ORDER BY number DESC LIMIT 1",
            channel=channel,
            address=address,
            kinds=json.dumps(kinds),
        )
        return found[0] if found else None

    async def wrote(self, channel: str, address: str) -> bool:
        """Whether the customer ever wrote from a device."""
        found = await self._messages(
            f"{_OF_DEVICE} AND written = 1 ORDER BY number DESC LIMIT 1", channel=channel, address=address
        )
        return bool(found)

    async def with_id(self, message_id: str) -> InboxMessage | None:
        """One message."""
        found = await self._messages("id = :id", id=message_id)
        return found[0] if found else None

    async def with_header(self, name: str, value: str) -> InboxMessage | None:
        """The mail with a header of that value."""
        found = await self._messages(
            "json_extract(headers, '$.' || :name) = :value ORDER BY number DESC LIMIT 1", name=name, value=value
        )
        return found[0] if found else None

    async def written_since(self, channel: str, moment: datetime) -> list[InboxMessage]:
        """What customers wrote on a channel from a moment on, the newest first."""
        return await self._messages(
            "channel = :channel AND written = 1 AND sent_at >= :moment ORDER BY number DESC LIMIT 1000",
            channel=channel,
            moment=moment.astimezone(UTC).isoformat(),
        )

    async def last_number(self, address: str | None = None) -> int:
        """Of the newest message in either direction, of all devices or of one; 0 when there is none."""
        statement = "SELECT COALESCE(MAX(number), 0) FROM messages"
        if address is not None:
            statement += " WHERE address = :address COLLATE NOCASE"
        return int((await self._read(statement, address=address))[0][0])

    async def file(self, file_id: str) -> InboxFile | None:
        """One picture or paper."""
        found = await self._read(f"SELECT {FILE_COLUMNS}, content FROM files WHERE id = :id", id=file_id)  # noqa: S608
        return replace(_file(found[0][:-1]), content=found[0][-1]) if found else None

    def _connection(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    def _insert(self, message: InboxMessage) -> InboxMessage:
        named = replace(
            message,
            id=message.id or f"demo-{uuid4()}",
            files=tuple(replace(file, id=file.id or uuid4().hex, size=len(file.content)) for file in message.files),
        )
        with closing(self._connection()) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            number = connection.execute(_INSERT, _row(named)).lastrowid or 0
            connection.executemany(
                "INSERT INTO files (name, media_type, content, id, cid, message_number) VALUES (?, ?, ?, ?, ?, ?)",
                [(file.name, file.media_type, file.content, file.id, file.cid, number) for file in named.files],
            )
        return replace(named, number=number)

    async def _write(self, statement: str, values: tuple[object, ...]) -> None:
        def work() -> None:
            with closing(self._connection()) as connection:
                connection.execute(statement, values)

        await asyncio.to_thread(work)

    async def _read(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        def work() -> list[tuple[Any, ...]]:
            with closing(self._connection()) as connection:
                return connection.execute(statement, values).fetchall()

        return await asyncio.to_thread(work)

    async def _messages(self, condition: str, **values: object) -> list[InboxMessage]:
        found = await self._read(
            f"SELECT number, {MESSAGE_COLUMNS} FROM messages WHERE {condition}",  # noqa: S608 - our own words
            **values,
        )
        files = await self._files_of(row[0] for row in found)
        return [_message(row, files.get(row[0], ())) for row in found]

    async def _files_of(self, numbers: Iterable[int]) -> dict[int, tuple[InboxFile, ...]]:
        rows = await self._read(
            f"SELECT message_number, {FILE_COLUMNS} FROM files"  # noqa: S608 - our own words
            " WHERE message_number IN (SELECT value FROM json_each(:numbers)) ORDER BY rowid",
            numbers=json.dumps(list(numbers)),
        )
        found: dict[int, tuple[InboxFile, ...]] = {}
        for number, *columns in rows:
            found[number] = (*found.get(number, ()), _file(columns))
        return found


_NUMBERS_FROM = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())
"""Numbers of a new file begin with the seconds since then: above those of a file that was thrown away."""
_INSERT = f"INSERT INTO messages ({MESSAGE_COLUMNS}) VALUES ({', '.join('?' * len(MESSAGE_COLUMNS.split(',')))})"  # noqa: S608


def _row(message: InboxMessage) -> tuple[object, ...]:
    return (
        message.id,
        message.address,
        message.channel,
        message.subject,
        message.text,
        message.sent_at.astimezone(UTC).isoformat(),
        message.written,
        message.kind,
        message.html,
        json.dumps([[button.title, button.payload] for button in message.buttons]),
        json.dumps(message.headers),
        message.refers_to,
        message.status,
    )


def _message(row: tuple[Any, ...], files: tuple[InboxFile, ...]) -> InboxMessage:
    number, message_id, address, channel, subject, text, sent_at, written, kind, html, buttons, headers, *rest = row
    return InboxMessage(
        address=address,
        channel=channel,
        subject=subject,
        text=text,
        sent_at=datetime.fromisoformat(sent_at),
        written=bool(written),
        kind=kind,
        html=html,
        buttons=tuple(InboxButton(title, payload) for title, payload in json.loads(buttons)),
        files=files,
        headers=json.loads(headers),
        refers_to=rest[0],
        status=rest[1],
        id=message_id,
        number=number,
    )


def _file(columns: Iterable[Any]) -> InboxFile:
    name, media_type, size, file_id, cid = columns
    return InboxFile(name, media_type, id=file_id, cid=cid, size=size)
