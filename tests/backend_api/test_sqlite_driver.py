"""SQLite through our own driver: few turns of its thread, and transactions as whole as before."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from backend_api import sqlite_driver
from backend_api.database import WRITING, create_database_engine


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    opened = create_database_engine(f"sqlite:///{tmp_path / 'any.db'}")
    async with opened.begin() as connection:
        await connection.execute(text("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT UNIQUE)"))
    yield opened
    await opened.dispose()


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the connection's thread is given."""
    given: list[Any] = []
    pass_on = aiosqlite.Connection._execute

    async def count(self: Any, work: Any, *arguments: Any) -> Any:
        given.append(work)
        return await pass_on(self, work, *arguments)

    monkeypatch.setattr(aiosqlite.Connection, "_execute", count)
    return given


async def count_of(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return int((await connection.execute(text("SELECT count(*) FROM things"))).scalar_one())


async def test_a_statement_is_one_turn_with_its_rows_and_the_beginning(engine: AsyncEngine, turns: list[Any]) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO things (name) VALUES (:name)"), [{"name": "a"}, {"name": "b"}])
        rows = await connection.execute(text("SELECT name FROM things ORDER BY name"))
        assert rows.scalars().all() == ["a", "b"]
    assert len(turns) == 3, "the two statements, and the commit"


async def test_a_transaction_in_which_nothing_happened_takes_no_turn(engine: AsyncEngine, turns: list[Any]) -> None:
    async with engine.connect() as connection:
        await connection.begin()
    assert turns == []


async def test_reads_of_one_transaction_see_the_same(engine: AsyncEngine) -> None:
    async with engine.connect() as reading:
        count = text("SELECT count(*) FROM things")
        before = (await reading.execute(count)).scalar_one()
        async with engine.begin() as writing:
            await writing.execute(text("INSERT INTO things (name) VALUES ('a')"))
        assert (await reading.execute(count)).scalar_one() == before == 0
    assert await count_of(engine) == 1


async def test_what_fails_is_taken_back_whole(engine: AsyncEngine) -> None:
    async def twice() -> None:
        async with engine.begin() as connection:
            for _ in range(2):
                await connection.execute(text("INSERT INTO things (name) VALUES ('a')"))

    with pytest.raises(IntegrityError):
        await twice()
    assert await count_of(engine) == 0


async def test_a_savepoint_is_taken_back_alone(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        inner = await connection.begin_nested()
        await connection.execute(text("INSERT INTO things (name) VALUES ('a')"))
        await inner.rollback()
        await connection.execute(text("INSERT INTO things (name) VALUES ('b')"))
    assert await count_of(engine) == 1


async def test_nothing_is_written_outside_a_transaction_that_could_not_begin(engine: AsyncEngine) -> None:
    insert = text("INSERT INTO things (name) VALUES ('a')")
    async with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            await connection.execution_options(**WRITING)
            await connection.exec_driver_sql("PRAGMA busy_timeout=1")
            await connection.rollback()
        await first.execute(insert)
        with pytest.raises(OperationalError):
            await second.execute(insert)
        await first.rollback()
        await second.execute(insert)
        await second.rollback()
    assert await count_of(engine) == 0


async def test_rows_come_singly_too(tmp_path: Path) -> None:
    connection = sqlite_driver.connect(str(tmp_path / "any.db"))
    await connection
    cursor = await connection.cursor().execute("SELECT value FROM json_each('[1, 2, 3, 4]')")
    assert await cursor.fetchone() == (1,)
    assert await cursor.fetchmany(2) == [(2,), (3,)]
    assert [row async for row in cursor] == [(4,)]
    assert await cursor.fetchone() is None
    await connection.close()
