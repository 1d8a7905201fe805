"""Tables of what followed when an invoice was not paid, and of what was told about invoices."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of
from backend_api.dunning.rules import Step, StopReason

NoticeKind = Literal["issued", "overdue"]


class Dunning(Base):
    """One step of following up an unpaid invoice; the last one says where it stands."""

    __tablename__ = "dunnings"
    __table_args__ = (
        UniqueConstraint("invoice_id", "position"),
        Index(None, "customer_id", "entered_on"),
        one_of("step", ("reminded", "dunned", "stopped")),
        one_of("stop_reason", ("payment_plan", "complaint", "staff"), nullable=True),
        CheckConstraint("(step = 'stopped') = (stop_reason IS NOT NULL)", name="stopped"),
        CheckConstraint("(step = 'stopped') = (pay_by_on IS NULL)", name="pay_by_on"),
        CheckConstraint("fee_amount >= 0", name="fee"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoices.id"))
    """What was not paid."""
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Who owes it."""
    position: Mapped[int]
    """From 1, in time."""
    step: Mapped[Step] = mapped_column(String(10))
    """``reminded`` is friendly and free, ``dunned`` formal; after ``stopped`` nothing more is sent."""
    entered_on: Mapped[date]
    """The day of the step."""
    pay_by_on: Mapped[date | None]
    """The new day to pay by; null when stopped."""
    fee_amount: Mapped[Decimal]
    """Charged with the next invoice, so it is not in what is open of this one."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217."""
    stop_reason: Mapped[StopReason | None] = mapped_column(String(15))
    """Why it was stopped."""


class InvoiceNotice(Base):
    """That an event about an invoice was emitted, so that it is emitted once."""

    __tablename__ = "invoice_notices"
    __table_args__ = (one_of("kind", ("issued", "overdue")),)

    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoices.id"), primary_key=True)
    """About which invoice."""
    kind: Mapped[NoticeKind] = mapped_column(String(10), primary_key=True)
    """``issued`` or ``overdue``."""
    told_at: Mapped[datetime]
    """When."""
