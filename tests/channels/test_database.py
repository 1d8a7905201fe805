"""Transactions, group commits, migrations."""

import asyncio
import contextlib
import functools
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError

from channels import tables
from channels.database import Database, sync_url, upgrade


def test_migrations_match_the_models(any_database_url: str) -> None:
    engine = create_engine(sync_url(any_database_url))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    engine.dispose()
    upgrade(any_database_url)


async def test_one_failing_transaction_of_a_group_leaves_the_others(any_database_url: str) -> None:
    database = Database(any_database_url)

    def add(number: int, connection: Connection) -> int:
        connection.execute(
            text("INSERT INTO codes_sent (counted_for, sent_at) VALUES (:key, 1)"), {"key": f"k{number}"}
        )
        if number % 3 == 0:
            raise ValueError(number)
        return number

    jobs = [database.write(functools.partial(add, number)) for number in range(30)]
    outcomes = await asyncio.gather(*jobs, return_exceptions=True)
    assert [outcome for outcome in outcomes if isinstance(outcome, int)] == [n for n in range(30) if n % 3]
    stored = await database.read(lambda c: c.execute(text("SELECT counted_for FROM codes_sent")).scalars().all())
    assert sorted(stored) == sorted(f"k{n}" for n in range(30) if n % 3)
    database.close()


async def test_sqlite_is_durable(database_url: str) -> None:
    database = Database(database_url)
    pragmas = await database.write(
        lambda c: [c.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous")]
    )
    assert pragmas == ["wal", 2]
    database.close()


async def test_what_was_committed_reaches_the_file_beside_the_writing(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.database.CHECKPOINT_SECONDS", 0.05)
    database = Database(database_url)
    add = text("INSERT INTO codes_sent (counted_for, sent_at) VALUES ('k', 1)")
    await database.write(lambda c: c.execute(add))

    def in_file() -> int:
        # without the log beside it, a copy holds what was brought over
        copy = shutil.copy(str(sync_url(database_url).database), tmp_path / "copy.db")
        with contextlib.closing(sqlite3.connect(copy)) as alone:
            return int(alone.execute("SELECT count(*) FROM codes_sent").fetchone()[0])

    async with asyncio.timeout(10):
        while in_file() == 0:  # noqa: ASYNC110 - SQLite tells nobody
            await asyncio.sleep(0.05)
    database.close()


async def test_locked_database_is_an_error_of_sqlalchemy(database_url: str) -> None:
    database = Database(database_url)
    await database.write(lambda c: c.exec_driver_sql("PRAGMA busy_timeout=0"))
    with contextlib.closing(sqlite3.connect(str(sync_url(database_url).database))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            await database.write(lambda c: c.execute(text("SELECT 1")))
    database.close()


def test_unknown_database_is_refused() -> None:
    with pytest.raises(KeyError):
        Database("mysql://x/y")
