"""Tables of understanding: what each message was taken for, and what people say it meant."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from channels.database import Base


class Understanding(Base):
    """What the engine took one journal entry for; it goes when the entry loses its content."""

    __tablename__ = "understandings"
    __table_args__ = (
        CheckConstraint("problem IN ('fallback', 'asked_back', 'handed_over')", name="problem"),
        Index(None, "problem", "at"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("journal.id", ondelete="CASCADE"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    """Number of the conversation's last message when the entry came."""
    message_id: Mapped[str | None] = mapped_column(String(100))
    """The customer's message; null for events."""
    language: Mapped[str] = mapped_column(String(2))
    intent: Mapped[str | None] = mapped_column(String(100))
    problem: Mapped[str | None] = mapped_column(String(12))
    told: Mapped[str] = mapped_column(Text)
    """JSON of the engine: intent, confidence, ranking, entities, form, step, actions, problem."""
    at: Mapped[datetime] = mapped_column(index=True)


class Lesson(Base):
    """What a person says a sentence meant, until the training data holds it."""

    __tablename__ = "lessons"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("journal.id", ondelete="SET NULL"), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    """With everything that tells who wrote it hidden."""
    intent: Mapped[str] = mapped_column(String(100))
    chosen_by: Mapped[str] = mapped_column(String(64))
    """Id of the staff member."""
    chosen_at: Mapped[datetime]
    exported_at: Mapped[datetime | None]


class StaffSession(Base):
    """A staff member at the staff pages; only the hash of the cookie's token is stored."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    email: Mapped[str] = mapped_column(String(200))
    """Who it is and may do is looked up anew with every request."""
    created_at: Mapped[datetime]
    used_at: Mapped[datetime]
