"""Statements on parked matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from channels.journal.models import ParkedMatter

WITHDRAWAL = "withdraw_consents"
"""A matter of the gateway's own: the records have to be told of a STOP, and the engine is not asked."""
AT_ONCE = 20
"""Matters taken up in one round, so that a backend that has just come back is not run over."""


@dataclass(frozen=True, slots=True)
class DueMatter:
    """A matter whose time has come."""

    id: int
    conversation_id: str
    matter: str
    tries: int
    """How often it was taken up in vain."""


def park(connection: Connection, conversation_id: str, matter: str, due_at: datetime, *, tries: int) -> None:
    """Note a matter for later; the same matter of the same conversation waits only once."""
    drop(connection, conversation_id, matter)
    values = {"conversation_id": conversation_id, "matter": matter, "due_at": due_at, "tries": tries}
    connection.execute(insert(ParkedMatter).values(values))


def drop(connection: Connection, conversation_id: str, matter: str) -> None:
    """Forget a matter that nobody wants any more."""
    connection.execute(
        delete(ParkedMatter).where(ParkedMatter.conversation_id == conversation_id, ParkedMatter.matter == matter)
    )


def due(connection: Connection, now: datetime) -> Sequence[DueMatter]:
    """Matters whose time has come, the oldest first."""
    statement = (
        select(ParkedMatter.id, ParkedMatter.conversation_id, ParkedMatter.matter, ParkedMatter.tries)
        .where(ParkedMatter.due_at <= now)
        .order_by(ParkedMatter.due_at)
        .limit(AT_ONCE)
    )
    return [DueMatter(*row) for row in connection.execute(statement)]


def take(connection: Connection, matter: DueMatter) -> bool:
    """Take a matter off the list.

    Returns:
        Whether it was still there.
    """
    return connection.execute(delete(ParkedMatter).where(ParkedMatter.id == matter.id)).rowcount == 1
