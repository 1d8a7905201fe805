"""Stores what a customer sends: once, in order, before anybody is told that it arrived."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection
from uuid_utils import uuid7

from channels.addresses import repository as addresses
from channels.contract import InboundMessage, JsonObject
from channels.conversations import attachments, buttons, messages, repository, sessions
from channels.conversations.attachments import StoredFile
from channels.conversations.repository import Claim, ConversationRow, ProvenIdentity
from channels.identity.code_text import code_in, masked
from channels.identity.codes import Accepted, Codes, Refused
from channels.identity.levels import IdentityLevel
from channels.journal import repository as journal
from channels.journal.repository import NewEntry, OpenEntry
from channels.keys import Keys

NO_WORDS = "…"
"""Shown for a message that says nothing in words."""
OWN_ANSWER = "own_answer"
"""In an entry's body: the name of the gateway's own words that answer it, null for none; the engine is not asked."""
FORGET_STATE = "forget_state"
"""In an entry's body: the dialogue begins anew, because its state belonged to another customer."""


PROVEN_ADDRESS = "proven_address"
"""In an entry's body: that the message really came from the conversation's address; without it nobody is known."""
REPLY_CONTEXT = "reply_context"
"""In an entry's body: what the channel needs to answer this very message, such as a mail's subject and ids."""
WITHDRAWS = "withdraws"
"""In an entry's body: that a STOP was said, which the records shall know of, too."""
NOTES = "notes"
"""In an entry's body: the gateway's own sentences that go before the answer, each `[key, values]`."""
OFFERS_PHONE = "offers_phone"
"""In an entry's body: whether the customer is offered to share the own phone number after the answer."""
PART = "part"
"""In an entry's body: `[number, of]`, when a message holds several matters and is answered once all of them are."""
CONFIRMED_ADDRESS = "confirmed_address"
"""In an entry's body: id of the contact address whose code was typed; the backend is told before the engine."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the intake is told by the settings."""

    sessions: sessions.SessionLimits
    verified: timedelta
    lease: timedelta
    worker: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message that knocked, with the session it came by."""

    channel: str
    session_hash: str
    message: InboundMessage
    at: datetime

    @property
    def account(self) -> str:
        """Web chat has one account; its customers' ids are told apart by the conversation."""
        return self.channel


@dataclass(frozen=True, slots=True)
class Knock:
    """A message at the door of a conversation, whichever channel it came by."""

    account: str
    entry_id: str
    """With the account unique among all that ever came in."""
    message: InboundMessage
    at: datetime
    files: tuple[StoredFile, ...] = ()
    """Stored with the conversation already."""
    body_hash: str = ""
    parts: tuple[str, ...] = ()
    """Several matters of one message, in order, each a turn of its own."""
    body: JsonObject | None = None
    """What the journal is to hold, where that is not what the text says."""
    besides: JsonObject = field(default_factory=dict)
    """What every entry's body holds besides."""


@dataclass(frozen=True, slots=True)
class Work:
    """An entry this process has to answer, with the conversation as it was when it was claimed."""

    entry: OpenEntry
    conversation: ConversationRow
    claim: Claim

    @property
    def state(self) -> str | None:
        """The dialogue to go on with; nothing of it when it belonged to another customer."""
        return None if self.entry.body.get(FORGET_STATE) else self.conversation.state


@dataclass(frozen=True, slots=True)
class Stored:
    """A message is safe."""

    conversation: ConversationRow
    echo: messages.StoredMessage
    work: Work | None
    """Set when this process is to begin the answer now; otherwise it comes after what is being answered."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a message is to be stored and what the engine is to be asked."""

    shown: str = field(repr=False)
    body: JsonObject = field(repr=False)


