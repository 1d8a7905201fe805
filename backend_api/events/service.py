"""Says that something happened, in the transaction in which it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from backend_api.events import repository
from backend_api.events.models import DomainEvent
from backend_api.events.names import EVENTS

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def emit(
    session: AsyncSession, name: str, *, customer_id: UUID | None, about: dict[str, Any], at: datetime
) -> None:
    """Add an event to this transaction; it is passed on after the commit.

    Args:
        session: The session that writes.
        name: A name of ``events/names.py``.
        customer_id: Whom it concerns, if anybody.
        about: Exactly the fields that the name promises, as JSON values.
        at: When it happened.

    Raises:
        ValueError: The name is not declared, or the fields are not the promised ones.
    """
    kind = EVENTS.get(name)
    if kind is None or set(about) != set(kind.fields):
        raise ValueError(f"{name} is not declared like this in events/names.py")
    await repository.store(session, DomainEvent(name=name, customer_id=customer_id, about=about, occurred_at=at))
    _wake_relay_after_commit(session)


def _wake_relay_after_commit(session: AsyncSession) -> None:
    """Let the relay of this process know; without one the next that looks finds the event."""
    wake = session.info.pop("wake_relay", None)
    if wake is not None:
        event.listen(session.sync_session, "after_commit", lambda committed: wake())
