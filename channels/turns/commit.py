"""The one transaction that ends a turn: entry done, new state, replies, what leaves the house, codes asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from channels.addresses.kinds import CHANNELS
from channels.contract import ASK_PHONE, DeepLink
from channels.conversations import attachments, buttons, messages, repository
from channels.conversations.messages import Draft, StoredMessage
from channels.conversations.repository import Outcome
from channels.identity.codes import Codes, CodeToSend, TooManyCodesError, Wanted
from channels.journal import parked
from channels.journal import repository as journal
from channels.journal.intake import OFFERS_PHONE, PART, REPLY_CONTEXT, Work
from channels.keys import Keys
from channels.outbox import repository as outbox
from channels.outbox.repository import Letter, Parcel
from channels.turns import moving
from channels.turns.answers import Answer, system_draft
from channels.turns.moving import Move, Moving
from channels.understanding import repository as understanding
from channels.wording import Wording

PARKED_FOR = timedelta(seconds=30)
"""Before a parked matter is tried again; `reliability.md` A13 asks for an answer within two minutes of a return."""
PARKED_AT_MOST = timedelta(hours=1)
"""Longest pause of a matter that fails again although the backend answers: each time it waits twice as long."""
PARKED_TRIES = 24
"""Afterwards, more than half a day later, it is given up."""

log = structlog.get_logger("channels.turns")


class ClaimLostError(Exception):
    """Somebody else has answered, or is answering; nothing of this turn may be stored."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What a turn left behind."""

    messages: list[StoredMessage]
    letters: int
    following: Work | None
    """The next entry of the same conversation; without one the conversation was let go."""


