"""Table of the tokens that shops, ERPs and partners' systems show."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id


class ServiceToken(Base):
    """What one outside system may do; the token itself is not stored, only what recognises it."""

    __tablename__ = "service_tokens"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    """What the audit calls the system."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token in hex; it has 256 random bits, so that no slow hash is needed."""
    scopes: Mapped[list[str]] = mapped_column(JSON)
    """What it opens: ``shop``, ``erp``, ``notifications``, ``operations``."""
    created_at: Mapped[datetime]
    """When it was made."""
    created_by: Mapped[UUID | None]
    """The staff member who made it; null for the command line or a service."""
    expires_at: Mapped[datetime]
    """It opens nothing from then on."""
    revoked_at: Mapped[datetime | None]
    """When somebody took it back."""
    last_used_at: Mapped[datetime | None]
    """When it was last shown, to the hour."""
