"""Statements on the spool."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from channels.contract import RawMessage
from channels.keys import Keys
from channels.spool.models import SpooledMessage

_TABLE = cast("Table", SpooledMessage.__table__)
_READ = (
    _TABLE.c.id,
    _TABLE.c.channel,
    _TABLE.c.key,
    _TABLE.c.sealed,
    _TABLE.c.received_at,
    _TABLE.c.tries,
)
# Built once: building a statement costs several times what running it does.
_ADD = {
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing(),
}
_LOAD = select(*_READ).where(_TABLE.c.id.in_(bindparam("ids", expanding=True))).order_by(_TABLE.c.id)
_REMOVE = delete(_TABLE).where(_TABLE.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Spooled:
    """Something that waits for being read."""

    id: str
    raw: RawMessage | None
    """None when it was kept under another key than ours."""
    channel: str
    received_at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class NewSpooled:
    """Something that was just handed over."""

    id: str
    raw: RawMessage
    received_at: datetime
    due_at: datetime


def add(connection: Connection, keys: Keys, arrived: Sequence[NewSpooled]) -> None:
    """Keep all of them; what is there already is left as it is."""
    rows = [
        {
            "id": one.id,
            "channel": one.raw.channel,
            "key": one.raw.key,
            "sealed": _sealed(keys, one.raw),
            "received_at": one.received_at,
            "due_at": one.due_at,
        }
        # In one order everywhere: two processes that keep the same things at once would else wait for each other.
        for one in sorted(arrived, key=lambda one: (one.raw.channel, one.raw.key))
    ]
    connection.execute(_ADD[connection.dialect.name], rows)


def _sealed(keys: Keys, raw: RawMessage) -> bytes:
    head = json.dumps([raw.sender, raw.context]).encode()
    return keys.seal_bytes(head + b"\n" + raw.content)


def load(connection: Connection, keys: Keys, ids: Collection[str]) -> list[Spooled]:
    """Those of them that are there, the oldest first."""
    found = connection.execute(_LOAD, {"ids": list(ids)}).all()
    return [Spooled(row.id, _unsealed(keys, row), row.channel, row.received_at, row.tries) for row in found]


def _unsealed(keys: Keys, row: Any) -> RawMessage | None:
    whole = keys.unseal_bytes(row.sealed)
    if whole is None:
        return None
    head, _end, content = whole.partition(b"\n")
    sender, context = json.loads(head)
    return RawMessage(row.channel, row.key, sender, content, context)


def waiting(connection: Connection, due_before: datetime | None = None) -> list[str]:
    """Ids of what can be read, the oldest first.

    Args:
        connection: Of a transaction.
        due_before: Only what anybody may take up at that time; everything when not given.
    """
    due = _TABLE.c.due_at.is_not(None) if due_before is None else _TABLE.c.due_at <= due_before
    return list(connection.execute(select(_TABLE.c.id).where(due).order_by(_TABLE.c.id)).scalars())


def remove(connection: Connection, ids: Sequence[str]) -> None:
    """Forget what was read."""
    connection.execute(_REMOVE, {"ids": list(ids)})


def put_back(connection: Connection, spooled: Spooled, failure: str, due_at: datetime | None) -> None:
    """Leave something for another time, or for good.

    Args:
        connection: Of a transaction.
        spooled: What could not be read.
        failure: Why, a stable code.
        due_at: When to try again; None when trying again is of no use.
    """
    again = update(_TABLE).where(_TABLE.c.id == spooled.id)
    connection.execute(again.values(tries=spooled.tries + 1, failure=failure, due_at=due_at))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that could not be read, without what is in it."""

    channel: str
    received_at: datetime
    tries: int
    failure: str


def unreadable(connection: Connection) -> list[Unreadable]:
    """What nobody could read, the oldest first."""
    shown = (_TABLE.c.channel, _TABLE.c.received_at, _TABLE.c.tries, _TABLE.c.failure)
    found = connection.execute(select(*shown).where(_TABLE.c.due_at.is_(None)).order_by(_TABLE.c.id))
    return [Unreadable(*row) for row in found]


def try_again(connection: Connection, now: datetime) -> None:
    """Have everything read once more that could not be."""
    connection.execute(update(_TABLE).where(_TABLE.c.due_at.is_(None)).values(due_at=now, tries=0))
