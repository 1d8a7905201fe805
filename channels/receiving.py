"""What comes in from providers: stored once with the conversation it belongs to, before the provider is told so."""

import functools
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy import Connection

from channels.addresses import repository as addresses
from channels.addresses.models import AddressState
from channels.addresses.repository import AddressRow
from channels.backend_client import BackendClient, BackendUnavailableError, KnownCustomer
from channels.contract import Clock, InboundKind, InboundMessage, JsonObject, Received, StatusReport
from channels.conversations import attachments, messages, repository
from channels.conversations.inspection import Inspected, Inspection
from channels.conversations.repository import ConversationRow
from channels.database import Database
from channels.journal import intake
from channels.journal import repository as journal
from channels.journal.intake import (
    ASK_PHONE,
    NO_WORDS,
    NOTES,
    OWN_ANSWER,
    PROVEN_ADDRESS,
    WITHDRAWS,
    Intake,
    Knock,
    Work,
)
from channels.journal.repository import RepeatedError
from channels.keys import Keys
from channels.matters import matters_of
from channels.outbox import repository as outbox
from channels.outbox.undelivered import Undelivered, state_reported
from channels.turns import moving
from channels.turns.runner import Runner
from channels.wording import Wording

LONGEST_ID = 90
"""Characters of a provider's id that is kept as it is; a longer one is hashed."""
LONGEST_ACCOUNT = 64
MARKS = {
    InboundKind.STOP: AddressState.OPTED_OUT,
    InboundKind.START: AddressState.OPEN,
    InboundKind.BLOCKED: AddressState.BLOCKED,
    InboundKind.UNBLOCKED: AddressState.OPEN,
}
"""What an address is after something was done on it."""
SILENT = frozenset({InboundKind.BLOCKED, InboundKind.UNBLOCKED})
"""Done at the provider, not said to us: there is nothing to answer."""
OWN_ANSWERS = {
    InboundKind.STOP: "stopped",
    InboundKind.START: "started_again",
    InboundKind.HELP: "channel_help",
    InboundKind.EDITED: "edit_not_taken",
}

type ShowTyping = Callable[[str], Awaitable[None]]

log = structlog.get_logger("channels.receiving")


@dataclass(frozen=True, slots=True)
class ReceivingParts:
    """What receiving is made of."""

    database: Database
    intake: Intake
    runner: Runner
    backend: BackendClient
    inspection: Inspection
    undelivered: Undelivered
    keys: Keys
    wording: Wording
    clock: Clock
    introduced: frozenset[str]
    """Channels on which every message says by itself who sends it."""
    supplier_name: str
    languages: frozenset[str]
    default_language: str
    letters_queued: Callable[[], None]
    typing: Mapping[str, ShowTyping]
    """By channel, where one can show that an answer is being written."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What came in with what had to be found out before its transaction."""

    received: Received
    at: datetime
    files: Inspected
    owner: KnownCustomer | None = field(default=None, repr=False)
    """Whose the phone number is that was shared."""
    note: str | None = None
    """Own answer that goes before all others."""


def account_of(received: Received) -> str:
    """Under which the provider's ids are unique."""
    account = f"{received.channel}:{received.account}"
    return account if len(account) <= LONGEST_ACCOUNT else _hashed(account)


def id_of(received: Received) -> str:
    """The provider's id, short enough to be kept."""
    return received.id if len(received.id) <= LONGEST_ID else _hashed(received.id)


@dataclass(frozen=True, slots=True)
class _Place:
    """The conversation that something belongs to."""

    conversation: ConversationRow
    is_party: bool = True
    """Whether the sender may hear anything in it."""
    link_refused: bool = False
    is_linked: bool = False
    """Whether a link has just said whose the chat is."""
    carried_from: str | None = None
    """The channel whose conversation goes on here."""


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:LONGEST_ACCOUNT]


