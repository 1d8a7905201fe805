"""Asks a billing system that is a database: one read-only transaction, four statements, a mapping says which."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from backend_api.billing_systems.port import (
    Answer,
    BalanceRecord,
    MonthUseRecord,
    PointRecord,
    Question,
    SystemUnavailableError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.engine import URL, Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    type Statement = Select[*tuple[Any, ...]]
    type AnyRow = Row[*tuple[Any, ...]]

MOST_ROWS = 50_000
"""A statement that gives more is no answer about one customer."""

_OPENINGS = {
    "postgresql": (
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
        "SET LOCAL statement_timeout = 2000",
    ),
    "mysql": ("START TRANSACTION READ ONLY",),
    "mariadb": ("START TRANSACTION READ ONLY",),
}
"""What makes the transaction read-only; SQLite files are opened with ``mode=ro``."""
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+asyncmy",
    "mariadb": "mariadb+asyncmy",
}
_CONNECT: dict[str, dict[str, Any]] = {
    "sqlite": {"timeout": 1.0},
    "mysql": {"connect_timeout": 2},
    "mariadb": {"connect_timeout": 2},
}
"""Drivers give up a little after we do, so that nothing is left behind."""


class Mapping(ABC):
    """The tables of one system, and what their rows mean in our words.

    The row functions may raise ValueError, TypeError, LookupError or ArithmeticError: the record then counts as wrong.
    """

    name: ClassVar[str]
    """Lower-case letters, at most 20: in tables, settings and logs."""
    title: ClassVar[str]
    """What people call the system."""

    @abstractmethod
    def points(self, question: Question) -> Statement:
        """Points of the owners, and the accepted ones."""

    @abstractmethod
    def balances(self, question: Question) -> Statement:
        """What is open at the same points."""

    @abstractmethod
    def uses(self, question: Question) -> Statement:
        """Use of the same points by month, from ``question.since_on``."""

    @abstractmethod
    def alike(self, word: str) -> Statement:
        """Points whose party has no id and the word in its name; the columns of ``points``."""

    @abstractmethod
    def point(self, row: AnyRow) -> PointRecord:
        """One row of ``points`` or ``alike``."""

    @abstractmethod
    def balance(self, row: AnyRow) -> BalanceRecord:
        """One row of ``balances``."""

    @abstractmethod
    def use(self, row: AnyRow) -> MonthUseRecord:
        """One row of ``uses``."""


class CopyMapping(Mapping):
    """The tables of a system of which only a copy can be read; the copy says when it was made."""

    @abstractmethod
    def snapshot(self) -> Statement:
        """When the newest copy was made."""

    @abstractmethod
    def as_of(self, row: AnyRow) -> datetime:
        """The row of ``snapshot`` as an aware time."""


class SqlSystem:
    """A billing system behind a SQLAlchemy URL; connections are not kept, so none is stale after an outage."""

    def __init__(self, mapping: Mapping, url: str) -> None:
        parsed = _read_only(url)
        dialect = parsed.get_backend_name()
        self._mapping = mapping
        self._opening = _OPENINGS.get(dialect, ())
        self._engine = create_async_engine(
            parsed, poolclass=NullPool, hide_parameters=True, connect_args=_CONNECT.get(dialect, {})
        )

    @property
    def name(self) -> str:
        """As the mapping says."""
        return self._mapping.name

    @property
    def title(self) -> str:
        """As the mapping says."""
        return self._mapping.title

    async def answer(self, question: Question, *, now: datetime) -> Answer:
        """See ``BillingSystem.answer``."""
        try:
            async with self._engine.connect() as connection:
                for statement in self._opening:
                    await connection.exec_driver_sql(statement)
                return await self._read(connection, question, now)
        except (SQLAlchemyError, OSError) as error:
            raise SystemUnavailableError("refused") from error

    async def _read(self, connection: AsyncConnection, question: Question, now: datetime) -> Answer:
        mapping, mapped = self._mapping, _Mapped()
        as_of = now
        if isinstance(mapping, CopyMapping):
            taken = mapped.each(await _rows(connection, mapping.snapshot()), mapping.as_of)
            if not taken:
                raise SystemUnavailableError("refused")
            as_of = min(taken[0], now)
        points = mapped.each(await _rows(connection, mapping.points(question)), mapping.point)
        balances = mapped.each(await _rows(connection, mapping.balances(question)), mapping.balance) if points else []
        uses = mapped.each(await _rows(connection, mapping.uses(question)), mapping.use) if points else []
        wrong = mapped.wrong
        word = question.name_word
        alike = [] if word is None else mapped.each(await _rows(connection, mapping.alike(word)), mapping.point)
        return Answer(as_of, tuple(points), tuple(balances), tuple(uses), tuple(alike), wrong)


class _Mapped:
    """Turns rows into records and counts the rows that are none."""

    def __init__(self) -> None:
        self.wrong = 0

    def each[Made: (PointRecord, BalanceRecord, MonthUseRecord, datetime)](
        self, rows: list[AnyRow], make: Callable[[AnyRow], Made]
    ) -> list[Made]:
        made = []
        for row in rows:
            try:
                made.append(make(row))
            except (ValueError, TypeError, LookupError, ArithmeticError):
                self.wrong += 1
        return made


async def _rows(connection: AsyncConnection, statement: Statement) -> list[AnyRow]:
    """All rows; raises SystemUnavailableError when there are far too many."""
    rows = (await connection.execute(statement.limit(MOST_ROWS + 1))).all()
    if len(rows) > MOST_ROWS:
        raise SystemUnavailableError("refused")
    return list(rows)


def _read_only(url: str) -> URL:
    """The URL with an asynchronous driver; a SQLite file is opened for reading only and is never made."""
    parsed = make_url(url)
    dialect = parsed.get_backend_name()
    if dialect == "sqlite":
        return parsed.set(
            drivername=_DRIVERS[dialect],
            database=f"file:{quote(str(parsed.database))}",
            query={"mode": "ro", "uri": "true"},
        )
    return parsed.set(drivername=_DRIVERS[dialect])
