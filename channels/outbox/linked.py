"""Messages that went out with a link to the whole of them, as whoever opens it sees them."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from channels.contract import JsonObject
from channels.conversations import attachments, repository
from channels.conversations.attachments import StoredFile
from channels.errors import NOT_FOUND, GatewayError
from channels.outbox import repository as outbox
from channels.outbox.packing import said


@dataclass(frozen=True, slots=True)
class LinkedMessage:
    """One message of ours in full; its files without their content."""

    conversation_id: str
    channel: str
    language: str
    at: datetime
    text: str = field(repr=False)
    choices: tuple[str, ...] = field(repr=False)
    """Titles, in the order of the numbers they are chosen by."""
    files: tuple[JsonObject, ...] = field(repr=False)
    """Id, kind, title and, of pictures, what they show."""


def find(connection: Connection, message_id: str) -> LinkedMessage | None:
    """A message of the outbox; None when it was deleted, or was a letter, such as a code: those are read once."""
    sent = outbox.get(connection, message_id)
    spoken = [] if sent is None else said(connection, sent)
    if sent is None or not spoken:
        return None
    drafts = [message.draft for message in spoken]
    return LinkedMessage(
        conversation_id=sent.conversation_id,
        channel=sent.channel,
        language=repository.get(connection, sent.conversation_id).language,
        at=spoken[-1].at,
        text="\n\n".join(draft.text for draft in drafts),
        choices=tuple(button["title"] for draft in drafts for button in draft.buttons),
        files=tuple(file for draft in drafts for file in draft.attachments),
    )


def file(connection: Connection, message_id: str, file_id: str) -> StoredFile:
    """A file of that very message.

    Raises:
        GatewayError: There is no such message, or it has no such file.
    """
    message = find(connection, message_id)
    if message is None or all(shown["id"] != file_id for shown in message.files):
        raise GatewayError(NOT_FOUND)
    return attachments.load(connection, message.conversation_id, file_id)
