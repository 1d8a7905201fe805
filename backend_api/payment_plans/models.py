"""Tables of debts that are paid in rates."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of
from backend_api.invoices.models import Invoice
from backend_api.payment_plans.rules import PlanState


class PaymentPlan(Base):
    """An open amount that a customer pays in monthly rates."""

    __tablename__ = "payment_plans"
    __table_args__ = (
        UniqueConstraint("running_for"),
        Index(None, "customer_id", "agreed_at"),
        one_of("state", ("active", "kept", "broken")),
        CheckConstraint("(state = 'active') = (running_for IS NOT NULL)", name="running_for"),
        CheckConstraint("(state = 'broken') = (broken_on IS NOT NULL)", name="broken_on"),
        CheckConstraint("total_amount > 0 AND paid_amount >= 0", name="amounts"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    """``P-`` and six digits."""
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Who pays."""
    state: Mapped[PlanState] = mapped_column(String(10), default="active")
    """As of the last time it was looked at; what a day means is in ``rules.py``."""
    running_for: Mapped[UUID | None]
    """The customer while it is active, else null: the database lets one plan run per customer."""
    broken_on: Mapped[date | None]
    """When a rate was too late."""
    total_amount: Mapped[Decimal]
    """What is paid in rates; equals the sum of the rates and of the items."""
    paid_amount: Mapped[Decimal]
    """What came in for it so far."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217."""
    agreed_at: Mapped[datetime]
    """When the customer agreed."""

    rates: Mapped[list[PaymentPlanRate]] = relationship(
        lazy="raise", order_by="PaymentPlanRate.position", cascade="all, delete-orphan"
    )
    items: Mapped[list[PaymentPlanItem]] = relationship(
        lazy="raise", order_by="PaymentPlanItem.position", cascade="all, delete-orphan"
    )


class PaymentPlanRate(Base):
    """One rate."""

    __tablename__ = "payment_plan_rates"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("payment_plans.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1, in time."""
    due_on: Mapped[date]
    """To be paid by this day."""
    amount: Mapped[Decimal]
    """In the plan's currency."""


class PaymentPlanItem(Base):
    """What the plan pays: what was open of an invoice when it was agreed (negative: a credit set off)."""

    __tablename__ = "payment_plan_items"
    __table_args__ = (Index(None, "invoice_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("payment_plans.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1, by due day."""
    invoice_id: Mapped[UUID | None] = mapped_column(ForeignKey("invoices.id"))
    """Which invoice; null for money on account, which is set off like a credit."""
    amount: Mapped[Decimal]
    """In the plan's currency."""

    invoice: Mapped[Invoice | None] = relationship(lazy="raise")
