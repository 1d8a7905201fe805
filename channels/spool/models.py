"""The spool's table: what was handed over and is not read yet."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channels.database import Base


class SpooledMessage(Base):
    """One thing as a provider handed it over; gone once it is read, kept when it cannot be."""

    __tablename__ = "spool"
    __table_args__ = (UniqueConstraint("channel", "key"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """Sorts by arrival."""
    channel: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(160))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Who sent it and what, encrypted: a code may be typed in it."""
    received_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    """When anybody may read it who finds it; null once it turned out that nobody can."""
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    failure: Mapped[str | None] = mapped_column(String(60))
    """Why it could not be read the last time: a stable code."""
