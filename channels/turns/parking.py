"""Takes parked matters up again once the records can be reached."""

import functools
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection

from channels.backend_client import BackendClient
from channels.contract import Clock
from channels.conversations import repository
from channels.conversations.repository import Claim
from channels.database import Database
from channels.journal import intake, parked
from channels.journal import repository as journal
from channels.journal.intake import OWN_ANSWER, WITHDRAWS, Work
from channels.journal.parked import WITHDRAWAL, DueMatter
from channels.turns.runner import Runner


@dataclass(frozen=True, slots=True)
class Parking:
    """Turns matters that are due into events of their conversations."""

    database: Database
    backend: BackendClient
    runner: Runner
    clock: Clock
    worker: str
    lease: timedelta

    async def take_up_due(self) -> int:
        """Take up what is due, if the backend answers.

        Returns:
            How many matters were taken up.
        """
        due = await self.database.read(functools.partial(parked.due, now=self.clock()))
        if not due or not await self.backend.healthy():
            return 0
        for matter in due:
            work = await self.database.write(functools.partial(self._enter, matter=matter))
            if work is not None:
                self.runner.start(work)
        return len(due)

    def _enter(self, connection: Connection, matter: DueMatter) -> Work | None:
        now = self.clock()
        claim = Claim.fresh(self.worker, now + self.lease)
        claimed = repository.claim(connection, matter.conversation_id, claim, now)
        conversation = claimed or repository.get(connection, matter.conversation_id)
        if parked.take(connection, matter):
            data = {"matter": matter.matter, "tries": matter.tries + 1}
            entry = intake.event_entry(
                conversation.id,
                "parked_due",
                data,
                position=conversation.last_seq,
                at=now,
                channel=conversation.channel,
            )
            if matter.matter == WITHDRAWAL:
                entry = replace(entry, body=entry.body | {OWN_ANSWER: None, WITHDRAWS: True})
            journal.add(connection, entry)
        if claimed is None:
            return None
        work = intake.claimed(connection, claimed, claim)
        if work is None:
            repository.release(connection, claim, conversation.id)
        return work
