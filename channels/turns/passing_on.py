"""What was answered in a conversation, as a letter to an address of the customer's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from channels.conversations import messages
from channels.outbox.repository import Letter
from channels.wording import Wording

SENT_WITHIN = timedelta(days=1)
"""Afterwards nobody waits for it any more."""
LOOKED_AT = 30
"""Messages; what was answered before them is not meant."""
SENDERS = ("bot", "agent")
ROOM = {"sms": 420, "email": 6000}
"""Characters of answers by channel; an SMS of more than three parts nobody reads."""


@dataclass(frozen=True, slots=True)
class PassOn:
    """Where the answers shall go."""

    channel: str
    address: str = field(repr=False)
    language: str


def answers(connection: Connection, conversation_id: str, before: int, room: int) -> list[str]:
    """The newest answers before a place that fit into so many characters, in their order; a question is none."""
    chosen: list[str] = []
    for message in messages.before(connection, conversation_id, before, at_most=LOOKED_AT):
        text = message.draft.text.strip()
        if message.draft.sender not in SENDERS or not text or text.endswith("?"):
            continue
        if chosen and len(text) > room:
            break
        chosen.insert(0, text[:room])
        room -= len(text)
    return chosen


def letter(wanted: PassOn, texts: Sequence[str], wording: Wording, supplier: str, at: datetime) -> Letter:
    """The letter around the answers; only a mail has a subject."""
    values = {"supplier": supplier, "answers": "\n\n".join(texts)}
    subject = wording.say(wanted.language, "passed_on_subject", **values) if wanted.channel == "email" else None
    text = wording.say(wanted.language, "passed_on_text", **values)
    return Letter(wanted.channel, wanted.address, subject, text, at + SENT_WITHIN)
