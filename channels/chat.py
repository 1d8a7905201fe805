"""The chat as a service: what the web chat's routes and the page without JavaScript call.

Knows sessions, messages and files; knows no web framework.
"""

import asyncio
import functools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import structlog
from joserfc.jwk import OKPKey
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from channels.backend_client import BackendClient, BackendUnavailableError
from channels.contract import Clock, InboundFile, InboundMessage, JsonObject
from channels.conversations import attachments, messages, repository, sessions
from channels.conversations.attachments import StoredFile
from channels.conversations.inspection import Inspection, refusal_of
from channels.conversations.live import Answer, Listener, Live
from channels.conversations.repository import Claim, NewConversation, ProvenIdentity
from channels.database import Database
from channels.errors import (
    IDENTITY_UNAVAILABLE,
    MESSAGE_ID_REUSED,
    NOT_STORED,
    PROOF_INVALID,
    GatewayError,
)
from channels.identity import proofs
from channels.identity.codes import Codes
from channels.identity.proofs import Proof
from channels.journal import intake
from channels.journal import repository as journal
from channels.journal.intake import Arrival, Intake, Rules, Stored, Work
from channels.journal.repository import RepeatedError
from channels.keys import new_token, token_hash
from channels.outbox import repository as outbox
from channels.turns.runner import Runner

log = structlog.get_logger("channels.chat")

PAGE = 200
"""Messages given at once."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new chat."""

    token: str = field(repr=False)
    conversation_id: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Messages for the customer's side, and who has the conversation."""

    messages: list[JsonObject] = field(repr=False)
    state: str


@dataclass(frozen=True, slots=True)
class ChatParts:
    """What the service is made of."""

    database: Database
    intake: Intake
    codes: Codes
    runner: Runner
    live: Live
    backend: BackendClient
    inspection: Inspection
    site_key: OKPKey
    clock: Clock
    rules: Rules
    greeting_wait_seconds: float
    languages: frozenset[str]
    default_language: str
    channel: str = "web_chat"