@dataclass(frozen=True, slots=True)
class TurnCommit:
    """Writes answers."""

    keys: Keys
    codes: Codes
    wording: Wording
    button_life: timedelta
    supplier_name: str
    moving: Moving
    joined: frozenset[str]
    """Channels on which all messages of an answer go out as one."""
    deep_links: Mapping[str, DeepLink]
    """By channel: how a one-time link to it looks."""

    def finish(self, connection: Connection, work: Work, answer: Answer, now: datetime) -> Committed:
        """End a turn.

        Raises:
            ClaimLostError: This process does not hold the conversation any more.
        """
        conversation_id = work.conversation.id
        unchanged = Outcome(work.state, work.conversation.language)
        last_seq = repository.finish_turn(
            connection,
            work.claim,
            conversation_id,
            messages=len(answer.drafts),
            outcome=answer.outcome or unchanged,
        )
        if last_seq is None or not journal.close(connection, work.entry.id, now, parked=answer.parked):
            raise ClaimLostError
        attachments.store(connection, conversation_id, answer.files, now)
        buttons.store(connection, conversation_id, answer.buttons, now + self.button_life)
        stored = messages.store(connection, conversation_id, answer.drafts, last_seq=last_seq, at=now)
        if answer.understood is not None:
            language = unchanged.language if answer.outcome is None else answer.outcome.language
            position = last_seq - len(answer.drafts)
            understanding.store(
                connection, work.entry, position=position, language=language, told=answer.understood, now=now
            )
        for matter in answer.matters:
            _park(connection, work, matter, now)
        letters = 0
        for wanted in answer.wanted:
            letters += self._ask_code(connection, work, wanted, stored, now)
        for receipt in answer.receipts:
            outbox.add_letter(connection, self.keys, conversation_id, receipt, now)
            letters += 1
        for move in answer.moves:
            letters += self._move(connection, work, move, stored, now)
        letters += self._deliver(connection, work, stored, now)
        return Committed(stored, letters, self._following(connection, work))

    def say(self, connection: Connection, work: Work, draft: Draft, now: datetime) -> StoredMessage:
        """Add one message of our own to a conversation, outside the end of a turn."""
        message = self._add(connection, work, draft, now)
        self._deliver(connection, work, [message], now)
        return message

    def _add(self, connection: Connection, work: Work, draft: Draft, now: datetime) -> StoredMessage:
        last_seq = repository.add_room(connection, work.conversation.id, 1)
        return messages.store(connection, work.conversation.id, [draft], last_seq=last_seq, at=now)[0]

    def _deliver(self, connection: Connection, work: Work, stored: Sequence[StoredMessage], now: datetime) -> int:
        """Queue messages for their channel.

        Returns:
            How many things a provider has to carry.
        """
        conversation = work.conversation
        if conversation.address_id is None:
            outbox.add_stored(connection, conversation.id, conversation.channel, stored, now)
            return 0
        if conversation.channel not in self.joined:
            parcels = [Parcel(message.seq, message.seq) for message in stored]
        else:
            parcels = _joined(connection, work, stored)
        context = work.entry.body.get(REPLY_CONTEXT, {})
        parcels = [replace(parcel, extras=context) for parcel in parcels]
        if work.entry.body.get(OFFERS_PHONE) and parcels:
            title = self.wording.say(conversation.language, "share_phone_button")
            parcels[-1] = replace(parcels[-1], extras=context | {ASK_PHONE: title})
        return outbox.add_messages(connection, conversation, parcels, now)

    def _ask_code(
        self, connection: Connection, work: Work, wanted: Wanted, stored: list[StoredMessage], now: datetime
    ) -> int:
        try:
            code = self.codes.ask(connection, work.conversation.id, wanted, now)
        except TooManyCodesError:
            text = self.wording.say(work.conversation.language, "codes_exhausted")
            stored.append(self._add(connection, work, system_draft(text, work.entry.reply_to), now))
            return 0
        if code is None:
            return 0
        outbox.add_letter(connection, self.keys, work.conversation.id, self._letter(code, now), now)
        return 1

    def _move(self, connection: Connection, work: Work, move: Move, stored: list[StoredMessage], now: datetime) -> int:
        """Go on elsewhere: by a link that is told here, or at an address that gets the answers so far."""
        conversation = repository.get(connection, work.conversation.id)
        if move.address is None:
            token = self.moving.link(connection, move, conversation.id, now)
            text = self.wording.say(move.language, "continue_link", url=self.deep_links[move.channel](token))
        else:
            room = moving.ROOM[move.channel]
            before = stored[0].seq if stored else conversation.last_seq + 1
            texts = moving.answers(connection, conversation.id, before, room, since=conversation.proven_at)
            if texts:
                return self.moving.carry(connection, move, texts, conversation, now)
            text = self.wording.say(move.language, "nothing_to_pass_on")
        stored.append(self._add(connection, work, system_draft(text, work.entry.reply_to), now))
        return 0

    def _letter(self, code: CodeToSend, now: datetime) -> Letter:
        minutes = round((code.expires_at - now).total_seconds() / 60)
        values = {"supplier": self.supplier_name, "code": code.code, "minutes": minutes}
        subject = self.wording.say(code.language, "code_subject", **values) if code.kind == "email" else None
        text = self.wording.say(code.language, "code_text_bound" if code.is_bound else "code_text", **values)
        return Letter(CHANNELS[code.kind], code.address, subject, text, code.expires_at)

    def _following(self, connection: Connection, work: Work) -> Work | None:
        conversation_id = work.conversation.id
        if journal.leave(connection, conversation_id, work.claim.number):
            return None
        entry = journal.next_open(connection, conversation_id)
        if entry is None:
            return None
        return replace(work, entry=entry, conversation=repository.get(connection, conversation_id))


def _joined(connection: Connection, work: Work, stored: Sequence[StoredMessage]) -> list[Parcel]:
    """One parcel; for a message of several matters once the last of them is answered."""
    number, of = work.entry.body.get(PART, (0, 1))
    if number + 1 < of or not stored:
        return []
    first = stored[0].seq
    if of > 1 and work.entry.reply_to is not None:
        first = messages.answering(connection, work.conversation.id, work.entry.reply_to)[0].seq
    return [Parcel(first, stored[-1].seq)]


def _park(connection: Connection, work: Work, matter: str, now: datetime) -> None:
    """Put a matter off; one that was taken up in vain waits longer each time."""
    tries = int(work.entry.body.get("message", {}).get("data", {}).get("tries", 0))
    if tries >= PARKED_TRIES:
        log.error("matter_given_up", conversation=work.conversation.id, turn=work.entry.turn_id)
        return
    pause = min(PARKED_FOR * 2**tries, PARKED_AT_MOST)
    parked.park(connection, work.conversation.id, matter, now + pause, tries=tries)
