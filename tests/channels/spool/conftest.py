"""A spool without a gateway: what is read goes into lists."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text

from channels.contract import Arrival, InboundKind, RawMessage, Received, StatusReport
from channels.database import Database
from channels.keys import Keys
from channels.spool.keeping import Keeping
from channels.spool.reading import Reading, Takers
from tests.channels.fakes import FakeClock


def raw(key: str, sender: str = "", content: bytes = b"hello") -> RawMessage:
    return RawMessage("pager", key, sender, content, {"told": [1, "two"]})


@dataclass
class Spool:
    """One process: it keeps, and while it reads it gives to these lists."""

    database: Database
    clock: FakeClock
    read: Callable[[RawMessage], Awaitable[Arrival]]
    keys: Keys = field(default_factory=lambda: Keys("k" * 40))
    received: list[Received] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)
    reports: list[StatusReport] = field(default_factory=list)
    known: set[str] = field(default_factory=lambda: {"p-1"})
    """Messages of ours."""

    def __post_init__(self) -> None:
        takers = Takers(self.deliver, self.report)
        self.reading = Reading(self.database, self.keys, {"pager": self._read}, takers, self.clock)
        self.keep = Keeping(self.database, self.keys, self.clock, self.reading.kept)

    async def _read(self, raw: RawMessage) -> Arrival:
        return await self.read(raw)

    async def deliver(self, received: Received, at: datetime) -> None:
        self.received.append(received)
        self.times.append(at)

    async def report(self, report: StatusReport) -> bool:
        self.reports.append(report)
        return report.provider_id in self.known

    @property
    def ids(self) -> list[str]:
        return [received.id for received in self.received]

    async def rows(self) -> list[dict[str, Any]]:
        query = text("SELECT key, tries, failure, due_at FROM spool ORDER BY id")
        found = await self.database.read(lambda connection: connection.execute(query).mappings().all())
        return [dict(row) for row in found]

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        work = asyncio.create_task(self.reading.run())
        try:
            yield
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def until(self, holds: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(120):
            while not await holds():  # noqa: ASYNC110 - looks into a database
                await asyncio.sleep(0.01)

    async def is_empty(self) -> bool:
        return not await self.rows()


async def as_message(one: RawMessage) -> Arrival:
    return Received("pager", "1", one.key, InboundKind.MESSAGE, one.sender, one.content.decode())


@pytest.fixture
async def spool(any_database_url: str, clock: FakeClock) -> AsyncIterator[Spool]:
    database = Database(any_database_url)
    yield Spool(database, clock, as_message)
    database.close()
