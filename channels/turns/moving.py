"""A conversation that goes on elsewhere: at an address of the customer's, or where a one-time link is opened.

The other channel gets a conversation of its own with the dialogue's state as it is now; the two know of each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection

from channels.addresses import repository as addresses
from channels.addresses.repository import AddressRow, Linked
from channels.conversations import messages, repository
from channels.conversations.messages import Draft
from channels.conversations.repository import ConversationRow, NewConversation
from channels.keys import Keys
from channels.mail.addresses import new_case_token
from channels.outbox import repository as outbox
from channels.outbox.repository import Parcel
from channels.wording import Wording

LINK_LIFETIME = timedelta(minutes=30)
"""Of a link that somebody asked for just now."""
LOOKED_AT = 30
"""Messages; what was answered before them is not meant."""
SENDERS = ("bot", "agent")
ROOM = {"sms": 420, "email": 6000}
"""Characters of answers by channel; an SMS of more than three parts nobody reads."""


@dataclass(frozen=True, slots=True)
class Move:
    """Where a conversation shall go on."""

    channel: str
    address: str | None = field(repr=False)
    """None where the customer opens a link."""
    language: str
    customer_id: str | None = None
    """Who is proven where it comes from, at this moment."""


def answers(
    connection: Connection, conversation_id: str, before: int, room: int, *, since: datetime | None
) -> list[str]:
    """The newest answers before a place that fit into so many characters, in their order; a question is none.

    Args:
        connection: The transaction.
        conversation_id: Where.
        before: A place.
        room: Characters.
        since: When it was proven who asks; what was answered before may be somebody else's.
    """
    chosen: list[str] = []
    for message in messages.before(connection, conversation_id, before, at_most=LOOKED_AT):
        if since is not None and message.at < since:
            break
        text = message.draft.text.strip()
        if message.draft.sender not in SENDERS or not text or text.endswith("?"):
            continue
        if chosen and len(text) > room:
            break
        chosen.insert(0, text[:room])
        room -= len(text)
    return chosen


def begun(
    connection: Connection,
    address: AddressRow,
    language: str,
    now: datetime,
    *,
    of: ConversationRow | None,
    keeps_state: bool = True,
) -> str:
    """Begin the conversation of an address.

    Args:
        connection: The transaction.
        address: Where its answers go.
        language: Until the customer speaks another one.
        now: The moment.
        of: The conversation that it carries on, if any.
        keeps_state: Whether the dialogue goes on where it stood, which is for its own customer alone.

    Returns:
        Its id.
    """
    new = NewConversation(
        id=str(uuid4()),
        channel=address.channel,
        language=language,
        context=None if of is None else of.context,
        address_id=address.id,
        case_token=new_case_token(),
        continues=None if of is None else of.id,
        state=of.state if of is not None and keeps_state else None,
    )
    repository.create(connection, new, now)
    addresses.converse(connection, address.id, new.id)
    return new.id


@dataclass(frozen=True, slots=True)
class Moving:
    """Carries conversations over."""

    keys: Keys
    wording: Wording
    supplier_name: str

    def link(self, connection: Connection, move: Move, conversation_id: str, now: datetime) -> str:
        """A one-time token that opens a conversation on another channel."""
        linked = Linked(move.customer_id, conversation_id, move.language)
        return addresses.new_link(connection, linked, now + LINK_LIFETIME)

    def carry(
        self, connection: Connection, move: Move, texts: Sequence[str], of: ConversationRow, now: datetime
    ) -> int:
        """Go on at an address: a conversation of its own there that begins with the answers so far.

        Returns:
            How many messages are queued.
        """
        assert move.address is not None
        address = addresses.found_or_made(connection, self.keys, move.channel, move.address, now)
        conversation_id = begun(connection, address, move.language, now, of=of)
        values = {"supplier": self.supplier_name, "answers": "\n\n".join(texts)}
        says = self.wording.say
        draft = Draft(str(uuid4()), "system", says(move.language, "passed_on_text", **values))
        seq = repository.add_room(connection, conversation_id, 1)
        messages.store(connection, conversation_id, [draft], last_seq=seq, at=now)
        parcel = Parcel(seq, seq, {"subject": says(move.language, "passed_on_subject", **values)})
        return outbox.add_messages(connection, repository.get(connection, conversation_id), [parcel], now)
