"""Table of the address a customer picked for an event."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id


class EventPreference(Base):
    """Where messages about one event go; without one they go to the first address that counts."""

    __tablename__ = "event_preferences"
    __table_args__ = (UniqueConstraint("customer_id", "event"), Index(None, "address_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    """Whose choice."""
    event: Mapped[str] = mapped_column(String(60))
    """Name of a domain event."""
    address_id: Mapped[UUID]
    """The address that was picked; no foreign key, because another CRM may hold it."""
    changed_at: Mapped[datetime]
    """When it was picked."""
