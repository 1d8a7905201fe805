"""What comes in from providers: stored once, with the conversation it belongs to."""

import asyncio
import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Connection

from channels.addresses import repository as addresses
from channels.addresses.models import AddressState
from channels.addresses.repository import AddressRow
from channels.arrivals import TOLD_AGAIN_AFTER, TOLD_SELDOM, Arriving, Place, account_of, body_of, id_of, notes_of
from channels.backend_client import BackendClient, BackendUnavailableError
from channels.contract import Clock, InboundKind, InboundMessage, JsonObject, Received, ShowTyping, StatusReport
from channels.conversations import attachments, messages, repository
from channels.conversations.inspection import Inspection
from channels.conversations.repository import ConversationRow
from channels.database import Database
from channels.identity.senders import Senders
from channels.journal import intake
from channels.journal import repository as journal
from channels.journal.intake import (
    NO_WORDS,
    NOTES,
    PROVEN_ADDRESS,
    REPLY_CONTEXT,
    Intake,
    Knock,
    Work,
)
from channels.journal.repository import RepeatedError
from channels.keys import Keys
from channels.mail.threads import answers_same_mail
from channels.matters import matters_of
from channels.outbox import repository as outbox
from channels.outbox.undelivered import Undelivered, state_reported
from channels.turns import moving, notices
from channels.turns.runner import Runner
from channels.wording import Wording

MARKS = {
    InboundKind.STOP: AddressState.OPTED_OUT,
    InboundKind.START: AddressState.OPEN,
    InboundKind.BLOCKED: AddressState.BLOCKED,
    InboundKind.UNBLOCKED: AddressState.OPEN,
}
"""What an address is after something was done on it."""
SILENT = frozenset({InboundKind.BLOCKED, InboundKind.UNBLOCKED})
"""Done at the provider, not said to us: there is nothing to answer."""
THANKED = "thanked"
"""Somebody who is no party was written a letter, and nothing else is to be done."""
DROPPED = "dropped"
"""Nothing of it was kept: where many read along it was said already that nothing is answered there."""

log = structlog.get_logger("channels.receiving")


@dataclass(frozen=True, slots=True)
class ReceivingParts:
    """What receiving is made of."""

    database: Database
    intake: Intake
    runner: Runner
    backend: BackendClient
    senders: Senders
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


