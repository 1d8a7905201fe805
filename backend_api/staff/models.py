"""Table of the supplier's own people."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of

StaffRole = Literal["agent", "team_lead", "back_office", "it"]
StaffState = Literal["active", "left"]


class StaffMember(Base):
    """One of the supplier's people; facts name them by id, and the audit keeps it."""

    __tablename__ = "staff_members"
    __table_args__ = (
        one_of("role", ("agent", "team_lead", "back_office", "it")),
        one_of("state", ("active", "left")),
        CheckConstraint("(state = 'left') = (left_at IS NOT NULL)", name="left"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(200), unique=True)
    """Work address, small letters: what they sign in with."""
    name: Mapped[str] = mapped_column(String(200))
    """First and family name; colleagues see it."""
    display_name: Mapped[str] = mapped_column(String(100))
    """What customers see."""
    role: Mapped[StaffRole] = mapped_column(String(12))
    """``agent``, ``team_lead``, ``back_office`` or ``it``."""
    team: Mapped[str] = mapped_column(String(60))
    """Which team they work in."""
    state: Mapped[StaffState] = mapped_column(String(10), default="active")
    """``active`` or ``left``."""
    created_at: Mapped[datetime]
    """When they joined."""
    left_at: Mapped[datetime | None]
    """When they left."""

    def __repr__(self) -> str:
        """Without name and address."""
        return f"StaffMember(id={self.id}, role={self.role})"
