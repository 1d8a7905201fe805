"""Stores what a customer sends: once, in order, before anybody is told that it arrived."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection
from uuid_utils import uuid7

from channels.contract import InboundMessage, JsonObject
from channels.conversations import attachments, buttons, messages, repository, sessions
from channels.conversations.repository import Claim, ConversationRow, ProvenIdentity
from channels.identity.code_text import code_in, masked
from channels.identity.codes import Accepted, Codes, Refused
from channels.identity.levels import IdentityLevel
from channels.journal import repository as journal
from channels.journal.repository import NewEntry, OpenEntry
from channels.keys import Keys

OWN_ANSWER = "own_answer"
"""In an entry's body: the name of the gateway's own words that answer it; the engine is not asked."""
FORGET_STATE = "forget_state"
"""In an entry's body: the dialogue begins anew, because its state belonged to another customer."""


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
        """Store a message, and claim its conversation if nobody answers it now.

        Raises:
            GatewayError: The session has ended, or an attachment is not of this conversation.
            RepeatedError: The message is stored already.
        """
        conversation_id = sessions.conversation_of(
            connection, arrival.session_hash, arrival.at, self._rules.sessions, touch=True
        )
        claim = Claim.fresh(self._rules.worker, arrival.at + self._rules.lease)
        conversation = repository.advance(
            connection, conversation_id, messages=1, now=arrival.at, claim=claim, verified=self._rules.verified
        )
        files = attachments.described(connection, conversation_id, arrival.message.attachment_ids)
        reading = self._read(connection, conversation, arrival)
        if files:
            reading.body["attachments"] = [
                {"id": file.id, "kind": file.kind, "media_type": file.media_type, "title": file.title} for file in files
            ]
        journal.add(connection, self._entry(arrival, conversation, reading.body))
        draft = messages.Draft(
            arrival.message.id, "customer", reading.shown, attachments=tuple(file.as_json() for file in files)
        )
        (echo,) = messages.store(connection, conversation.id, [draft], last_seq=conversation.last_seq, at=arrival.at)
        if not conversation.held_by(claim):
            return Stored(conversation, echo, None)
        if FORGET_STATE in reading.body:
            conversation = repository.get(connection, conversation.id)
        work = claimed(connection, conversation, claim)
        return Stored(conversation, echo, work)

    def _entry(self, arrival: Arrival, conversation: ConversationRow, body: JsonObject) -> NewEntry:
        return NewEntry(
            channel_account=arrival.account,
            provider_message_id=f"{conversation.id}/{arrival.message.id}",
            conversation_id=conversation.id,
            position=conversation.last_seq,
            turn_id=str(uuid7()),
            reply_to=arrival.message.id,
            body=body,
            body_hash=self.body_hash(arrival.message),
            received_at=arrival.at,
        )

    def _read(self, connection: Connection, conversation: ConversationRow, arrival: Arrival) -> _Reading:
        message = arrival.message
        if message.payload is not None:
            return _pressed(connection, conversation, message.payload, arrival.at)
        text = message.text or ""
        code = code_in(text) if not message.attachment_ids else None
        challenge = code and self._codes.expected(connection, conversation.id, arrival.at)
        if code and challenge:
            outcome = self._codes.guess(connection, challenge, code, arrival.at)
            return _Reading(masked(text), self._after_code(connection, conversation, outcome, arrival.at))
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
        level = IdentityLevel.VERIFIED if outcome.bound_to is None else IdentityLevel.FRESH
        return {"message": {"event": "identity_changed", "data": {"level": level.value}}, FORGET_STATE: other}


def claimed(connection: Connection, conversation: ConversationRow, claim: Claim) -> Work | None:
    """The oldest open entry of a conversation that was just claimed; nearly always the one just stored."""
    oldest = journal.next_open(connection, conversation.id)
    return None if oldest is None else Work(oldest, conversation, claim)


def _pressed(connection: Connection, conversation: ConversationRow, token: str, now: datetime) -> _Reading:
    button = buttons.resolve(connection, conversation.id, token, now)
    if button is None:
        return _Reading("…", {OWN_ANSWER: "button_expired"})
    return _Reading(button.title, {"message": {"intent": button.intent, "entities": button.entities}})


def event_entry(
    conversation_id: str, name: str, data: JsonObject, *, position: int, at: datetime, channel: str
) -> NewEntry:
    """An event of our own, for the journal."""
    event_id = str(uuid4())
    return NewEntry(
        channel_account=channel,
        provider_message_id=f"{conversation_id}/{name}/{event_id}",
        conversation_id=conversation_id,
        position=position,
        turn_id=str(uuid7()),
        reply_to=None,
        body={"message": {"event": name, "data": data}},
        body_hash="",
        received_at=at,
    )
