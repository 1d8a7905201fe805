"""Tables of identity: codes asked for, how many were sent, proofs used."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from channels.database import Base


class Challenge(Base):
    """A one-time code that was asked for.

    Without a customer it is a decoy: it looks and behaves like the others, and no code fits it.
    """

    __tablename__ = "challenges"
    __table_args__ = (Index(None, "conversation_id", "created_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    customer_id: Mapped[str | None] = mapped_column(String(64))
    roles: Mapped[str] = mapped_column(Text)
    bound_to: Mapped[str | None] = mapped_column(String(200))
    """The one thing this code confirms, such as an order; null for a code that proves who somebody is."""
    confirms_address: Mapped[str | None] = mapped_column(String(36))
    """The contact address that was sent this code to confirm it; null for every other code."""
    account_key: Mapped[str] = mapped_column(String(64))
    """Keyed hash of the account, or of the number claimed."""
    code_hash: Mapped[str] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    """A newer code took its place, or the session ended."""


class CodeSent(Base):
    """One code counted against an account, a phone or a conversation."""

    __tablename__ = "codes_sent"
    __table_args__ = (Index(None, "counted_for", "sent_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    counted_for: Mapped[str] = mapped_column(String(64))
    """Keyed hash, so that the table names nobody."""
    sent_at: Mapped[datetime]


class UsedProof(Base):
    """A sign-in proof that was used; it is refused from now on."""

    __tablename__ = "used_proofs"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
