"""Files of a conversation: stored under random names, served only to their conversation; `inspection` lets them in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select

from channels.contract import JsonObject
from channels.conversations.models import Attachment, Message
from channels.errors import ATTACHMENT_UNKNOWN, NOT_FOUND, GatewayError

KINDS = {
    "image/png": "image",
    "image/jpeg": "image",
    "image/webp": "image",
    "application/pdf": "file",
}
"""Media types stored for customers; SVG and anything that can carry a script is not among them."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with its content."""

    id: str
    kind: str
    media_type: str
    title: str
    content: bytes = field(repr=False)

    def as_json(self) -> JsonObject:
        """As a message shows it to the customer's side."""
        return {"id": self.id, "kind": self.kind, "url": f"/chat/attachments/{self.id}", "title": self.title}


def store(connection: Connection, conversation_id: str, files: Sequence[StoredFile], now: datetime) -> None:
    """Store files with their conversation."""
    if files:
        connection.execute(
            insert(Attachment),
            [
                {
                    "id": file.id,
                    "conversation_id": conversation_id,
                    "kind": file.kind,
                    "media_type": file.media_type,
                    "title": file.title,
                    "content": file.content,
                    "created_at": now,
                }
                for file in files
            ],
        )


def load(connection: Connection, conversation_id: str, file_id: str) -> StoredFile:
    """A file of this conversation.

    Raises:
        GatewayError: It is not there, or belongs to another conversation: the two look the same.
    """
    row = connection.execute(
        select(Attachment.id, Attachment.kind, Attachment.media_type, Attachment.title, Attachment.content).where(
            Attachment.id == file_id, Attachment.conversation_id == conversation_id
        )
    ).one_or_none()
    if row is None:
        raise GatewayError(NOT_FOUND)
    return StoredFile(*row)


def contents(connection: Connection, conversation_id: str, file_ids: Sequence[str]) -> dict[str, bytes]:
    """What is in files of this conversation, by id; one that was deleted meanwhile is left out."""
    rows = connection.execute(
        select(Attachment.id, Attachment.content).where(
            Attachment.conversation_id == conversation_id, Attachment.id.in_(file_ids)
        )
    )
    return {row.id: row.content for row in rows}


def described(connection: Connection, conversation_id: str, file_ids: Sequence[str]) -> list[StoredFile]:
    """The named files, without their content, in the order of the names.

    Raises:
        GatewayError: One of them is not of this conversation.
    """
    if not file_ids:
        return []
    rows = connection.execute(
        select(Attachment.id, Attachment.kind, Attachment.media_type, Attachment.title).where(
            Attachment.conversation_id == conversation_id, Attachment.id.in_(file_ids)
        )
    )
    found = {row.id: StoredFile(row.id, row.kind, row.media_type, row.title, b"") for row in rows}
    if any(file_id not in found for file_id in file_ids):
        raise GatewayError(ATTACHMENT_UNKNOWN)
    return [found[file_id] for file_id in file_ids]


def sent_last(connection: Connection, conversation_id: str) -> list[StoredFile]:
    """The files of the customer's newest message that has some, without their content; deleted ones are left out."""
    listed = connection.scalar(
        select(Message.attachments)
        .where(Message.conversation_id == conversation_id, Message.sender == "customer", Message.attachments != "[]")
        .order_by(Message.seq.desc())
        .limit(1)
    )
    ids = [str(file["id"]) for file in json.loads(listed or "[]")]
    rows = connection.execute(
        select(Attachment.id, Attachment.kind, Attachment.media_type, Attachment.title).where(
            Attachment.conversation_id == conversation_id, Attachment.id.in_(ids)
        )
    )
    found = {row.id: StoredFile(row.id, row.kind, row.media_type, row.title, b"") for row in rows}
    return [found[one] for one in ids if one in found]
