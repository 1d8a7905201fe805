"""The one transaction that ends a turn: entry done, new state, replies, what leaves the house, codes asked for."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from channels.conversations import attachments, buttons, messages, repository
from channels.conversations.messages import Draft, StoredMessage
from channels.conversations.repository import Outcome
from channels.identity.codes import Codes, CodeToSend, TooManyCodesError, Wanted
from channels.journal import parked
from channels.journal import repository as journal
from channels.journal.intake import Work
from channels.keys import Keys
from channels.outbox import repository as outbox
from channels.outbox.repository import Letter
from channels.turns import passing_on
from channels.turns.answers import Answer, system_draft
from channels.turns.passing_on import PassOn
from channels.understanding import repository as understanding
from channels.wording import Wording

PARKED_FOR = timedelta(seconds=30)
"""Before a parked matter is tried again; `reliability.md` A13 asks for an answer within two minutes of a return."""
PARKED_AT_MOST = timedelta(hours=1)
"""Longest pause of a matter that fails again although the backend answers: each time it waits twice as long."""
PARKED_TRIES = 24
"""Afterwards, more than half a day later, it is given up."""
CODE_CHANNELS = {"phone": "sms", "email": "email"}
"""Which channel carries a code to which kind of address."""

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
        stored = self._say(connection, work, answer.drafts, last_seq, now)
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
        for wish in answer.passed_on:
            letters += self._pass_on(connection, work, wish, stored, now)
        return Committed(stored, letters, self._following(connection, work))

    def say(self, connection: Connection, work: Work, draft: Draft, now: datetime) -> StoredMessage:
        """Add one message of our own to a conversation, outside the end of a turn."""
        last_seq = repository.add_room(connection, work.conversation.id, 1)
        return self._say(connection, work, [draft], last_seq, now)[0]

    def _say(
        self, connection: Connection, work: Work, drafts: list[Draft], last_seq: int, now: datetime
    ) -> list[StoredMessage]:
        conversation = work.conversation
        stored = messages.store(connection, conversation.id, drafts, last_seq=last_seq, at=now)
        outbox.add_stored(connection, conversation.id, conversation.channel, stored, now)
        return stored

    def _ask_code(
        self, connection: Connection, work: Work, wanted: Wanted, stored: list[StoredMessage], now: datetime
    ) -> int:
        try:
            code = self.codes.ask(connection, work.conversation.id, wanted, now)
        except TooManyCodesError:
            text = self.wording.say(work.conversation.language, "codes_exhausted")
            stored.append(self.say(connection, work, system_draft(text, work.entry.reply_to), now))
            return 0
        if code is None:
            return 0
        outbox.add_letter(connection, self.keys, work.conversation.id, self._letter(code, now), now)
        return 1

    def _pass_on(
        self, connection: Connection, work: Work, wish: PassOn, stored: list[StoredMessage], now: datetime
    ) -> int:
        room = passing_on.ROOM[wish.channel]
        texts = passing_on.answers(connection, work.conversation.id, stored[0].seq, room)
        if not texts:
            text = self.wording.say(work.conversation.language, "nothing_to_pass_on")
            stored.append(self.say(connection, work, system_draft(text, work.entry.reply_to), now))
            return 0
        letter = passing_on.letter(wish, texts, self.wording, self.supplier_name, now)
        outbox.add_letter(connection, self.keys, work.conversation.id, letter, now)
        return 1

    def _letter(self, code: CodeToSend, now: datetime) -> Letter:
        minutes = round((code.expires_at - now).total_seconds() / 60)
        values = {"supplier": self.supplier_name, "code": code.code, "minutes": minutes}
        subject = self.wording.say(code.language, "code_subject", **values) if code.kind == "email" else None
        text = self.wording.say(code.language, "code_text_bound" if code.is_bound else "code_text", **values)
        return Letter(CODE_CHANNELS[code.kind], code.address, subject, text, code.expires_at)

    def _following(self, connection: Connection, work: Work) -> Work | None:
        entry = journal.next_open(connection, work.conversation.id)
        if entry is None:
            repository.release(connection, work.claim, work.conversation.id)
            return None
        return replace(work, entry=entry, conversation=repository.get(connection, work.conversation.id))


def _park(connection: Connection, work: Work, matter: str, now: datetime) -> None:
    """Put a matter off; one that was taken up in vain waits longer each time."""
    tries = int(work.entry.body.get("message", {}).get("data", {}).get("tries", 0))
    if tries >= PARKED_TRIES:
        log.error("matter_given_up", conversation=work.conversation.id, turn=work.entry.turn_id)
        return
    pause = min(PARKED_FOR * 2**tries, PARKED_AT_MOST)
    parked.park(connection, work.conversation.id, matter, now + pause, tries=tries)
