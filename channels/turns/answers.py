"""What a turn wants to leave behind, prepared before its one transaction begins."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field

from uuid_utils import uuid7

from channels.contract import JsonObject
from channels.conversations.attachments import StoredFile
from channels.conversations.buttons import SentButton
from channels.conversations.messages import Draft
from channels.conversations.repository import Outcome
from channels.engine_client import Reply, ReplyAttachment, TurnFailedError, TurnResult
from channels.identity.codes import Wanted
from channels.keys import new_token
from channels.outbox.repository import Letter
from channels.turns.moving import Move


@dataclass(slots=True)
class Answer:
    """Everything one turn writes."""

    drafts: list[Draft] = field(default_factory=list, repr=False)
    buttons: list[SentButton] = field(default_factory=list, repr=False)
    files: list[StoredFile] = field(default_factory=list, repr=False)
    outcome: Outcome | None = field(default=None, repr=False)
    """What the engine changed in the conversation; None when it was not asked."""
    wanted: list[Wanted] = field(default_factory=list, repr=False)
    """Codes to make."""
    moves: list[Move] = field(default_factory=list)
    """Where the conversation goes on."""
    receipts: list[Letter] = field(default_factory=list, repr=False)
    """What is confirmed in writing to an address of the customer's."""
    matters: list[str] = field(default_factory=list)
    """Matters to take up again later."""
    understood: JsonObject | None = field(default=None, repr=False)
    """What the engine took the message for."""
    parked: bool = False
    """The message was given up."""


def system_draft(text: str, reply_to: str | None) -> Draft:
    """A message of the gateway itself."""
    return Draft(str(uuid7()), "system", text, reply_to)


def from_result(result: TurnResult, reply_to: str | None, language: str) -> Answer:
    """The engine's answer as messages.

    Args:
        result: What the engine returned.
        reply_to: Id of the customer's message.
        language: The conversation's from now on.

    Raises:
        TurnFailedError: An attachment cannot be read.
    """
    answer = Answer(outcome=Outcome(result.state, language), understood=result.understood)
    for reply in result.replies:
        answer.drafts.append(_draft(reply, reply_to, answer))
    return answer


def _draft(reply: Reply, reply_to: str | None, answer: Answer) -> Draft:
    buttons = [SentButton(new_token(), button.title, button.intent, button.entities) for button in reply.buttons]
    files = [_file(attachment) for attachment in reply.attachments]
    answer.buttons += buttons
    answer.files += files
    return Draft(
        id=str(uuid7()),
        sender="bot",
        text=reply.text,
        reply_to=reply_to,
        buttons=tuple({"title": button.title, "payload": button.token} for button in buttons),
        attachments=_shown(files, reply.attachments),
    )


def _shown(files: Sequence[StoredFile], attachments: Sequence[ReplyAttachment]) -> tuple[JsonObject, ...]:
    return tuple(file.as_json() | {"alt": attachment.alt} for file, attachment in zip(files, attachments, strict=True))


def _file(attachment: ReplyAttachment) -> StoredFile:
    try:
        content = base64.b64decode(attachment.data, validate=True)
    except binascii.Error as error:
        raise TurnFailedError("unreadable attachment") from error
    return StoredFile(new_token(), attachment.kind, attachment.media_type, attachment.title, content)
