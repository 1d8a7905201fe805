"""Table of the people who may act for a customer: household helpers and a company's people."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of

RepresentativeKind = Literal["helper", "company"]
RepresentativeRole = Literal["reads", "orders", "approves"]
RepresentativeState = Literal["active", "revoked"]


class Representative(Base):
    """A person who may act for a customer; what they may do is their role's, and ends when it is revoked."""

    __tablename__ = "representatives"
    __table_args__ = (
        Index(None, "customer_id"),
        one_of("kind", ("helper", "company")),
        one_of("role", ("reads", "orders", "approves")),
        one_of("state", ("active", "revoked")),
        one_of("language", ("en", "de", "pl")),
        CheckConstraint("limit_amount IS NULL OR (role = 'orders' AND limit_amount >= 0)", name="limit"),
        CheckConstraint("(state = 'revoked') = (revoked_at IS NOT NULL)", name="revoked"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """For whom."""
    kind: Mapped[RepresentativeKind] = mapped_column(String(10))
    """``helper`` of a private person's household, or one of a ``company``'s people."""
    name: Mapped[str] = mapped_column(String(200))
    """First and family name; colleagues are told it when they ask who may."""
    role: Mapped[RepresentativeRole] = mapped_column(String(10))
    """``reads``, ``orders`` (reads as well), or ``approves`` (all of it, and what goes beyond others' limits)."""
    limit_amount: Mapped[Decimal | None]
    """The highest total of an order without approval, in the customer's currency; null is no limit."""
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("sites.id"))
    """Only this site and what lies below it; null is everything."""
    language: Mapped[str] = mapped_column(String(2))
    """``en``, ``de`` or ``pl``: the language to write in."""
    state: Mapped[RepresentativeState] = mapped_column(String(10), default="active")
    """``active`` or ``revoked``."""
    created_at: Mapped[datetime]
    """When the right was given."""
    revoked_at: Mapped[datetime | None]
    """When it was taken back."""

    def __repr__(self) -> str:
        """Without the name."""
        return f"Representative(id={self.id}, role={self.role})"
