"""Whatever a system does, asking it ends in time and without an error; a real socket or a real lock plays the fault."""

import asyncio
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from backend_api.billing_systems.asking import Asker
from backend_api.billing_systems.breaker import Breaker
from backend_api.billing_systems.port import Answer, BillingSystem, OwnerId, Question
from backend_api.billing_systems.sql_system import SqlSystem
from backend_api.billing_systems.systems.kontor import Kontor
from backend_api.billing_systems.systems.meridian import Meridian
from backend_api.billing_systems.systems.odczyt import Odczyt
from tests.backend_api.billing_systems import books
from wattline.demo import billing

NOW = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
ASKED = Question(owners=(OwnerId("tax_id", books.BAKERY_TAX_ID),))
TIMEOUT = 0.5


def asker(system: BillingSystem) -> Asker:
    return Asker(system, Breaker(time.monotonic), timeout_seconds=TIMEOUT)


@pytest.fixture
def hung() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


@pytest.fixture
def nobody() -> int:
    """A port on which nobody listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


@pytest.fixture
async def html() -> AsyncIterator[int]:
    """A port that answers everything with a page."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\n\r\n<html><body>Bad gateway</body></html>")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def ask(asked: Asker) -> tuple[str, float]:
    started = time.monotonic()
    outcome = await asked.ask(ASKED, now=NOW)
    took = time.monotonic() - started
    await asked.close()
    assert outcome.answer is None
    return outcome.outcome, took


SERVERS = {"postgresql": Kontor(), "mariadb": Odczyt()}


@pytest.mark.parametrize("dialect", SERVERS)
async def test_a_hung_server_is_silent(dialect: str, hung: int) -> None:
    system = SqlSystem(SERVERS[dialect], f"{dialect}://reader@127.0.0.1:{hung}/billing")
    outcome, took = await ask(asker(system))
    assert outcome == "silent"
    assert took < TIMEOUT + 0.3


@pytest.mark.parametrize("dialect", SERVERS)
async def test_a_server_that_is_down_refuses(dialect: str, nobody: int) -> None:
    system = SqlSystem(SERVERS[dialect], f"{dialect}://reader@127.0.0.1:{nobody}/billing")
    outcome, took = await ask(asker(system))
    assert outcome == "refused"
    assert took < TIMEOUT


@pytest.mark.parametrize("dialect", SERVERS)
async def test_a_page_instead_of_a_database_is_no_answer(dialect: str, html: int) -> None:
    system = SqlSystem(SERVERS[dialect], f"{dialect}://reader@127.0.0.1:{html}/billing")
    outcome, took = await ask(asker(system))
    assert outcome in ("refused", "silent")
    assert took < TIMEOUT + 0.3


async def test_a_locked_file_is_given_up_in_time(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    billing.write(f"sqlite:///{file}", "meridian", books.meridian_points(), date(2026, 11, 20))
    with closing(sqlite3.connect(file)) as locker:
        locker.execute("BEGIN EXCLUSIVE")
        outcome, took = await ask(asker(SqlSystem(Meridian(), f"sqlite:///{file}")))
        locker.rollback()
    assert outcome in ("silent", "refused")
    assert took < TIMEOUT + 0.3


class Scripted:
    """A system that does as it is told."""

    name = title = "scripted"

    def __init__(self) -> None:
        self.asked = 0
        self.seconds = 0.0
        self.error: Exception | None = None
        self.stubborn = False
        self.gives_up = asyncio.Event()
        """A stubborn one that was cancelled goes on until this is set."""

    async def answer(self, question: Question, *, now: datetime) -> Answer:
        del question
        self.asked += 1
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError:
            if self.stubborn:
                await self.gives_up.wait()
            raise
        if self.error:
            raise self.error
        return Answer(now)


async def test_a_driver_that_will_not_be_cancelled_is_not_waited_for() -> None:
    system = Scripted()
    system.seconds, system.stubborn = 60, True
    asked = asker(system)
    assert (await asyncio.wait_for(asked.ask(ASKED, now=NOW), 6)).outcome == "silent"
    system.gives_up.set()
    await asked.close()


async def test_an_unforeseen_error_is_a_refusal() -> None:
    system = Scripted()
    system.error = RuntimeError("what no driver should raise")
    assert (await asker(system).ask(ASKED, now=NOW)).outcome == "refused"


async def test_the_breaker_spares_a_system_that_fails_and_comes_back_when_it_works() -> None:
    system, now = Scripted(), 0.0
    asked = Asker(system, Breaker(lambda: now, limit=3, rest_seconds=20), timeout_seconds=TIMEOUT)
    system.error = RuntimeError("down")
    for _ in range(5):
        assert (await asked.ask(ASKED, now=NOW)).outcome == "refused"
    assert (system.asked, asked.breaker.state) == (3, "open")
    now, system.error = 21.0, None
    answers = await asyncio.gather(*(asked.ask(ASKED, now=NOW) for _ in range(4)))
    assert sorted(answer.outcome for answer in answers) == ["answered", "refused", "refused", "refused"], "one trial"
    assert (system.asked, asked.breaker.state) == (4, "closed")
    assert (await asked.ask(ASKED, now=NOW)).outcome == "answered"


async def test_a_caller_who_leaves_counts_as_a_failure_and_leaves_no_trial_open() -> None:
    system = Scripted()
    system.seconds = 60
    asked = asker(system)
    caller = asyncio.create_task(asked.ask(ASKED, now=NOW))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert asked.breaker.failures == 1
    await asked.close()
