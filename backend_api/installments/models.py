"""Tables of regular advance payments and of their amounts in time."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.contracts.models import Contract
from backend_api.database import Base, new_id, one_of

ChangedBy = Literal["supplier", "customer", "representative", "staff"]


class Installment(Base):
    """What is paid in advance for one contract, regularly until its yearly bill."""

    __tablename__ = "installments"
    __table_args__ = (
        UniqueConstraint("contract_id"),
        Index(None, "customer_id"),
        CheckConstraint("due_day BETWEEN 1 AND 28", name="due_day"),
        CheckConstraint("interval_months IN (1, 2)", name="interval_months"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Who pays."""
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id"))
    """For which contract."""
    due_day: Mapped[int]
    """Day of the month; 28 at most, so that every month has it."""
    interval_months: Mapped[int] = mapped_column(default=1)
    """Every month, or every second one."""
    first_due_on: Mapped[date]
    """The first due day of all."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217, of all amounts."""

    contract: Mapped[Contract] = relationship(lazy="raise")
    amounts: Mapped[list[InstallmentAmount]] = relationship(
        lazy="raise", order_by="InstallmentAmount.from_on", cascade="all, delete-orphan"
    )


class InstallmentAmount(Base):
    """How much an installment is from a due day on; the history is all of them."""

    __tablename__ = "installment_amounts"
    __table_args__ = (
        UniqueConstraint("installment_id", "from_on"),
        one_of("changed_by", ("supplier", "customer", "representative", "staff")),
        CheckConstraint("amount > 0", name="amount"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    installment_id: Mapped[UUID] = mapped_column(ForeignKey("installments.id", ondelete="CASCADE"))
    from_on: Mapped[date]
    """The first due day with this amount."""
    amount: Mapped[Decimal]
    """Each time."""
    changed_at: Mapped[datetime]
    """When it was set."""
    changed_by: Mapped[ChangedBy] = mapped_column(String(15))
    """Who set it."""
