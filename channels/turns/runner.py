"""Answers what the journal holds: one entry at a time per conversation, in order, conversations beside each other.

A turn that does not get through is asked for again under the same turn id. Whatever ends this process between the
acknowledgement and the commit leaves the entry open, and the next start takes it up.
"""

import asyncio
import functools
import random
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from channels.backend_client import BackendUnavailableError
from channels.contract import Adapter, Clock, JsonObject
from channels.conversations import repository
from channels.conversations.live import Live
from channels.conversations.messages import Draft, StoredMessage
from channels.conversations.repository import Claim
from channels.database import Database
from channels.engine_client import EngineClient, EngineUnavailableError, TurnFailedError, TurnRequest
from channels.identity.facts import FactSigner
from channels.identity.levels import ANONYMOUS, Standing, standing
from channels.identity.senders import Senders
from channels.journal import intake
from channels.journal import repository as journal
from channels.journal.intake import CONFIRMED_ADDRESS, NOTES, OFFERS_PHONE, OWN_ANSWER, PROVEN_ADDRESS, WITHDRAWS, Work
from channels.journal.parked import WITHDRAWAL
from channels.turns.answers import Answer, from_result, system_draft
from channels.turns.commit import ClaimLostError, Committed, TurnCommit
from channels.turns.files import with_content
from channels.turns.requests import Requests
from channels.wording import Wording

FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 2.0
MOST_ENDS = 20
"""What was in hand at so many ends of a process is given up; what is only near several kills gets through before."""
LATE_GRACE_SECONDS = 1.0
"""An entry that waited through a restart gets this long before its customer is told that it takes longer."""

