"""Table of tickets."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of

TicketKind = Literal["complaint", "callback", "correction", "question"]
TicketState = Literal["open", "closed"]


class Ticket(Base):
    """A matter that somebody must settle; it outlives the conversation."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index(None, "customer_id"),
        one_of("kind", ("complaint", "callback", "correction", "question")),
        one_of("state", ("open", "closed")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    """``T-`` and six digits."""
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Whose matter."""
    kind: Mapped[TicketKind] = mapped_column(String(12))
    """``callback`` for now."""
    about: Mapped[str | None] = mapped_column(String(64))
    """The intent the customer had, by name; null when none was understood."""
    state: Mapped[TicketState] = mapped_column(String(10), default="open")
    """``open`` or ``closed``."""
    promised_from: Mapped[datetime]
    """Beginning of the hour in which we promised to act."""
    promised_until: Mapped[datetime]
    """End of it."""
    created_at: Mapped[datetime]
    """When it was opened."""
