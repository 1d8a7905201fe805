"""Sessions: which conversation a token opens, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, select, update

from channels.conversations.models import Session
from channels.errors import SESSION_INVALID, GatewayError

TOUCH_EVERY = timedelta(minutes=1)
"""The last use is written at most this often."""


_FIND = select(Session.conversation_id, Session.created_at, Session.used_at, Session.ended_at).where(
    Session.token_hash == bindparam("session")
)


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts."""

    idle: timedelta
    absolute: timedelta


def start(connection: Connection, token_hash: str, conversation_id: str, now: datetime) -> None:
    """Store a new session."""
    connection.execute(
        insert(Session).values(token_hash=token_hash, conversation_id=conversation_id, created_at=now, used_at=now)
    )


def conversation_of(
    connection: Connection, token_hash: str, now: datetime, limits: SessionLimits, *, touch: bool = False
) -> str:
    """The conversation a token opens.

    Args:
        connection: The transaction.
        token_hash: Of the token that was shown.
        now: The present moment.
        limits: How long sessions last.
        touch: Note the use; needs a writing transaction.

    Raises:
        GatewayError: No such session, or it has ended.
    """
    row = connection.execute(_FIND, {"session": token_hash}).one_or_none()
    if (
        row is None
        or row.ended_at is not None
        or row.used_at + limits.idle < now
        or row.created_at + limits.absolute < now
    ):
        raise GatewayError(SESSION_INVALID)
    if touch and row.used_at + TOUCH_EVERY < now:
        connection.execute(update(Session).where(Session.token_hash == token_hash).values(used_at=now))
    return str(row.conversation_id)


def end(connection: Connection, token_hash: str, now: datetime) -> None:
    """End a session for good."""
    connection.execute(update(Session).where(Session.token_hash == token_hash).values(ended_at=now))
