"""What was handed over is on disk before its provider is told so."""

import asyncio
import functools
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from channels.spool import repository
from tests.channels.spool.conftest import Spool, raw


async def test_kept_as_it_came(spool: Spool) -> None:
    await spool.keep(raw("a", "4711", b"\x00\xff\r\n"))
    ids = await spool.database.read(repository.waiting)
    (kept,) = await spool.database.read(functools.partial(repository.load, keys=spool.keys, ids=ids))
    assert (kept.raw, kept.tries) == (raw("a", "4711", b"\x00\xff\r\n"), 0)
    assert kept.received_at <= spool.clock()


async def test_nothing_of_it_is_in_the_clear(spool: Spool) -> None:
    await spool.keep(raw("a", "anna@example.org", b"my code is 123456"))
    dump = text("SELECT * FROM spool")
    (row,) = await spool.database.read(lambda connection: connection.execute(dump).all())
    assert not any(secret in str(tuple(row)) for secret in ("anna", "123456", "told"))


async def test_the_same_again_is_kept_once(spool: Spool) -> None:
    await asyncio.gather(*(spool.keep(raw("a")) for _ in range(20)))
    await spool.keep(raw("a"))
    assert [row["key"] for row in await spool.rows()] == ["a"]


async def test_many_at_once_share_a_commit(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    commits, write = 0, spool.database.write

    async def counted(work: Callable[..., Any]) -> Any:
        nonlocal commits
        commits += 1
        return await write(work)

    monkeypatch.setattr(spool.database, "write", counted)
    await asyncio.gather(*(spool.keep(raw(str(number))) for number in range(600)))
    assert len(await spool.rows()) == 600
    assert commits <= 4


async def test_whoever_waits_hears_that_it_was_not_kept(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(_work: object) -> None:
        raise OperationalError("INSERT", {}, OSError("disk full"))

    with monkeypatch.context() as broken:
        broken.setattr(spool.database, "write", fails)
        outcomes = await asyncio.gather(*(spool.keep(raw(str(number))) for number in range(3)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [OperationalError] * 3
    assert await spool.rows() == []
    await spool.keep(raw("0"))
    assert [row["key"] for row in await spool.rows()] == ["0"]


async def test_who_went_away_does_not_stop_the_others(spool: Spool) -> None:
    tasks = [asyncio.create_task(spool.keep(raw(str(number)))) for number in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), asyncio.CancelledError, type(None)]
    assert [row["key"] for row in await spool.rows()] == ["0", "1", "2"], "it was on its way already"
