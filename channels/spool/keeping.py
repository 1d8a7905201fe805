"""Keeps what providers hand over: many at once in one durable transaction."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import Connection
from uuid_utils import uuid7

from channels.contract import Clock, RawMessage
from channels.database import Database
from channels.keys import Keys
from channels.spool import repository
from channels.spool.repository import NewSpooled

LARGEST_GROUP = 256
"""Of what one transaction writes: a commit costs as much as writing a hundred text messages."""
OWN_TIME = timedelta(seconds=60)
"""How long the process that took something has it for itself; afterwards it is taken for dead."""

type Kept = Callable[[str, RawMessage], None]
"""Told what was kept, and under which id."""
type Work[T] = Callable[[Connection, Sequence[T]], None]


class Grouped[T]:
    """Does in one transaction what gathered while the one before it ran."""

    def __init__(self, database: Database, work: Work[T]) -> None:
        """Prepare.

        Args:
            database: Runs the transactions.
            work: What is done with a group.
        """
        self._database = database
        self._work = work
        self._gathered: deque[tuple[T, asyncio.Future[None]]] = deque()
        self._writing: asyncio.Task[None] | None = None

    async def add(self, item: T) -> None:
        """Have something done; durable when this returns.

        Raises:
            SQLAlchemyError: It could not be done, for this and what was written with it.
        """
        done = asyncio.get_running_loop().create_future()
        self._gathered.append((item, done))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await done

    async def _write(self) -> None:
        try:
            while self._gathered:
                group = [self._gathered.popleft() for _ in range(min(len(self._gathered), LARGEST_GROUP))]
                await self._commit(group)
        finally:
            self._writing = None

    async def _commit(self, group: list[tuple[T, asyncio.Future[None]]]) -> None:
        items = [item for item, _done in group]
        try:
            await self._database.write(lambda connection: self._work(connection, items))
        except Exception as error:  # noqa: BLE001 - everybody who waits for the group gets it
            failure: Exception | None = error
        else:
            failure = None
        for _item, done in group:
            if done.done():
                continue  # nobody waits any more
            if failure is None:
                done.set_result(None)
            else:
                done.set_exception(failure)


class Keeping:
    """Given to every channel as `Keep`."""

    def __init__(self, database: Database, keys: Keys, clock: Clock, kept: Kept) -> None:
        """Prepare.

        Args:
            database: Keeps it.
            keys: Encrypt it.
            clock: Tells the time.
            kept: Told of everything new.
        """
        self._clock = clock
        self._kept = kept
        self._group = Grouped[NewSpooled](database, lambda connection, new: repository.add(connection, keys, new))

    async def __call__(self, raw: RawMessage) -> None:
        """Keep it; the same again is kept once.

        Raises:
            SQLAlchemyError: It could not be kept; the provider has to hand it over again.
        """
        now = self._clock()
        new = NewSpooled(str(uuid7()), raw, now, now + OWN_TIME)
        await self._group.add(new)
        self._kept(new.id, raw)
