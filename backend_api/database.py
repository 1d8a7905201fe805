"""How tables are declared, and how a database is opened, upgraded and spoken to."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, DateTime, MetaData, TypeDecorator, Uuid, create_engine, event
from sqlalchemy.dialects import mysql
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from uuid_utils.compat import uuid7

from backend_api import sqlite_driver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
    from sqlalchemy.pool import ConnectionPoolEntry

WRITING = {"begin": "IMMEDIATE"}
"""Execution options of a session that is going to write; SQLite then takes its lock with the first statement."""

_BUSY_MILLISECONDS = 10_000
_ASYNC_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "mariadb": "mariadb+asyncmy",
    "mysql": "mariadb+asyncmy",
}
_SYNC_DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "mariadb": "mariadb+pymysql",
    "mysql": "mariadb+pymysql",
}
_SCALE = 4


class FixedPoint(TypeDecorator[Decimal]):
    """A decimal stored as an integer of 1/10,000, so that sums are exact in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        """Scale up; a value with more than four decimals is refused with ValueError."""
        del dialect
        if value is None:
            return None
        scaled = Decimal(value).scaleb(_SCALE)
        if scaled != scaled.to_integral_value():
            raise ValueError("more than four decimals")
        return int(scaled)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Scale down again."""
        del dialect
        return None if value is None else Decimal(value).scaleb(-_SCALE)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite has no zones, so the zone is put back when reading."""

    impl = DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any aware time into UTC; a naive one is refused with ValueError."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table has: named constraints and our column types."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {Decimal: FixedPoint, datetime: UtcDateTime, UUID: Uuid}


def new_id() -> UUID:
    """A UUID of version 7: random, and sorted by the time it was made."""
    return uuid7()


def one_of(column: str, values: tuple[str, ...], *, nullable: bool = False) -> CheckConstraint:
    """A named check that a text column holds one of the values."""
    listed = ", ".join(f"'{value}'" for value in values)
    condition = f"{column} IN ({listed})"
    return CheckConstraint(f"{column} IS NULL OR {condition}" if nullable else condition, name=column)


def create_database_engine(url: str) -> AsyncEngine:
    """An engine for SQLite, PostgreSQL or MariaDB; values are kept out of its errors."""
    parsed = _async_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    pool = {"pool_use_lifo": True} if is_sqlite and parsed.database else {"pool_pre_ping": not is_sqlite}
    engine = create_async_engine(parsed, hide_parameters=True, **pool)
    if is_sqlite:
        event.listen(engine.sync_engine, "do_connect", _connect_in_few_turns)
    _prepare(engine.sync_engine)
    return engine


def create_sync_engine(url: str) -> Engine:
    """The same for migrations and bulk loading, without an event loop."""
    engine = create_engine(_sync_url(url), hide_parameters=True)
    _prepare(engine)
    return engine


def session_factory(url: str) -> async_sessionmaker[AsyncSession]:
    """Sessions of a new engine; objects stay readable after the commit."""
    return async_sessionmaker(create_database_engine(url), expire_on_commit=False)


def sync_session_factory(url: str) -> sessionmaker[Session]:
    """Sessions without an event loop, for bulk loading."""
    return sessionmaker(create_sync_engine(url), expire_on_commit=False)


def upgrade(url: str) -> None:
    """Bring the database at this URL to the newest schema; makes the folder of a SQLite file."""
    migrate(url, "head")


def _revision_of(connection: Connection) -> str:
    """The revision that a database has; revisions are numbered, so that they can be compared."""
    from alembic.migration import MigrationContext  # noqa: PLC0415 (the server starts without it)

    context = MigrationContext.configure(connection, opts={"version_table": "backend_alembic_version"})
    return context.get_current_revision() or ""


def migrate(url: str, revision: str) -> None:
    """Bring the database to a revision, up or down (``base`` empties it)."""
    from alembic import command  # noqa: PLC0415 (the server starts without it)
    from alembic.config import Config  # noqa: PLC0415

    parsed = _sync_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_sync_engine(url)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    try:
        with engine.connect() as connection, _free_to_rebuild(connection), connection.begin():
            config.attributes["connection"] = connection
            if revision == "base" or (revision != "head" and revision < _revision_of(connection)):
                command.downgrade(config, revision)
            else:
                command.upgrade(config, revision)
            _refuse_orphans(connection)
    finally:
        engine.dispose()


@contextmanager
def _free_to_rebuild(connection: Connection) -> Iterator[None]:
    """SQLite alters a table by copying and dropping it: without this, dropping would delete what refers to its rows."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.cursor()  # beside SQLAlchemy, which would begin a transaction, where this is ignored
    raw.execute("PRAGMA foreign_keys=OFF")
    yield
    raw.execute("PRAGMA foreign_keys=ON")


def _refuse_orphans(connection: Connection) -> None:
    """Roll the migration back when it left rows that refer to nothing; raises RuntimeError."""
    if connection.dialect.name == "sqlite":
        orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if orphan is not None:
            raise RuntimeError(f"a migration left rows that refer to nothing in {orphan[0]}")


def _async_url(url: str) -> URL:
    parsed = make_url(url)
    return parsed.set(drivername=_ASYNC_DRIVERS.get(parsed.get_backend_name(), parsed.drivername))


def _sync_url(url: str) -> URL:
    parsed = make_url(url)
    return parsed.set(drivername=_SYNC_DRIVERS.get(parsed.get_backend_name(), parsed.drivername))


def _connect_in_few_turns(dialect: Dialect, record: ConnectionPoolEntry, given: Any, options: dict[str, Any]) -> None:
    """Let our own driver open the connection that the URL names."""
    del dialect, record, given
    options["async_creator_fn"] = sqlite_driver.connect


def _prepare(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    elif engine.dialect.name in ("mariadb", "mysql"):
        _prepare_mariadb(engine)


def _prepare_mariadb(engine: Engine) -> None:
    """Times in UTC, and what was committed by others is seen, as in PostgreSQL."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        del record
        cursor = connection.cursor()
        cursor.execute("SET time_zone = '+00:00'")
        cursor.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
        cursor.close()


def _prepare_sqlite(engine: Engine) -> None:
    """Write-ahead log, full durability, foreign keys, and transactions that begin when we say so."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        del record
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_MILLISECONDS}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("begin", "DEFERRED")
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite_driver.Connection):
            driver.begin(mode)
        else:
            connection.exec_driver_sql(f"BEGIN {mode}")
