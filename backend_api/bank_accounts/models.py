"""Table of customers' bank accounts and the mandates to collect from them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of

BankAccountState = Literal["active", "replaced"]


class BankAccount(Base):
    """An account the customer pays from; the newest active one is used unless another is named."""

    __tablename__ = "bank_accounts"
    __table_args__ = (
        Index(None, "customer_id"),
        UniqueConstraint("customer_id", "active_guard"),
        one_of("state", ("active", "replaced")),
        CheckConstraint("(state = 'active') = (active_guard IS NOT NULL)", name="active_guard"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Whose account; only they see it, masked."""
    iban: Mapped[str] = mapped_column(String(34))
    """Without blanks, checked by length, bank and check digits."""
    bic: Mapped[str | None] = mapped_column(String(11))
    """Of the bank, where the register knows it."""
    bank_name: Mapped[str | None] = mapped_column(String(200))
    """Of the bank, where the register knows it."""
    holder_name: Mapped[str] = mapped_column(String(200))
    """Whose account it is at the bank."""
    mandate_reference: Mapped[str] = mapped_column(String(35), unique=True)
    """Names the mandate to the bank (SEPA: at most 35 characters)."""
    mandate_signed_on: Mapped[date]
    """The day the customer gave the mandate."""
    state: Mapped[BankAccountState] = mapped_column(String(10), default="active")
    """``active``, or ``replaced`` by a newer one."""
    active_guard: Mapped[int | None]
    """1 while active, else null: lets a customer have one active account at most."""
    created_at: Mapped[datetime]
    """When it was stored."""
    replaced_at: Mapped[datetime | None]
    """When another took its place."""

    def __repr__(self) -> str:
        """Without the number and the name."""
        return f"BankAccount(id={self.id}, state={self.state})"
