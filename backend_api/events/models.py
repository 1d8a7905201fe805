"""Table of what happened, written in the transaction in which it happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id


class DomainEvent(Base):
    """Something that happened in the backend and that others are told."""

    __tablename__ = "domain_events"
    __table_args__ = (
        Index(None, "customer_id", "occurred_at"),
        Index(None, "occurred_at"),
        Index(None, "handed_on_at", "occurred_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    """The same on every try of telling; receivers drop repeats by it."""
    name: Mapped[str] = mapped_column(String(40))
    """A name of ``events/names.py``."""
    customer_id: Mapped[UUID | None]
    """Whom it concerns; null when it is nobody's in particular. No foreign key: the event outlives the customer."""
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The fields that the name promises: ids, numbers, dates and codes, never texts that customers wrote."""
    occurred_at: Mapped[datetime]
    """When it happened."""
    handed_on_at: Mapped[datetime | None]
    """When the relay made a delivery for everybody who is told; null while it waits."""
