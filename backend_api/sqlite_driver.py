"""SQLite for the event loop, with as few turns of the connection's thread as there are statements.

The driver underneath takes a turn each for a cursor, its statement, its rows and its end; a request of ten statements
spends more time in passing them on than in the database. Here a statement and its rows are one turn, the beginning of
a transaction goes with its first statement, and the end of one that never began costs none.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

import aiosqlite

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

_CHUNK = 64
_STATEMENTS_KEPT = 512
"""Prepared statements per connection."""


class Connection(aiosqlite.Connection):
    """A connection whose cursors hold all rows of their statement."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, _CHUNK)
        self._thread.daemon = True
        self._begin: str | None = None

    def begin(self, mode: str) -> None:
        """Begin a transaction with the next statement; one that cannot begin is tried again with the one after."""
        self._begin = f"BEGIN {mode}"

    def cursor(self) -> Cursor:  # type: ignore[override]
        """One statement at a time."""
        return Cursor(self)

    async def commit(self) -> None:
        """End the transaction, if one began."""
        self._begin = None
        if self.in_transaction:
            await super().commit()

    async def rollback(self) -> None:
        """Take the transaction back, if one began."""
        self._begin = None
        if self.in_transaction:
            await super().rollback()

    async def run(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do something on the thread, inside the transaction."""
        await self._execute(self._run, self._begin, work)  # type: ignore[no-untyped-call]

    def _run(self, begin: str | None, work: Callable[[sqlite3.Connection], None]) -> None:
        # The beginning travels with the statement, so that one still in the queue never runs without it.
        if begin is not None:
            self._conn.execute(begin)
            self._begin = None
        work(self._conn)


class Cursor:
    """A statement and all of its rows."""

    def __init__(self, connection: Connection) -> None:
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1
        self._connection = connection
        self._rows: deque[Any] = deque()

    async def __aenter__(self) -> Cursor:
        """Nothing has to be opened."""
        return self

    async def execute(self, statement: str, parameters: Iterable[Any] = ()) -> Cursor:
        """Run a statement and take its rows."""
        await self._connection.run(partial(self._take, "execute", statement, parameters))
        return self

    async def executemany(self, statement: str, parameters: Iterable[Iterable[Any]]) -> Cursor:
        """Run a statement for each of several sets of values."""
        await self._connection.run(partial(self._take, "executemany", statement, parameters))
        return self

    async def fetchone(self) -> Any:
        """The next row; None after the last."""
        return self._rows.popleft() if self._rows else None

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next few rows."""
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    async def fetchall(self) -> list[Any]:
        """The rows that are left."""
        rows = list(self._rows)
        self._rows.clear()
        return rows

    async def __aiter__(self) -> AsyncIterator[Any]:
        """Row by row."""
        while self._rows:
            yield self._rows.popleft()

    async def close(self) -> None:
        """Nothing is open any more."""
        self._rows.clear()

    def _take(self, how: str, statement: str, parameters: Iterable[Any], raw: sqlite3.Connection) -> None:
        cursor = getattr(raw, how)(statement, parameters)
        self._rows.extend(cursor if cursor.description else ())
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
        cursor.close()


def connect(database: str, **options: Any) -> Connection:
    """A connection to be awaited; takes what ``sqlite3.connect`` takes."""
    return Connection(partial(sqlite3.connect, database, cached_statements=_STATEMENTS_KEPT, **options))