class Receiving:
    """Given to every adapter as `Deliver` and `Report`."""

    def __init__(self, parts: ReceivingParts) -> None:
        """Take the parts."""
        self._parts = parts

    async def deliver(self, received: Received) -> None:
        """Store what came in, and begin its answer; what came before is dropped.

        Raises:
            SQLAlchemyError: It could not be stored; the provider has to send it again.
        """
        if received.files and await self._is_known(received):
            # Looking at files takes its time; what has none is known for a repeat by its transaction.
            return
        prepared = await self._prepared(received)
        try:
            work = await self._parts.database.write(functools.partial(self._store, prepared=prepared))
        except RepeatedError:
            log.info("repeated", channel=received.channel)
            return
        if work is not None:
            self._parts.runner.start(work)
        show_typing = self._parts.typing.get(received.channel)
        if show_typing is not None and received.kind not in SILENT:
            await show_typing(received.address)

    async def report(self, report: StatusReport) -> None:
        """Note what became of something we sent; an address that takes nothing is marked and gone round.

        Raises:
            SQLAlchemyError: It could not be noted; the provider has to tell it again.
        """
        now = self._parts.clock()
        reported = await self._parts.database.write(functools.partial(outbox.report, told=report, now=now))
        state = state_reported(report)
        if reported is not None and state is not None:
            await self._parts.undelivered(reported, state)
            self._parts.letters_queued()

    async def _is_known(self, received: Received) -> bool:
        known = functools.partial(
            journal.known, channel_account=account_of(received), provider_message_id=id_of(received)
        )
        return await self._parts.database.read(known) is not None

    async def _prepared(self, received: Received) -> _Prepared:
        files = await self._parts.inspection.inspect(received.files)
        prepared = functools.partial(_Prepared, received, self._parts.clock(), files)
        if received.kind is not InboundKind.CONTACT:
            return prepared()
        try:
            owner = await self._parts.backend.at_address("phone", str(received.data.get("phone")))
        except BackendUnavailableError:
            return prepared(note="identity_unavailable")
        return prepared(owner=owner, note=None if owner else "contact_unknown")

    def _store(self, connection: Connection, prepared: _Prepared) -> Work | None:
        received, now = prepared.received, prepared.at
        address = addresses.found_or_made(
            connection, self._parts.keys, received.channel, received.address, now, proven=received.proves_address
        )
        self._mark(connection, address, received.kind, now)
        if prepared.owner is not None:
            addresses.link(connection, address.id, prepared.owner.customer_id, prepared.owner.roles, now)
        if received.kind in SILENT:
            return None
        place = self._place(connection, prepared, address)
        knock = self._knock(connection, prepared, place, address)
        if not place.is_party:
            self._note(connection, place.conversation, knock, "party")
            self._thank(connection, place.conversation, address, now)
            return None
        if context := received.data.get("reply_context"):
            repository.remember_reply_context(connection, place.conversation.id, json.dumps(context))
        if received.data.get("answered_by_provider") and received.kind is not InboundKind.STOP:
            self._note(connection, place.conversation, knock, "customer")
            return None
        return self._parts.intake.take(connection, place.conversation.id, knock).work

    def _mark(self, connection: Connection, address: AddressRow, kind: InboundKind, now: datetime) -> None:
        """Whoever writes can be reached again; a STOP holds until a START."""
        state = MARKS.get(kind)
        if state is None and address.state in (AddressState.BLOCKED, AddressState.DEAD):
            state = AddressState.OPEN
        if state is not None:
            addresses.mark(connection, address.id, state, now)
        if kind is InboundKind.START:
            addresses.notices_on(connection, address.id)

    def _place(self, connection: Connection, prepared: _Prepared, address: AddressRow) -> _Place:
        """Where this belongs: by link, by case token, else by its address."""
        received = prepared.received
        if received.kind is InboundKind.STARTED and received.data.get("token"):
            return self._by_link(connection, prepared, address)
        named = self._named(connection, received)
        if named is not None:
            is_party = _is_party(connection, named, address, received)
            if is_party and named.address_id != address.id:
                repository.answer_to(connection, named.id, address.id)
            return _Place(named, is_party=is_party)
        return _Place(self._own(connection, prepared, address))

    def _own(self, connection: Connection, prepared: _Prepared, address: AddressRow) -> ConversationRow:
        """The conversation that goes on at an address."""
        known = None if address.conversation_id is None else repository.find(connection, address.conversation_id)
        if known is not None and known.owner != "closed":
            return known
        return self._begun(connection, prepared, address, None)

    def _begun(
        self, connection: Connection, prepared: _Prepared, address: AddressRow, of: ConversationRow | None
    ) -> ConversationRow:
        hinted = prepared.received.language
        spoken = hinted if hinted in self._parts.languages else self._parts.default_language
        language = of.language if of is not None else spoken or self._parts.default_language
        new_id = moving.begun(connection, address.channel, address.id, language, prepared.at, of=of)
        return repository.get(connection, new_id)

    def _named(self, connection: Connection, received: Received) -> ConversationRow | None:
        """The conversation of a case token, or of a message of ours that is answered."""
        for token in received.data.get("case_tokens", ()):
            found = repository.find_case(connection, token)
            if found is not None:
                return found
        for message_id in received.data.get("answers", ()):
            conversation_id = outbox.conversation_of(connection, message_id)
            if conversation_id is not None:
                return repository.get(connection, conversation_id)
        return None

    def _by_link(self, connection: Connection, prepared: _Prepared, address: AddressRow) -> _Place:
        """Use a one-time link up: it says whose the chat is, and which conversation goes on in it."""
        linked = addresses.open_link(connection, str(prepared.received.data["token"]), prepared.at)
        if linked is None:
            return _Place(self._own(connection, prepared, address), link_refused=True)
        if linked.customer_id is not None:
            addresses.link(connection, address.id, linked.customer_id, linked.roles, prepared.at)
        carried = None if linked.conversation_id is None else repository.find(connection, linked.conversation_id)
        is_linked = linked.customer_id is not None
        if carried is not None:
            begun = self._begun(connection, prepared, address, carried)
            return _Place(begun, is_linked=is_linked, carried_from=carried.channel)
        own = self._own(connection, prepared, address)
        repository.speak(connection, own.id, linked.language)
        return _Place(repository.get(connection, own.id), is_linked=is_linked)

    def _knock(self, connection: Connection, prepared: _Prepared, place: _Place, address: AddressRow) -> Knock:
        received, conversation = prepared.received, place.conversation
        files = prepared.files.taken
        attachments.store(connection, conversation.id, files, prepared.at)
        choice = received.choice
        if choice is not None and choice.isdecimal():
            choice = messages.offered(connection, conversation.id, int(choice))
        besides: JsonObject = {NOTES: self._notes(prepared, place)}
        if received.proves_address:
            besides[PROVEN_ADDRESS] = True
        return Knock(
            account=account_of(received),
            entry_id=id_of(received),
            message=InboundMessage(id_of(received), received.text, choice),
            at=prepared.at,
            files=files,
            parts=matters_of(received.data.get("paragraphs", ())) if choice is None else (),
            body=_body(prepared, place, address),
            besides=besides,
        )

    def _notes(self, prepared: _Prepared, place: _Place) -> list[tuple[str, JsonObject]]:
        """What has to be said before the answer: who this is, files that did not come, or were not taken."""
        received = prepared.received
        is_first = place.conversation.last_seq == 0 and received.kind is InboundKind.MESSAGE
        notes: list[tuple[str, JsonObject]] = []
        if is_first and received.channel not in self._parts.introduced:
            notes.append(("first_contact", {"supplier": self._parts.supplier_name}))
        notes += [(f"file_refused_{file.reason}", {"name": file.name}) for file in prepared.files.refused]
        notes += [
            (f"file_left_out_{one['reason']}", {"name": one["name"]}) for one in received.data.get("left_out", ())
        ]
        notes += [("file_lost", {}) for _code in received.data.get("files_lost", ())[:1]]
        return notes

    def _note(self, connection: Connection, conversation: ConversationRow, knock: Knock, sender: str) -> None:
        """Keep a message that nobody answers with its conversation."""
        seq = repository.add_room(connection, conversation.id, 1)
        files = tuple(file.as_json() for file in knock.files)
        draft = messages.Draft(knock.message.id, sender, knock.message.text or NO_WORDS, attachments=files)
        messages.store(connection, conversation.id, [draft], last_seq=seq, at=knock.at)
        journal.add_done(connection, intake.noted_entry(knock, conversation.id, seq), knock.at)

    def _thank(self, connection: Connection, conversation: ConversationRow, address: AddressRow, now: datetime) -> None:
        """Tell somebody who is no party that it arrived, and nothing else."""
        says = functools.partial(self._parts.wording.say, conversation.language)
        letter = outbox.Letter(
            address.channel, address.value, says("third_party_subject"), says("third_party_noted"), None
        )
        outbox.add_letter(connection, self._parts.keys, conversation.id, letter, now)
        self._parts.letters_queued()


