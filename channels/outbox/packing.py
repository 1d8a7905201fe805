"""A due row of the outbox as the message that a channel is given."""

import json
import mimetypes

from sqlalchemy import Connection

from channels.addresses import repository as addresses
from channels.contract import Button, JsonObject, OutboundFile, OutboundMessage
from channels.conversations import attachments, messages, repository
from channels.conversations.attachments import StoredFile
from channels.conversations.messages import StoredMessage
from channels.keys import Keys
from channels.outbox.repository import Due

SPOKEN_BY = ("bot", "agent", "system")


def packed(connection: Connection, keys: Keys, due: Due) -> OutboundMessage | None:
    """What is to be sent.

    Returns:
        None when it cannot be read any more: its seal does not open, or its conversation was deleted meanwhile.
    """
    if due.sealed is not None:
        text = keys.unseal(due.sealed)
        return None if text is None else OutboundMessage(due.id, *json.loads(text))
    address = None if due.address_id is None else addresses.get(connection, keys, due.address_id)
    if address is None or not address.value:
        return None
    spoken = said(connection, due)
    return _message(connection, due, address.value, spoken) if spoken else None


def said(connection: Connection, due: Due) -> list[StoredMessage]:
    """The messages of the conversation that go out as one; none of what is sealed."""
    if due.seq is None:
        return []
    first = due.seq if due.first_seq is None else due.first_seq
    found = messages.after(connection, due.conversation_id, first - 1, at_most=due.seq - first + 1)
    # What answers another message, or was written by the customer meanwhile, is not part of this.
    about = found[-1].draft.reply_to if found else None
    return [one for one in found if one.draft.sender in SPOKEN_BY and one.draft.reply_to == about]


def _message(connection: Connection, due: Due, address: str, spoken: list[StoredMessage]) -> OutboundMessage:
    conversation = repository.get(connection, due.conversation_id)
    context: JsonObject = json.loads(conversation.reply_context) if conversation.reply_context else {}
    data = context | {"language": conversation.language}
    if conversation.case_token is not None:
        data["case_token"] = conversation.case_token
    if due.extras is not None:
        data |= json.loads(due.extras)
    buttons = [button for message in spoken for button in message.draft.buttons]
    return OutboundMessage(
        id=due.id,
        address=address,
        subject=data.pop("subject", None),
        text="\n\n".join(message.draft.text for message in spoken),
        buttons=tuple(Button(button["title"], button["payload"]) for button in buttons),
        files=tuple(_files(connection, due.conversation_id, spoken)),
        data=data,
    )


def _files(connection: Connection, conversation_id: str, spoken: list[StoredMessage]) -> list[OutboundFile]:
    files = []
    for shown in (shown for message in spoken for shown in message.draft.attachments):
        file = attachments.load(connection, conversation_id, shown["id"])
        alt = str(shown.get("alt") or file.title)
        files.append(OutboundFile(_file_name(file), file.media_type, file.content, alt))
    return files


def _file_name(file: StoredFile) -> str:
    """A title that programs know the type by."""
    extension = mimetypes.guess_extension(file.media_type) or ""
    return file.title if file.title.casefold().endswith(extension) else file.title + extension
