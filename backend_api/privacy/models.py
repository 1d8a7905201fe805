"""Tables of what people asked about their own data; they keep that it was done, and nothing about the person."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of

ErasureState = Literal["waiting", "taken_back", "done"]


class Erasure(Base):
    """Somebody asked to be erased: the receipt of it, kept for ever."""

    __tablename__ = "erasures"
    __table_args__ = (
        Index(None, "customer_id"),
        Index(None, "state", "due_at"),
        one_of("state", ("waiting", "taken_back", "done")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    """The receipt."""
    customer_id: Mapped[UUID]
    """Whose data. No foreign key: it stays when nothing else does."""
    state: Mapped[ErasureState] = mapped_column(String(12), default="waiting")
    """``waiting`` while it can be taken back."""
    asked_at: Mapped[datetime]
    """When the customer asked."""
    due_at: Mapped[datetime]
    """When it is done, unless it was taken back."""
    settled_at: Mapped[datetime | None]
    """When it was done or taken back."""
    deleted: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    """Rows that are gone, per table."""
    kept: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    """What the law keeps: reason, until when, and rows per table."""
    files: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """Files in the store that are still to be deleted after the rows; null when none is."""


class DataExport(Base):
    """Somebody asked for a copy of their data; the copy itself is made when it is fetched, and not stored."""

    __tablename__ = "data_exports"
    __table_args__ = (Index(None, "customer_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID]
    """Whose data. No foreign key: it stays when nothing else does."""
    asked_at: Mapped[datetime]
    """When the customer asked."""
    ready_at: Mapped[datetime]
    """From when it can be fetched."""
    expires_at: Mapped[datetime]
    """Until when."""
    fetched_at: Mapped[datetime | None]
    """When it was fetched; it can be once."""