def _body(prepared: _Prepared, place: _Place, address: AddressRow) -> JsonObject | None:
    """What the journal holds where the text does not say it."""
    own = _own_answer(prepared)
    if own is not None:
        is_answered = bool(prepared.received.data.get("answered_by_provider"))
        return {
            OWN_ANSWER: None if is_answered else own,
            WITHDRAWS: prepared.received.kind is InboundKind.STOP,
        }
    if prepared.owner is not None:
        return {"message": {"event": "identity_changed", "data": {"level": "channel"}}}
    if prepared.received.kind is InboundKind.STARTED:
        return _started(place, is_known=place.is_linked or address.customer_id is not None)
    return None


def _own_answer(prepared: _Prepared) -> str | None:
    """Name of the gateway's own words that answer something; None where the engine has to."""
    received = prepared.received
    if prepared.note is not None:
        return prepared.note
    if refused := received.data.get("refused"):
        return f"refused_{refused}"
    if not received.text and prepared.files.refused and not prepared.files.taken:
        return "files_only_refused"
    return OWN_ANSWERS.get(received.kind)


def _started(place: _Place, *, is_known: bool) -> JsonObject:
    """A chat that was opened: by a link that is no good, to go on with a conversation, or anew."""
    if place.link_refused:
        return {OWN_ANSWER: "link_expired"}
    if place.carried_from is not None:
        return {"message": {"event": "conversation_continued", "data": {"from": place.carried_from}}}
    return {"message": {"event": "session_started", "data": {}}, ASK_PHONE: not is_known}


def _is_party(connection: Connection, conversation: ConversationRow, address: AddressRow, received: Received) -> bool:
    """Whether an address is the conversation's own, or linked to the same customer."""
    if conversation.address_id == address.id:
        return True
    if not received.proves_address or address.customer_id is None:
        return False
    return address.customer_id in (conversation.customer_id, addresses.customer_of(connection, conversation.address_id))