log = structlog.get_logger("channels.turns")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how often the runner tries."""

    tries: int
    late_seconds: float
    lease: timedelta


@dataclass(frozen=True, slots=True)
class Parts:
    """What a turn needs of the rest of the gateway."""

    database: Database
    engine: EngineClient
    requests: Requests
    commit: TurnCommit
    signer: FactSigner
    senders: Senders
    adapters: Mapping[str, Adapter]
    live: Live
    wording: Wording
    clock: Clock
    letters_queued: Callable[[], None]


class Runner:
    """Runs the turns of this process."""

    def __init__(self, parts: Parts, worker: str, patience: Patience) -> None:
        """Prepare; nothing runs before `start` or `take_up` is called."""
        self._parts = parts
        self._worker = worker
        self._patience = patience
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand: set[int] = set()
        """Numbers of the claims that a task is working on."""

    def start(self, work: Work) -> None:
        """Answer an entry that was claimed, and what follows it in its conversation."""
        number = work.claim.number
        self._in_hand.add(number)
        self._spawn(self._run(work)).add_done_callback(lambda _task: self._in_hand.discard(number))

    async def take_up(self) -> None:
        """Take up what was left: at the start our own claims, later also those whose holder is gone."""
        await self._parts.database.write(self._give_up_claims)
        await self.take_abandoned()

    async def take_abandoned(self) -> None:
        """Answer open entries that nobody holds."""
        for conversation_id in await self._parts.database.read(journal.waiting):
            work = await self._parts.database.write(functools.partial(self._claim, conversation_id=conversation_id))
            if work is not None:
                self.start(work)

    async def renew(self) -> None:
        """Keep what is being worked on; what this process holds and has lost sight of is free when its lease ends."""
        until = self._parts.clock() + self._patience.lease
        renew = functools.partial(
            repository.renew_leases, worker=self._worker, numbers=tuple(self._in_hand), until=until
        )
        await self._parts.database.write(renew)

    async def stop(self) -> None:
        """Leave what is not finished to the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _give_up_claims(self, connection: Connection) -> None:
        for conversation_id in repository.held(connection, self._worker):
            # What was in hand when the process ended may be what ended it.
            entry = journal.next_open(connection, conversation_id)
            if entry is not None:
                journal.count_end(connection, entry.id)
        repository.release_all(connection, self._worker)

    def _claim(self, connection: Connection, conversation_id: str) -> Work | None:
        now = self._parts.clock()
        claim = Claim.fresh(self._worker, now + self._patience.lease)
        conversation = repository.claim(connection, conversation_id, claim, now)
        if conversation is None:
            return None
        work = intake.claimed(connection, conversation, claim)
        if work is None:
            repository.release(connection, claim, conversation_id)
        return work

    async def _run(self, work: Work | None) -> None:
        try:
            while work is not None:
                work = await self._answer(work)
        except ClaimLostError:
            log.warning("claim_lost")

    async def _answer(self, work: Work) -> Work | None:
        """Answer one entry, however long it takes."""
        self._show_typing(work, on=True)
        late = asyncio.get_running_loop().call_later(self._late_after(work), self._spawn_late, work)
        try:
            return await self._until_answered(work)
        finally:
            late.cancel()

    async def _until_answered(self, work: Work) -> Work | None:
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                work = await self._in_its_language(work)
                answer = await self._try(work)
                return await self._finish(work, answer)
            except ClaimLostError:
                raise
            except (EngineUnavailableError, BackendUnavailableError):
                log.warning("engine_or_backend_unavailable", conversation=work.conversation.id, turn=work.entry.turn_id)
            except TurnFailedError as error:
                log.warning("turn_failed", conversation=work.conversation.id, turn=work.entry.turn_id, code=str(error))
                work = await self._failed(work)
            except Exception:
                # The edge of the worker: whatever went wrong, the entry stays open and is tried again or given up.
                log.exception("turn_broke", conversation=work.conversation.id, turn=work.entry.turn_id)
                work = await self._failed(work)
            await asyncio.sleep(pause * random.uniform(0.7, 1.0))  # noqa: S311 - spreads retries, guards nothing
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _in_its_language(self, work: Work) -> Work:
        """The work with the language its customer speaks, where nothing was answered yet and it was only guessed."""
        conversation = work.conversation
        if conversation.address_id is None or conversation.state is not None:
            return work
        try:
            spoken = await self._parts.senders.language(conversation.address_id, self._parts.clock())
        except BackendUnavailableError:
            return work
        if spoken not in self._parts.wording.languages:
            return work
        return replace(work, conversation=replace(conversation, language=spoken))

    async def _try(self, work: Work) -> Answer:
        """Work out the answer to an entry.

        Raises:
            EngineError: It could not be worked out now.
        """
        if work.entry.tries >= self._patience.tries or work.entry.ends >= MOST_ENDS:
            log.error("message_parked", conversation=work.conversation.id, turn=work.entry.turn_id)
            return self._own_words(work, "message_parked", parked=True)
        if OWN_ANSWER in work.entry.body:
            own = work.entry.body[OWN_ANSWER]
            answer = Answer() if own is None else self._own_words(work, own)
            if work.entry.body.get(WITHDRAWS) and not await self._withdrawn(work):
                answer.matters.append(WITHDRAWAL)
            return answer
        result = await self._parts.engine.turn(await self._request(work))
        if not result.replies and "event" not in work.entry.body["message"]:
            raise TurnFailedError("no reply")
        known = result.language if result.language in self._parts.wording.languages else None
        answer = from_result(result, work.entry.reply_to, known or work.conversation.language)
        answer.drafts[:0] = self._notes(work, answer.outcome.language if answer.outcome else work.conversation.language)
        if work.entry.body.get(OFFERS_PHONE):
            answer.drafts.append(system_draft(self._parts.wording.say(work.conversation.language, "share_phone"), None))
        if result.requests:
            await self._parts.requests.prepare(work, result.requests, answer)
        return answer

    async def _withdrawn(self, work: Work) -> bool:
        """Have the records know of a STOP; until they can be told, our own mark on the address holds.

        Returns:
            Whether nothing is left to tell them.
        """
        now = self._parts.clock()
        try:
            who = await self._sender(work, now)
            if who.customer_id is not None:
                fact = self._parts.signer.sign(who, work.conversation.id, now, work.conversation.channel)
                await self._parts.requests.withdraw(work, fact)
        except BackendUnavailableError:
            log.warning("consents_not_withdrawn", conversation=work.conversation.id, turn=work.entry.turn_id)
            return False
        return True

    def _notes(self, work: Work, language: str) -> list[Draft]:
        """What the gateway says itself before the answer: of files it could not take, and the like."""
        notes: list[tuple[str, JsonObject]] = work.entry.body.get(NOTES, [])
        says = self._parts.wording.say
        return [system_draft(says(language, key, **values), work.entry.reply_to) for key, values in notes]

    def _own_words(self, work: Work, key: str, *, parked: bool = False) -> Answer:
        language = work.conversation.language
        text = self._parts.wording.say(language, key)
        drafts = [*self._notes(work, language), system_draft(text, work.entry.reply_to)]
        return Answer(drafts=drafts, parked=parked)

    async def _request(self, work: Work) -> TurnRequest:
        conversation, entry, now = work.conversation, work.entry, self._parts.clock()
        message = dict(entry.body["message"])
        standing = await self._standing(work, now)
        fact = self._parts.signer.sign(standing, conversation.id, now, conversation.channel)
        if address_id := entry.body.get(CONFIRMED_ADDRESS):
            counts = await self._parts.requests.confirmed(work, address_id, fact)
            message["data"] = {"address_id": address_id, "counts": counts}
        if "attachments" in entry.body:
            message["attachments"] = await with_content(self._parts.database, work, entry.body["attachments"])
        return TurnRequest(
            turn_id=entry.turn_id,
            now=entry.received_at,
            state=work.state,
            message=message,
            fact=fact,
            language=conversation.language,
            abilities=self._parts.adapters[conversation.channel].abilities.for_engine(),
        )

    async def _standing(self, work: Work, now: datetime) -> Standing:
        """Who the turn may speak to; nobody while it cannot be looked up."""
        try:
            return await self._sender(work, now)
        except BackendUnavailableError:
            log.warning("sender_not_looked_up", conversation=work.conversation.id, turn=work.entry.turn_id)
            return ANONYMOUS

    async def _sender(self, work: Work, now: datetime) -> Standing:
        """What was proven in the conversation, else whose address it runs on.

        Raises:
            BackendUnavailableError: Nobody can say.
        """
        conversation = work.conversation
        proven = standing(conversation, now)
        if conversation.address_id is None:
            return proven
        if not work.entry.body.get(PROVEN_ADDRESS):
            return ANONYMOUS
        if proven.customer_id is not None:
            return proven
        return await self._parts.senders.standing(conversation.address_id, now)

    async def _finish(self, work: Work, answer: Answer) -> Work | None:
        now = self._parts.clock()
        finish = functools.partial(self._parts.commit.finish, work=work, answer=answer, now=now)
        committed = await self._parts.database.write(finish)
        self._announce(work, committed, now)
        return committed.following

    def _announce(self, work: Work, committed: Committed, now: datetime) -> None:
        conversation_id = work.conversation.id
        shown = [message.as_json() for message in committed.messages]
        if self._parts.live.heard(conversation_id):
            self._show_typing(work, on=False)
            self._parts.live.publish(conversation_id, *({"type": "message", "message": message} for message in shown))
        # Whoever was told that it takes longer reads that message, too, as part of the answer.
        known = now - work.entry.received_at < timedelta(seconds=self._patience.late_seconds)
        self._parts.live.answered(conversation_id, work.entry.answered_as, shown if known else None)
        if committed.letters:
            self._parts.letters_queued()
        log.info(
            "turn_done",
            conversation=conversation_id,
            turn=work.entry.turn_id,
            replies=len(shown),
            milliseconds=round((now - work.entry.received_at) / timedelta(milliseconds=1), 1),
        )

    async def _failed(self, work: Work) -> Work:
        """Count a failure that may be the message's own fault."""
        count = functools.partial(journal.count_try, entry_id=work.entry.id)
        try:
            tries = await self._parts.database.write(count)
        except Exception:
            log.exception("try_not_counted", conversation=work.conversation.id, turn=work.entry.turn_id)
            return work
        return replace(work, entry=replace(work.entry, tries=tries))

    def _late_after(self, work: Work) -> float:
        waited = (self._parts.clock() - work.entry.received_at).total_seconds()
        return max(self._patience.late_seconds - waited, min(LATE_GRACE_SECONDS, self._patience.late_seconds))

    def _spawn_late(self, work: Work) -> None:
        if not self._parts.adapters[work.conversation.channel].abilities.late_notice:
            return
        if "event" not in work.entry.body.get("message", {}) or work.entry.reply_to is not None:
            self._spawn(self._tell_late(work))

    async def _tell_late(self, work: Work) -> None:
        tell = functools.partial(self._say_late, work=work, now=self._parts.clock())
        try:
            message = await self._parts.database.write(tell)
        except _NotLateError:
            return
        if message is not None:
            frame = {"type": "message", "message": message.as_json()}
            self._parts.live.publish(work.conversation.id, frame)
            self._parts.letters_queued()

    def _say_late(self, connection: Connection, work: Work, now: datetime) -> StoredMessage | None:
        text = self._parts.wording.say(work.conversation.language, "answer_late")
        draft = system_draft(text, work.entry.reply_to)
        # The conversation's row is locked first, as everywhere; if nobody has to be told, all of it is undone.
        message = self._parts.commit.say(connection, work, draft, now)
        if not journal.tell_late(connection, work.entry.id):
            raise _NotLateError
        return message

    def _show_typing(self, work: Work, *, on: bool) -> None:
        if self._parts.live.heard(work.conversation.id):
            self._parts.live.publish(work.conversation.id, {"type": "typing", "sender": "bot", "on": on})


class _NotLateError(Exception):
    """The answer came in the meantime, or the customer was told already."""
