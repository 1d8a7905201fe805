"""Reads what was kept, and gives it to the conversations: in each sender's order, everything once.

Between keeping and reading the process may die: what it left is read by the next one. Reading twice does no harm,
because the journal takes each provider's id once.
"""

import asyncio
import contextlib
import functools
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from channels.contract import Clock, RawMessage, Read, Received, StatusReport
from channels.database import Database
from channels.errors import TemporaryError, UnreadableError
from channels.keys import Keys
from channels.spool import repository
from channels.spool.keeping import Grouped
from channels.spool.repository import Spooled

IN_HAND = 32
"""Read at the same time; some wait for a file from their provider."""
LOADED = 8
"""Loaded at a time; between two times what is coming in may go first."""
RUSH, RUSH_SECONDS = 8, 0.05
"""So many arrivals in so short a time are a rush: 160 a second, more than turns can answer on two cores."""
RUSH_PAUSE_SECONDS = 0.02
LONGEST_RUSH_SECONDS = 5.0
"""In a rush taking goes before reading; what has waited for longer is read one by one, with a pause before each."""
LOOK_SECONDS = 1.0
"""Between two looks for what has to be tried again, or was left by a process that died."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=5)
MOST_TRIES = 16
"""The last one after some 45 minutes."""

REPORT_TRIES = 2
"""A report of a message that nobody knows after three seconds is of no message of ours."""


log = structlog.get_logger("channels.spool")


@dataclass(frozen=True, slots=True)
class Takers:
    """Who is given what was read."""

    deliver: Callable[[Received, datetime], Awaitable[None]]
    """Takes what a customer did, and when it was handed over."""
    report: Callable[[StatusReport], Awaitable[bool]]
    """Takes what became of a message of ours; says whether it is known."""


class Rush:
    """Tells when so much comes in that reading should let it pass."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._arrivals: deque[float] = deque(maxlen=RUSH)

    def count(self) -> None:
        """Count one arrival."""
        self._arrivals.append(time.monotonic())

    @property
    def is_on(self) -> bool:
        """Whether there is one at this moment."""
        return len(self._arrivals) == RUSH and time.monotonic() - self._arrivals[0] < RUSH_SECONDS

    async def passed(self, since: float) -> int:
        """Wait until it is over, or what waits has waited long enough.

        Args:
            since: When the oldest that waits came, on the monotonic clock.

        Returns:
            How many may be read now.
        """
        while self.is_on:
            await asyncio.sleep(RUSH_PAUSE_SECONDS)
            if time.monotonic() - since > LONGEST_RUSH_SECONDS:
                return 1
        return LOADED


class Reading:
    """The worker that empties the spool."""

    def __init__(
        self, database: Database, keys: Keys, channels: Mapping[str, Read], takers: Takers, clock: Clock
    ) -> None:
        """Prepare; `run` does the work.

        Args:
            database: Where the spool is.
            keys: Decrypt it.
            channels: Each channel's way of reading.
            takers: Given what was read.
            clock: Tells the time.
        """
        self._database = database
        self._keys = keys
        self._channels = channels
        self._takers = takers
        self._clock = clock
        self._read = Grouped(database, repository.remove)
        self._rush = Rush()
        self._queue: deque[tuple[str, float]] = deque()
        self._known: set[str] = set()
        """Queued or in hand, so that nothing is taken twice."""
        self._last: dict[tuple[str, str], asyncio.Task[None]] = {}
        """What was begun last, by channel and sender."""
        self._free = asyncio.Semaphore(IN_HAND)
        self._in_hand: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._looked = asyncio.Event()
        """Set after the first look, which takes all that is there for what a process left that died."""

    def kept(self, spooled_id: str, raw: RawMessage) -> None:
        """Something new is in the spool; reports of what we sent ourselves, from nobody, make no rush."""
        if raw.sender:
            self._rush.count()
        self._queued((spooled_id,))

    def _queued(self, ids: Iterable[str]) -> None:
        now = time.monotonic()
        for spooled_id in ids:
            if spooled_id not in self._known:
                self._known.add(spooled_id)
                self._queue.append((spooled_id, now))
        self._news.set()

    async def run(self) -> None:
        """Read until cancelled; what is in hand then is read again by the next process."""
        looking = asyncio.create_task(self._look())
        try:
            await self._looked.wait()
            while True:
                await self._news.wait()
                self._news.clear()
                while self._queue:
                    await self._take(await self._rush.passed(self._queue[0][1]))
        finally:
            tasks = (looking, *self._in_hand)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _look(self) -> None:
        """Queue all that is there, then from time to time what is due."""
        is_first = True
        while True:
            try:
                due_before = None if is_first else self._clock()
                self._queued(await self._database.read(functools.partial(repository.waiting, due_before=due_before)))
                is_first = False
            except Exception:
                # The edge of the worker: a database that is away now is there again later.
                log.exception("spool_not_looked_at")
            self._looked.set()
            await asyncio.sleep(LOOK_SECONDS)

    async def _take(self, most: int) -> None:
        ids = [self._queue.popleft()[0] for _ in range(min(len(self._queue), most))]
        try:
            loaded = await self._database.read(functools.partial(repository.load, keys=self._keys, ids=ids))
        except Exception:
            log.exception("spool_not_loaded")
            self._known.difference_update(ids)  # found again by the next look
            return
        self._known.difference_update(set(ids) - {spooled.id for spooled in loaded})
        for spooled in loaded:
            await self._free.acquire()
            self._begin(spooled)

    def _begin(self, spooled: Spooled) -> None:
        # Where nobody is named, nothing waits for another.
        sender = (spooled.channel, spooled.raw.sender if spooled.raw and spooled.raw.sender else spooled.id)
        before = self._last.get(sender)
        task = asyncio.create_task(self._one_after(spooled, before))
        self._last[sender] = task
        self._in_hand.add(task)

        def over(_task: asyncio.Task[None]) -> None:
            self._free.release()
            self._in_hand.discard(task)
            self._known.discard(spooled.id)
            if self._last.get(sender) is task:
                del self._last[sender]

        task.add_done_callback(over)

    async def _one_after(self, spooled: Spooled, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait((before,))
        try:
            await self._one(spooled)
            await self._read.add(spooled.id)
        except Exception as error:  # noqa: BLE001 - the edge of the worker: one message must not stop the others
            await self._put_back(spooled, error)

    async def _one(self, spooled: Spooled) -> None:
        if spooled.raw is None:
            raise UnreadableError("key_changed")
        arrival = await self._channels[spooled.channel](spooled.raw)
        if isinstance(arrival, Received):
            await self._takers.deliver(arrival, spooled.received_at)
        elif isinstance(arrival, StatusReport):
            if not await self._takers.report(arrival) and spooled.tries < REPORT_TRIES:
                raise TemporaryError("message_unknown")
        else:
            log.info("set_aside", channel=spooled.channel, reason=arrival.reason)

    async def _put_back(self, spooled: Spooled, error: Exception) -> None:
        code = getattr(error, "code", type(error).__name__)
        is_final = isinstance(error, UnreadableError) or spooled.tries + 1 >= MOST_TRIES
        due_at = None if is_final else self._clock() + min(FIRST_PAUSE * 2**spooled.tries, LONGEST_PAUSE)
        tell = log.error if is_final else log.warning
        tell("unreadable" if is_final else "not_read", channel=spooled.channel, code=code, id=spooled.id)
        put_back = functools.partial(repository.put_back, spooled=spooled, failure=code, due_at=due_at)
        with contextlib.suppress(Exception):  # then it is due as it was
            await self._database.write(put_back)
