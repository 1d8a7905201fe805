"""Table of writes that were done, so that a repeat has no second effect."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base


class IdempotencyRecord(Base):
    """One write and the answer it got; stored in the transaction of the write."""

    __tablename__ = "idempotency_records"
    __table_args__ = (Index(None, "created_at"),)

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    """Who writes: keys of different customers, partners, staff members or services never meet."""
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    """The caller's ``Idempotency-Key``."""
    customer_id: Mapped[UUID | None]
    """Whom the write was about, when somebody else did it: an erasure takes it along. No foreign key, like above."""
    request_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of method, path with query, and body."""
    status: Mapped[int | None]
    """HTTP status of the answer; null while the write runs."""
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The answer's body."""
    created_at: Mapped[datetime]
    """When the write was done."""