class Receiving:
    """Takes what was read: what customers did, and what became of what we sent."""

    def __init__(self, parts: ReceivingParts) -> None:
        """Take the parts."""
        self._parts = parts
        self._showing: set[asyncio.Task[None]] = set()

    async def deliver(self, received: Received, at: datetime | None = None) -> None:
        """Store what came in, and begin its answer; what came before is dropped.

        Args:
            received: What came in.
            at: When it was handed over; now when not given.

        Raises:
            SQLAlchemyError: It could not be stored; it has to be delivered again.
        """
        if received.files and await self._is_known(received):
            # Looking at files takes its time; what has none is known for a repeat by its transaction.
            return
        arriving = await self._prepared(received, at or self._parts.clock())
        try:
            work = await self._parts.database.write(functools.partial(self._store, arriving=arriving))
        except RepeatedError:
            log.info("repeated", channel=received.channel)
            return
        if isinstance(work, Work):
            self._parts.runner.start(work)
        elif work == THANKED:
            self._parts.letters_queued()
        show_typing = self._parts.typing.get(received.channel)
        if show_typing is not None and received.kind not in SILENT and work != DROPPED:
            # Beside, not before: what comes next from there waits for this.
            showing = asyncio.create_task(show_typing(received.address))
            self._showing.add(showing)
            showing.add_done_callback(self._showing.discard)

    async def report(self, report: StatusReport) -> bool:
        """Note what became of something we sent; an address that takes nothing is marked and gone round.

        Returns:
            Whether the message is known; a report may overtake the answer to our sending.

        Raises:
            SQLAlchemyError: It could not be noted; it has to be reported again.
        """
        now = self._parts.clock()
        reported = await self._parts.database.write(functools.partial(outbox.report, told=report, now=now))
        state = state_reported(report)
        if isinstance(reported, outbox.Reported) and state is not None:
            await self._parts.undelivered(reported, state)
            self._parts.letters_queued()
        return reported is not outbox.UNKNOWN

    async def _is_known(self, received: Received) -> bool:
        known = functools.partial(
            journal.known, channel_account=account_of(received), provider_message_id=id_of(received)
        )
        return await self._parts.database.read(known) is not None

    async def _prepared(self, received: Received, at: datetime) -> Arriving:
        files = await self._parts.inspection.inspect(received.files)
        arriving = functools.partial(Arriving, received, at, files)
        if received.kind is not InboundKind.CONTACT:
            return arriving(is_of_customer=await self._is_of_customer(received))
        try:
            owner = await self._parts.senders.at_phone(str(received.data.get("phone")), at)
        except BackendUnavailableError:
            return arriving(note="identity_unavailable")
        return arriving(owner=owner, note=None if owner else "contact_unknown")

    async def _is_of_customer(self, received: Received) -> bool:
        """Whether a mail about a case comes from a confirmed mailbox of its customer, though not the case's own."""
        if not received.proves_address or not (received.data.get("case_tokens") or received.data.get("answers")):
            return False
        own = await self._parts.database.read(functools.partial(self._case_address, received=received))
        if own is None or own.value.casefold() == received.address.casefold():
            return False
        try:
            theirs = await self._parts.backend.at_address("email", own.value)
            sender = await self._parts.backend.at_address("email", received.address)
        except BackendUnavailableError:
            return False
        return theirs is not None and sender is not None and theirs.customer_id == sender.customer_id

    def _case_address(self, connection: Connection, received: Received) -> AddressRow | None:
        named = self._named(connection, received)
        if named is None or named.address_id is None:
            return None
        own = addresses.get(connection, self._parts.keys, named.address_id)
        return own if own is not None and own.proven else None

    def _store(self, connection: Connection, arriving: Arriving) -> Work | str | None:
        """Store in one transaction; gives what is left to do now: a turn, or a letter of thanks to send."""
        received, now = arriving.received, arriving.at
        address = addresses.found_or_made(
            connection, self._parts.keys, received.channel, received.address, now, proven=received.proves_address
        )
        self._mark(connection, address, received.kind, now)
        if arriving.owner is not None:
            owner = arriving.owner
            addresses.link(connection, address.id, owner.customer_id, owner.representative_id, now)
        if received.kind in SILENT:
            return None
        place = self._place(connection, arriving, address)
        if received.data.get("refused") in TOLD_SELDOM and messages.has_since(
            connection, place.conversation.id, now - TOLD_AGAIN_AFTER
        ):
            return DROPPED
        knock = self._knock(connection, arriving, place, address)
        if not place.is_party:
            self._note(connection, place.conversation, knock, "party")
            if not received.proves_address or received.data.get("unanswered"):
                return None
            self._thank(connection, place.conversation, address, now)
            return THANKED
        if context := received.data.get(REPLY_CONTEXT):
            repository.remember_reply_context(connection, place.conversation.id, json.dumps(context))
        is_answered = received.data.get("answered_by_provider") and received.kind is not InboundKind.STOP
        if is_answered or received.data.get("unanswered"):
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
            notices.begin_again(connection, address.id)

    def _place(self, connection: Connection, arriving: Arriving, address: AddressRow) -> Place:
        """Where this belongs: by link, by case token, else by its address."""
        received = arriving.received
        if received.kind is InboundKind.STARTED and received.data.get("token"):
            return self._by_link(connection, arriving, address)
        named = self._named(connection, received)
        if named is not None:
            is_party = self._is_party(connection, arriving, named, address)
            if is_party and named.address_id != address.id:
                repository.answer_to(connection, named.id, address.id)
            return Place(named, is_party=is_party)
        return Place(self._own(connection, arriving, address))

    def _is_party(
        self, connection: Connection, arriving: Arriving, conversation: ConversationRow, address: AddressRow
    ) -> bool:
        """Whether an address is the conversation's own, or one of the same customer."""
        if conversation.address_id == address.id:
            return True
        if not arriving.received.proves_address:
            return False
        own = addresses.get(connection, self._parts.keys, conversation.address_id or "")
        if own is not None and own.value.casefold() == address.value.casefold():
            return True  # only claimed at first, and proven now
        customers = {conversation.customer_id, None if own is None else own.customer_id} - {None}
        return arriving.is_of_customer or address.customer_id in customers

    def _own(self, connection: Connection, arriving: Arriving, address: AddressRow) -> ConversationRow:
        """The conversation that goes on at an address."""
        known = None if address.conversation_id is None else repository.find(connection, address.conversation_id)
        if known is not None and known.owner != "closed":
            return known
        return self._begun(connection, arriving, address, None)

    def _begun(
        self,
        connection: Connection,
        arriving: Arriving,
        address: AddressRow,
        of: ConversationRow | None,
        *,
        keeps_state: bool = True,
    ) -> ConversationRow:
        hinted = arriving.received.language
        spoken = hinted if hinted in self._parts.languages else self._parts.default_language
        language = of.language if of is not None else spoken or self._parts.default_language
        new_id = moving.begun(connection, address, language, arriving.at, of=of, keeps_state=keeps_state)
        return repository.get(connection, new_id)

    def _named(self, connection: Connection, received: Received) -> ConversationRow | None:
        """The conversation of a case token, or of a message of ours that is answered."""
        for token in received.data.get("case_tokens", ()):
            found = repository.find_case(connection, token)
            if found is not None:
                return found
        for message_id in received.data.get("answers", ()):
            conversation_id = outbox.conversation_of(connection, message_id, received.channel)
            if conversation_id is not None:
                return repository.get(connection, conversation_id)
        others = (self._copied(connection, received, other) for other in received.data.get("cc", ()))
        return next(filter(None, others), None)

    def _copied(self, connection: Connection, received: Received, other: str) -> ConversationRow | None:
        """The conversation in which somebody wrote the mail that is answered here by whom it went to in copy."""
        writer = addresses.find(connection, self._parts.keys, received.channel, other)
        at = None if writer is None else writer.conversation_id
        found = None if at is None else repository.find(connection, at)
        if found is None or found.owner == "closed" or found.reply_context is None:
            return None
        return found if answers_same_mail(received.data, json.loads(found.reply_context)) else None

    def _by_link(self, connection: Connection, arriving: Arriving, address: AddressRow) -> Place:
        """Use a one-time link up: it says whose the chat is, and which conversation goes on in it."""
        linked = addresses.open_link(connection, str(arriving.received.data["token"]), arriving.at)
        if linked is None:
            return Place(self._own(connection, arriving, address), link_refused=True)
        if linked.customer_id is not None:
            addresses.link(connection, address.id, linked.customer_id, None, arriving.at)
        carried = None if linked.conversation_id is None else repository.find(connection, linked.conversation_id)
        is_linked = linked.customer_id is not None
        if carried is not None:
            keeps_state = carried.customer_id in (None, linked.customer_id)
            begun = self._begun(connection, arriving, address, carried, keeps_state=keeps_state)
            return Place(begun, is_linked=is_linked, carried_from=carried.channel)
        own = self._own(connection, arriving, address)
        repository.speak(connection, own.id, linked.language)
        return Place(repository.get(connection, own.id), is_linked=is_linked)

    def _knock(self, connection: Connection, arriving: Arriving, place: Place, address: AddressRow) -> Knock:
        received, conversation = arriving.received, place.conversation
        files = arriving.files.taken
        attachments.store(connection, conversation.id, files, arriving.at)
        choice = received.choice
        if choice is not None and choice.isdecimal():
            choice = messages.offered(connection, conversation.id, int(choice))
        besides: JsonObject = {NOTES: notes_of(arriving, place, self._introduction(received.channel))}
        if received.proves_address:
            besides[PROVEN_ADDRESS] = True
        if context := received.data.get(REPLY_CONTEXT):
            besides[REPLY_CONTEXT] = context
        return Knock(
            account=account_of(received),
            entry_id=id_of(received),
            message=InboundMessage(id_of(received), received.text, choice),
            at=arriving.at,
            files=files,
            parts=matters_of(received.data.get("paragraphs", ())) if choice is None else (),
            body=body_of(arriving, place, address),
            besides=besides,
        )

    def _introduction(self, channel: str) -> JsonObject | None:
        return None if channel in self._parts.introduced else {"supplier": self._parts.supplier_name}

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
