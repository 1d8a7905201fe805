"""The outbox's table: what leaves the house, and what became of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from channels.database import Base


class OutboxMessage(Base):
    """One message to deliver, written in the transaction that decided on it."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("status IN ('queued', 'sent', 'delivered', 'read', 'failed')", name="status"),
        Index(
            "ix_outbox_queued",
            "priority",
            "next_try_at",
            sqlite_where=text("status = 'queued'"),
            postgresql_where=text("status = 'queued'"),
        ),
        Index(None, "conversation_id", "seq"),
        Index(None, "channel", "provider_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    seq: Mapped[int | None]
    """The message of the conversation this delivers, the last one of several; null for codes."""
    first_seq: Mapped[int | None]
    """The first of several messages that go out as one."""
    address_id: Mapped[str | None] = mapped_column(String(36))
    """Where the messages go; null where the customer's side fetches them, and for what is sealed."""
    extras: Mapped[str | None] = mapped_column(Text)
    """JSON: what is asked of the channel besides."""
    priority: Mapped[int] = mapped_column(default=0, server_default="0")
    """Lower goes first: people before bulk."""
    channel: Mapped[str] = mapped_column(String(32))
    sealed: Mapped[str | None] = mapped_column(Text)
    """Encrypted address, subject and text of what a provider sends; gone once it is sent."""
    status: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    """Not sent after this moment: a code nobody can use any more."""
    worker: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    provider_id: Mapped[str | None] = mapped_column(String(200))
    failure: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(index=True)
    changed_at: Mapped[datetime]
