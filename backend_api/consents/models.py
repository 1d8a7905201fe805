"""Table of consents: every yes and no that was ever said, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of

Purpose = Literal["offers", "newsletter", "surveys", "energy_tips", "partner_offers", "call_recording"]
Decision = Literal["given", "withdrawn"]
ConsentSource = Literal["web_chat", "sms", "email", "telegram", "phone", "paper", "website", "desk", "import"]


class ConsentEntry(Base):
    """One decision; what holds now is the newest for a purpose and channel, so the history keeps itself."""

    __tablename__ = "consent_entries"
    __table_args__ = (
        Index(None, "customer_id", "purpose", "channel"),
        one_of("purpose", ("offers", "newsletter", "surveys", "energy_tips", "partner_offers", "call_recording")),
        one_of("decision", ("given", "withdrawn")),
        one_of("source", ("web_chat", "sms", "email", "telegram", "phone", "paper", "website", "desk", "import")),
        CheckConstraint("decision = 'given' OR expires_at IS NULL", name="expiry"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Who decided."""
    purpose: Mapped[Purpose] = mapped_column(String(20))
    """What for."""
    channel: Mapped[str] = mapped_column(String(20))
    """On which channel, by the name its adapter declares; ``post`` and ``phone`` besides."""
    decision: Mapped[Decision] = mapped_column(String(10))
    """``given`` or ``withdrawn``."""
    source: Mapped[ConsentSource] = mapped_column(String(10))
    """Where it was said."""
    text_version: Mapped[str] = mapped_column(String(40))
    """Which wording the customer was shown."""
    decided_at: Mapped[datetime]
    """When."""
    expires_at: Mapped[datetime | None]
    """From when a yes no longer counts; null is never."""
    actor_kind: Mapped[str] = mapped_column(String(16))
    """Who wrote it down: ``customer``, ``representative``, ``staff`` or ``service``."""
    actor_id: Mapped[UUID | None]
    """The person, if one did."""
