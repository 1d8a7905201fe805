"""The gateway's database: whole transactions as plain functions, run on threads that keep their connections.

A transaction crosses from the event loop to a thread once, not once per statement. On SQLite one thread writes and
commits what has gathered in the meantime together (WAL, `synchronous=FULL`: a commit is on disk when it returns), and
another brings what was committed from the log into the file; on PostgreSQL each transaction has its own connection.
"""

import asyncio
import contextlib
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Connection, Dialect, Engine, MetaData, TypeDecorator, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase

READERS = 2
POSTGRESQL_CONNECTIONS = 8
LARGEST_GROUP = 64
"""Transactions that one SQLite commit may cover."""
CHECKPOINT_SECONDS = 1.0
"""Between two times what was committed is brought from SQLite's log into its file."""
LONGEST_LOG_PAGES = 16_000
"""Of 4 KiB. The commit that makes the log longer brings it into the file itself, and all that is written waits."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as microseconds since 1970: sorts and compares alike on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To microseconds."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """To an aware datetime in UTC."""
        return None if value is None else _EPOCH + value * _MICROSECOND


class Base(DeclarativeBase):
    """Base of all tables of the gateway."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Instant}  # noqa: RUF012


@dataclass
class _Job:
    work: Callable[[Connection], Any]
    loop: asyncio.AbstractEventLoop
    done: asyncio.Future[Any]
    outcome: Any = None
    error: BaseException | None = None

    def report(self) -> None:
        """Hand the outcome to the waiting coroutine; called on the writing thread."""
        self.loop.call_soon_threadsafe(self._resolve)

    def _resolve(self) -> None:
        if self.done.cancelled():
            return
        if self.error is not None:
            self.done.set_exception(self.error)
        else:
            self.done.set_result(self.outcome)


@dataclass
class _SqliteWriter:
    """The one thread that writes to a SQLite file."""

    engine: Engine
    jobs: "queue.SimpleQueue[_Job | None]" = field(default_factory=queue.SimpleQueue)
    committed: threading.Event = field(default_factory=threading.Event)
    ends: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begin to write, and to keep the log short beside it."""
        for name, run in (("gateway-writer", self._run), ("gateway-checkpoints", self._keep_log_short)):
            self.threads.append(threading.Thread(target=run, name=name, daemon=True))
            self.threads[-1].start()

    def stop(self) -> None:
        """Finish what is queued and end the threads."""
        self.jobs.put(None)
        self.ends.set()
        self.committed.set()
        for thread in self.threads:
            thread.join()

    def _keep_log_short(self) -> None:
        with contextlib.closing(self.engine.raw_connection()) as connection:
            while self.committed.wait() and not self.ends.wait(CHECKPOINT_SECONDS):
                self.committed.clear()
                with contextlib.suppress(sqlite3.Error):  # what is left is brought over the next time
                    connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def _run(self) -> None:
        with self.engine.connect().execution_options(gateway_writes=True) as connection:
            going = True
            while going:
                job = self.jobs.get()
                if job is None:
                    return
                group = [job]
                while going and len(group) < LARGEST_GROUP and not self.jobs.empty():
                    following = self.jobs.get()
                    if following is None:
                        going = False
                    else:
                        group.append(following)
                self._commit(connection, group)

    def _commit(self, connection: Connection, group: list[_Job]) -> None:
        try:
            with connection.begin():
                if len(group) == 1:
                    group[0].outcome = group[0].work(connection)
                else:
                    for job in group:
                        _run_apart(connection, job)
        except Exception as error:  # noqa: BLE001 - the edge of the writing thread: every waiting coroutine gets it
            for job in group:
                job.error = job.error or error
        for job in group:
            job.report()
        self.committed.set()


def _run_apart(connection: Connection, job: _Job) -> None:
    """Run one of several transactions so that its failure leaves the others standing."""
    # By hand: SQLAlchemy's own savepoints cost as much as two statements.
    connection.exec_driver_sql("SAVEPOINT job")
    try:
        job.outcome = job.work(connection)
    except Exception as error:  # noqa: BLE001 - belongs to the coroutine that waits for this job
        job.error = error
        connection.exec_driver_sql("ROLLBACK TO job")
    connection.exec_driver_sql("RELEASE job")


class Database:
    """Runs functions as transactions.

    A function given to `write` may run more than once only when its caller calls again; it must touch nothing but the
    connection.
    """

    def __init__(self, url: str) -> None:
        """Prepare for a database; nothing is opened before the first use.

        Args:
            url: SQLAlchemy URL; the async part of a driver's name is dropped.
        """
        self._url = sync_url(url)
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        self._engine = _sqlite_engine(self._url) if self.is_sqlite else _postgresql_engine(self._url)
        workers = READERS if self.is_sqlite else POSTGRESQL_CONNECTIONS
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="gateway-database")
        self._writer: _SqliteWriter | None = None

    async def write[T](self, work: Callable[[Connection], T]) -> T:
        """Run a function as one durable transaction.

        Returns:
            What the function returned, after the commit.
        """
        loop = asyncio.get_running_loop()
        if not self.is_sqlite:
            return await loop.run_in_executor(self._threads, self._transaction, work)
        if self._writer is None:
            self._writer = _SqliteWriter(self._engine)
            self._writer.start()
        job = _Job(work, loop, loop.create_future())
        self._writer.jobs.put(job)
        outcome: T = await job.done
        return outcome

    async def read[T](self, work: Callable[[Connection], T]) -> T:
        """Run a function that only reads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._transaction, work)

    async def check(self) -> None:
        """Ask the database for a sign of life.

        Raises:
            SQLAlchemyError: There is none.
        """
        await self.read(lambda connection: connection.execute(text("SELECT 1")).scalar_one())

    def close(self) -> None:
        """Finish what runs and close the connections."""
        if self._writer is not None:
            self._writer.stop()
            self._writer = None
        self._threads.shutdown()
        self._engine.dispose()

    def _transaction[T](self, work: Callable[[Connection], T]) -> T:
        with self._engine.begin() as connection:
            return work(connection)


def sync_url(url: str) -> URL:
    """The URL with a driver that is called from threads."""
    parsed = make_url(url)
    driver = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}[parsed.get_backend_name()]
    return parsed.set(drivername=driver)


def _sqlite_engine(url: URL) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    connections = READERS + 2  # one that writes, one that keeps the log short
    engine = create_engine(url, pool_size=connections, hide_parameters=True, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        # The driver's own transaction handling is off; SQLAlchemy's events begin transactions instead.
        connection.isolation_level = None
        log = ("journal_mode=WAL", "synchronous=FULL", f"wal_autocheckpoint={LONGEST_LOG_PAGES}")
        for pragma in (*log, "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes the lock first, so that it never has to give up half way because another process wrote.
        writes = connection.get_execution_options().get("gateway_writes", False)
        statement = "BEGIN IMMEDIATE" if writes else "BEGIN"
        # On the driver itself: SQLAlchemy takes three times as long over it, in every transaction.
        driver: Any = connection.connection.driver_connection
        try:
            driver.execute(statement)
        except sqlite3.Error as error:
            raise OperationalError(statement, None, error) from error

    return engine


def _postgresql_engine(url: URL) -> Engine:
    return create_engine(url, pool_size=POSTGRESQL_CONNECTIONS, max_overflow=0, hide_parameters=True)


def upgrade(url: str) -> None:
    """Bring the gateway's tables to the newest form; does nothing when they are.

    Args:
        url: SQLAlchemy URL.
    """
    from alembic import command  # noqa: PLC0415 - loading Alembic takes longer than the gateway's start
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["url"] = url
    command.upgrade(config, "head")