class Chat:
    """Chats of one channel."""

    def __init__(self, parts: ChatParts) -> None:
        """Take the parts."""
        self._parts = parts

    async def open(self, language: str | None, proof: str | None, context: JsonObject | None) -> Opened:
        """Open a chat; its greeting is stored when this returns, if the engine answers in time.

        Args:
            language: What the customer's side speaks, if it is one of ours.
            proof: Sign-in proof of the supplier's site.
            context: A basket or an order the chat was opened from.

        Raises:
            GatewayError: The proof is not valid, or nobody can check it now.
        """
        parts, now = self._parts, self._parts.clock()
        proven = None if proof is None else proofs.check(proof, parts.site_key, now)
        identity, account_language = (None, None) if proven is None else await self._signed_in(proven)
        spoken = next((code for code in (language, account_language) if code in parts.languages), None)
        new = NewConversation(
            id=str(uuid4()),
            channel=parts.channel,
            language=spoken or parts.default_language,
            context=None if context is None else json.dumps(context),
            identity=identity,
        )
        token = new_token()
        begin = functools.partial(self._begin, new=new, token=token, proven=proven)
        work = await self._write(begin)
        with parts.live.expecting(new.id, work.entry.answered_as) as greeted:
            parts.runner.start(work)
            await _wait(greeted, parts.greeting_wait_seconds)
        return Opened(token, new.id)

    async def _signed_in(self, proof: Proof) -> tuple[ProvenIdentity, str]:
        now = self._parts.clock()
        try:
            customer = await self._parts.backend.customer(proof.customer_id)
        except BackendUnavailableError as error:
            raise GatewayError(IDENTITY_UNAVAILABLE) from error
        if customer is None:
            raise GatewayError(PROOF_INVALID)
        until = now + self._parts.rules.verified
        return ProvenIdentity(customer.customer_id, customer.roles, now, until), customer.language

    def _begin(self, connection: Connection, new: NewConversation, token: str, proven: Proof | None) -> Work:
        parts, now = self._parts, self._parts.clock()
        if proven is not None:
            proofs.use(connection, proven)
        repository.create(connection, new, now)
        sessions.start(connection, token_hash(token), new.id, now)
        data: JsonObject = {} if new.context is None else {"context": json.loads(new.context)}
        journal.add(
            connection,
            intake.event_entry(new.id, "session_started", data, position=0, at=now, channel=new.channel),
        )
        claim = Claim.fresh(parts.rules.worker, now + parts.rules.lease)
        conversation = repository.claim(connection, new.id, claim, now)
        assert conversation is not None
        work = intake.claimed(connection, conversation, claim)
        assert work is not None
        return work

    async def send(self, token: str, message: InboundMessage, wait_seconds: float | None) -> Shown:
        """Take a message, and give its answer if it comes in time.

        Returns:
            The messages that answer it; none when there was no waiting or the time was up.

        Raises:
            GatewayError: The session has ended, another message had this id, or it could not be stored.
        """
        arrival = Arrival(self._parts.channel, token_hash(token), message, self._parts.clock())
        try:
            stored = await self._store(arrival)
        except RepeatedError:
            return await self._repeated(arrival, wait_seconds)
        conversation_id = stored.conversation.id
        with self._parts.live.expecting(conversation_id, message.id) as answered:
            self._begin_answer(stored)
            if wait_seconds is None:
                return Shown([], stored.conversation.owner)
            return await self._answer(conversation_id, message.id, answered, wait_seconds)

    def _begin_answer(self, stored: Stored) -> None:
        live, conversation_id = self._parts.live, stored.conversation.id
        if live.heard(conversation_id):
            live.publish(conversation_id, {"type": "message", "message": stored.echo.as_json()})
        if stored.work is not None:
            self._parts.runner.start(stored.work)

    async def _store(self, arrival: Arrival) -> Stored:
        return await self._write(functools.partial(self._parts.intake.store, arrival=arrival))

    async def _repeated(self, arrival: Arrival, wait_seconds: float | None) -> Shown:
        """The same answer as the first time, once there is one."""
        conversation_id = await self._conversation(arrival.session_hash)
        message_id = arrival.message.id
        entry_id = f"{conversation_id}/{message_id}"
        with self._parts.live.expecting(conversation_id, message_id) as answered:
            known = await self._parts.database.read(
                functools.partial(journal.known, channel_account=arrival.account, provider_message_id=entry_id)
            )
            if known is None:
                raise GatewayError(NOT_STORED)
            if known.body_hash != self._parts.intake.body_hash(arrival.message):
                raise GatewayError(MESSAGE_ID_REUSED)
            if wait_seconds is None:
                return Shown([], await self._owner(conversation_id))
            if known.done:
                return await self._read_answer(conversation_id, message_id)
            return await self._answer(conversation_id, message_id, answered, wait_seconds)

    async def _answer(self, conversation_id: str, message_id: str, answered: Answer, wait_seconds: float) -> Shown:
        shown = await _wait(answered, wait_seconds)
        if shown is not None:
            return Shown(shown, "with_bot")
        return await self._read_answer(conversation_id, message_id)

    async def _read_answer(self, conversation_id: str, message_id: str) -> Shown:
        def read(connection: Connection) -> Shown:
            found = messages.answering(connection, conversation_id, message_id)
            owner = repository.get(connection, conversation_id).owner
            return Shown([message.as_json() for message in found], owner)

        return await self._parts.database.read(read)

    async def _owner(self, conversation_id: str) -> str:
        read = functools.partial(repository.get, conversation_id=conversation_id)
        return (await self._parts.database.read(read)).owner

    async def _conversation(self, session_hash: str) -> str:
        read = functools.partial(
            sessions.conversation_of,
            token_hash=session_hash,
            now=self._parts.clock(),
            limits=self._parts.rules.sessions,
        )
        return await self._parts.database.read(read)

    async def after(self, token: str, seq: int) -> Shown:
        """Messages that came after one.

        Raises:
            GatewayError: The session has ended.
        """
        conversation_id = await self._conversation(token_hash(token))

        def read(connection: Connection) -> Shown:
            found = messages.after(connection, conversation_id, seq, at_most=PAGE)
            owner = repository.get(connection, conversation_id).owner
            return Shown([message.as_json() for message in found], owner)

        return await self._parts.database.read(read)

    async def conversation_id(self, token: str) -> str:
        """The conversation a token opens.

        Raises:
            GatewayError: The session has ended.
        """
        return await self._conversation(token_hash(token))

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[Listener]:
        """Hear what happens in a conversation, as frames."""
        with self._parts.live.listen(conversation_id) as listener:
            yield listener

    async def read_until(self, token: str, seq: int) -> None:
        """Note that the customer's side has shown everything up to a message."""
        conversation_id = await self.conversation_id(token)
        mark = functools.partial(outbox.mark_read, conversation_id=conversation_id, seq=seq, now=self._parts.clock())
        await self._write(mark)

    async def add_file(self, token: str, name: str, content: bytes) -> StoredFile:
        """Take a file; a message names it by its id afterwards.

        Raises:
            GatewayError: It is not taken, or the session has ended.
        """
        conversation_id = await self.conversation_id(token)
        inspected = await self._parts.inspection.inspect([InboundFile(name, content)])
        for refused in inspected.refused:
            raise GatewayError(refusal_of(refused))
        store = functools.partial(
            attachments.store, conversation_id=conversation_id, files=inspected.taken, now=self._parts.clock()
        )
        await self._write(store)
        return inspected.taken[0]

    async def file(self, token: str, file_id: str) -> StoredFile:
        """A file of the session's conversation, with its content.

        Raises:
            GatewayError: Not there, not of this conversation, or the session has ended.
        """
        conversation_id = await self.conversation_id(token)
        load = functools.partial(attachments.load, conversation_id=conversation_id, file_id=file_id)
        return await self._parts.database.read(load)

    async def close(self, token: str) -> None:
        """Log out: the token opens nothing any more, nothing proven holds, codes are void.

        Raises:
            GatewayError: There is no such session.
        """
        session_hash = token_hash(token)
        conversation_id = await self._conversation(session_hash)
        now = self._parts.clock()

        def end(connection: Connection) -> None:
            sessions.end(connection, session_hash, now)
            repository.forget_identity(connection, conversation_id)
            self._parts.codes.void(connection, conversation_id, now)

        await self._write(end)
        self._parts.live.hang_up(conversation_id)

    async def _write[T](self, work: Callable[[Connection], T]) -> T:
        try:
            return await self._parts.database.write(work)
        except SQLAlchemyError as error:
            log.exception("not_stored", code=type(error).__name__)
            raise GatewayError(NOT_STORED) from error


async def _wait(answered: Answer, seconds: float) -> list[JsonObject] | None:
    done, _pending = await asyncio.wait({answered}, timeout=seconds)
    return answered.result() if done else None
