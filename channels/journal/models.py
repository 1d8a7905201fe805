"""The journal's table: what came in, and how far its answer is."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from channels.database import Base

OPEN, DONE, PARKED = "open", "done", "parked"


class JournalEntry(Base):
    """One inbound message or event, stored once, answered once."""

    __tablename__ = "journal"
    __table_args__ = (
        UniqueConstraint("channel_account", "provider_message_id"),
        CheckConstraint("status IN ('open', 'done', 'parked')", name="status"),
        # The worker asks only for open entries, of which there are few.
        Index(
            "ix_journal_open",
            "conversation_id",
            "position",
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
        Index(None, "conversation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_account: Mapped[str] = mapped_column(String(64))
    provider_message_id: Mapped[str] = mapped_column(String(160))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    position: Mapped[int]
    """Order within the conversation."""
    turn_id: Mapped[str] = mapped_column(String(36))
    """The same however often the turn is repeated: actions make their idempotency keys from it."""
    reply_to: Mapped[str | None] = mapped_column(String(100))
    """Id of the customer's message; null for events."""
    body: Mapped[str | None] = mapped_column(Text)
    """JSON for the engine; blanked after some days, while the row goes on to refuse repeats."""
    body_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(10), default=OPEN)
    tries: Mapped[int] = mapped_column(default=0)
    ends: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many processes ended while they had it in hand."""
    told_late: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime]
    done_at: Mapped[datetime | None] = mapped_column(index=True)


class ParkedMatter(Base):
    """A matter the engine could not settle, because the records were out of reach; it is taken up again later."""

    __tablename__ = "parked_matters"
    __table_args__ = (UniqueConstraint("conversation_id", "matter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    matter: Mapped[str] = mapped_column(String(100))
    due_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often it was taken up in vain."""
