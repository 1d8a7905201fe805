"""Table of who saw and who changed a customer's records."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of

AuditAction = Literal["saw", "changed"]


class AuditEntry(Base):
    """One request by somebody known: what they asked to see, or what they changed."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "customer_id", "at"), Index(None, "at"), one_of("action", ("saw", "changed")))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime]
    """When."""
    customer_id: Mapped[UUID | None]
    """Whose records; null for lists that are nobody's. No foreign key: the entry outlives the customer."""
    actor_kind: Mapped[str] = mapped_column(String(20))
    """``customer``, ``representative``, ``partner``, ``staff`` or ``service``."""
    actor_id: Mapped[UUID | None]
    """Who acted; null for a service."""
    caller: Mapped[str] = mapped_column(String(60))
    """The service that sent the request."""
    action: Mapped[AuditAction] = mapped_column(String(10))
    """``saw`` or ``changed``."""
    method: Mapped[str] = mapped_column(String(10))
    """HTTP method."""
    route: Mapped[str] = mapped_column(String(120))
    """The route with its placeholders."""
    item: Mapped[str | None] = mapped_column(String(200))
    """What the placeholders were: ids and numbers."""
    conversation: Mapped[str | None] = mapped_column(String(64))
    """In which conversation, if any."""
