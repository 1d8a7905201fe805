"""Writes down who saw what before the answer leaves; entries of requests that run at once share a commit."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from backend_api.audit.models import AuditEntry
from backend_api.database import WRITING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

_MOST_AT_ONCE = 200
_INSERT = insert(AuditEntry)
_COLUMNS = tuple(column.key for column in AuditEntry.__table__.columns if not column.primary_key)


class AuditWriter:
    """Groups entries into commits; every caller waits for the one its entry is in."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Take the database to write to, with connections that nobody else needs."""
        self._engine = engine
        self._waiting: list[tuple[AuditEntry, asyncio.Future[None]]] = []
        self._running: asyncio.Task[None] | None = None

    def note(self, entry: AuditEntry) -> asyncio.Future[None]:
        """Take an entry; the future is done when it is durable, or has the error that kept it from being so."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((entry, done))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._write_all())
        return done

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_MOST_AT_ONCE], self._waiting[_MOST_AT_ONCE:]
            failure = await self._write([entry for entry, _ in batch])
            for _, done in batch:
                if done.cancelled():
                    continue
                if failure is None:
                    done.set_result(None)
                else:
                    done.set_exception(failure)

    async def _write(self, entries: list[AuditEntry]) -> Exception | None:
        try:
            async with self._engine.connect() as connection:
                await connection.execution_options(**WRITING)
                await connection.execute(_INSERT, [_row(entry) for entry in entries])
                await connection.commit()
        except Exception as error:  # noqa: BLE001 (every waiting request is told, and answers it)
            return error
        return None


def _row(entry: AuditEntry) -> dict[str, Any]:
    """What is stored of an entry."""
    return {name: getattr(entry, name) for name in _COLUMNS}