class Intake:
    """Turns arrivals into journal entries."""

    def __init__(self, rules: Rules, keys: Keys, codes: Codes) -> None:
        """Keep what every arrival needs."""
        self._rules = rules
        self._keys = keys
        self._codes = codes

    def body_hash(self, message: InboundMessage) -> str:
        """Tells a repeat from another message with the same id; keyed, because the text may be a code."""
        parts = json.dumps([message.text, message.payload, message.attachment_ids])
        return self._keys.hashed("body", parts)

    def store(self, connection: Connection, arrival: Arrival) -> Stored:
        """Store a message that came by a session, and claim its conversation if nobody answers it now.

        Raises:
            GatewayError: The session has ended, or an attachment is not of this conversation.
            RepeatedError: The message is stored already.
        """
        message = arrival.message
        conversation_id = sessions.conversation_of(
            connection, arrival.session_hash, arrival.at, self._rules.sessions, touch=True
        )
        knock = Knock(
            account=arrival.account,
            entry_id=f"{conversation_id}/{message.id}",
            message=message,
            at=arrival.at,
            files=tuple(attachments.described(connection, conversation_id, message.attachment_ids)),
            body_hash=self.body_hash(message),
        )
        return self.take(connection, conversation_id, knock)

    def take(self, connection: Connection, conversation_id: str, knock: Knock) -> Stored:
        """Store a message of a conversation, and claim the conversation if nobody answers it now.

        Raises:
            RepeatedError: The message is stored already.
        """
        claim = Claim.fresh(self._rules.worker, knock.at + self._rules.lease)
        conversation = repository.advance(
            connection, conversation_id, messages=1, now=knock.at, claim=claim, verified=self._rules.verified
        )
        reading = self._read(connection, conversation, knock)
        for number, body in enumerate(_bodies(reading, knock)):
            journal.add(connection, _entry(knock, conversation, body, number))
        draft = messages.Draft(
            knock.message.id, "customer", reading.shown, attachments=tuple(file.as_json() for file in knock.files)
        )
        (echo,) = messages.store(connection, conversation.id, [draft], last_seq=conversation.last_seq, at=knock.at)
        if not conversation.held_by(claim):
            return Stored(conversation, echo, None)
        if FORGET_STATE in reading.body:
            conversation = repository.get(connection, conversation.id)
        work = claimed(connection, conversation, claim)
        return Stored(conversation, echo, work)

    def _read(self, connection: Connection, conversation: ConversationRow, knock: Knock) -> _Reading:
        message = knock.message
        text = message.text or ""
        if message.payload is not None and knock.body is None:
            return _pressed(connection, conversation, message.payload, knock.at)
        code = code_in(text) if not knock.files else None
        challenge = code and self._codes.expected(connection, conversation.id, knock.at)
        if knock.body is not None:
            # A code that came where none is taken, as by editing a message, is no less a code.
            return _Reading((masked(text) if challenge else text) or NO_WORDS, knock.body)
        if code and challenge and (conversation.address_id is None or knock.besides.get(PROVEN_ADDRESS)):
            outcome = self._codes.guess(connection, challenge, code, knock.at)
            return _Reading(masked(text), self._after_code(connection, conversation, outcome, knock.at))
        return _Reading(text, {"message": {"text": text}})

    def _after_code(
        self, connection: Connection, conversation: ConversationRow, outcome: Accepted | Refused, now: datetime
    ) -> JsonObject:
        if isinstance(outcome, Refused):
            refusal = {"reason": outcome.reason, "tries_left": outcome.tries_left}
            return {"message": {"event": "code_refused", "data": refusal}}
        if outcome.confirms_address is not None:
            return {"message": {"event": "address_confirmed", "data": {}}, CONFIRMED_ADDRESS: outcome.confirms_address}
        other = conversation.customer_id not in (None, outcome.customer_id)
        until = now + self._rules.verified
        identity = ProvenIdentity(outcome.customer_id, outcome.roles, now, until, outcome.bound_to)
        repository.prove(connection, conversation.id, identity)
        if conversation.address_id is not None:
            addresses.link(connection, conversation.address_id, outcome.customer_id, None, now)
        level = IdentityLevel.VERIFIED if outcome.bound_to is None else IdentityLevel.FRESH
        body: JsonObject = {
            "message": {"event": "identity_changed", "data": {"level": level.value}},
            FORGET_STATE: other,
        }
        if conversation.customer_id is None and (files := attachments.sent_last(connection, conversation.id)):
            # what came with the question could not be kept while nobody knew whose it was
            body["attachments"] = _listed(files)
        return body


def _bodies(reading: _Reading, knock: Knock) -> list[JsonObject]:
    """One entry's body; several for a message of several matters, the files with the first."""
    first = reading.body | knock.besides
    if knock.files:
        first["attachments"] = _listed(knock.files)
    said = reading.body.get("message", {})
    if len(knock.parts) < 2 or "text" not in said:
        return [first]
    texts = [{"message": {"text": part}, PART: [number, len(knock.parts)]} for number, part in enumerate(knock.parts)]
    return [first | texts[0], *(knock.besides | {NOTES: []} | body for body in texts[1:])]


def _listed(files: Iterable[StoredFile]) -> list[JsonObject]:
    return [{"id": file.id, "kind": file.kind, "media_type": file.media_type, "title": file.title} for file in files]


def _entry(knock: Knock, conversation: ConversationRow, body: JsonObject, number: int) -> NewEntry:
    return NewEntry(
        channel_account=knock.account,
        provider_message_id=f"{knock.entry_id}#{number}" if number else knock.entry_id,
        conversation_id=conversation.id,
        position=conversation.last_seq,
        turn_id=str(uuid7()),
        reply_to=knock.message.id,
        body=body,
        body_hash=knock.body_hash,
        received_at=knock.at,
    )


def claimed(connection: Connection, conversation: ConversationRow, claim: Claim) -> Work | None:
    """The oldest open entry of a conversation that was just claimed; nearly always the one just stored."""
    oldest = journal.next_open(connection, conversation.id)
    return None if oldest is None else Work(oldest, conversation, claim)


def _pressed(connection: Connection, conversation: ConversationRow, token: str, now: datetime) -> _Reading:
    button = buttons.resolve(connection, conversation.id, token, now)
    if button is None:
        return _Reading(NO_WORDS, {OWN_ANSWER: "button_expired"})
    return _Reading(button.title, {"message": {"intent": button.intent, "entities": button.entities}})


def noted_entry(knock: Knock, conversation_id: str, position: int) -> NewEntry:
    """The entry of a message that nobody answers."""
    return NewEntry(
        channel_account=knock.account,
        provider_message_id=knock.entry_id,
        conversation_id=conversation_id,
        position=position,
        turn_id=str(uuid7()),
        reply_to=knock.message.id,
        body={},
        body_hash=knock.body_hash,
        received_at=knock.at,
    )


def event_entry(
    conversation_id: str, name: str, data: JsonObject, *, position: int, at: datetime, channel: str
) -> NewEntry:
    """An event of our own, for the journal; what we begin ourselves goes to the conversation's address and no other."""
    event_id = str(uuid4())
    return NewEntry(
        channel_account=channel,
        provider_message_id=f"{conversation_id}/{name}/{event_id}",
        conversation_id=conversation_id,
        position=position,
        turn_id=str(uuid7()),
        reply_to=None,
        body={"message": {"event": name, "data": data}, PROVEN_ADDRESS: True},
        body_hash="",
        received_at=at,
    )
