"""Tables of what the billing systems said last, and of points that may be a customer's."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of

CheckOutcome = Literal["answered", "silent", "refused", "wrong"]
CandidateState = Literal["open", "accepted", "rejected"]
Decision = Literal["accept", "reject"]


class BillingCheck(Base):
    """How the last question to one system about one customer went."""

    __tablename__ = "billing_checks"
    __table_args__ = (one_of("outcome", ("answered", "silent", "refused", "wrong")),)

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    """Whose points were asked for."""
    source: Mapped[str] = mapped_column(String(20), primary_key=True)
    """Name of the billing system."""
    asked_at: Mapped[datetime]
    """When it was asked."""
    outcome: Mapped[CheckOutcome] = mapped_column(String(10))
    """``answered`` in full, ``silent`` (too late), ``refused``, ``wrong`` (some records had to be dropped)."""
    missing_since: Mapped[datetime | None]
    """The first question in a row that was not answered in full; null when the last one was."""


class BillingPoint(Base):
    """The last good record of a customer's point in one system."""

    __tablename__ = "billing_points"
    __table_args__ = (
        UniqueConstraint("customer_id", "source", "source_id"),
        Index(None, "service_point_id"),
        CheckConstraint("open_invoices IS NULL OR open_invoices >= 0", name="open_invoices"),
        CheckConstraint("(open_amount IS NULL) = (currency IS NULL)", name="open_amount"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    """Whose point it is, by tax or personal id or by an accepted candidate."""
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id", ondelete="CASCADE"))
    """The point it is in our books; two systems may know the same one."""
    source: Mapped[str] = mapped_column(String(20))
    """Name of the billing system."""
    source_id: Mapped[str] = mapped_column(String(64))
    """The system's own id; parts of a composite one are joined with a slash."""
    tariff: Mapped[str] = mapped_column(String(100))
    """The price plan it is billed by."""
    contract_number: Mapped[str] = mapped_column(String(40))
    """As that system has it."""
    meter_number: Mapped[str | None] = mapped_column(String(40))
    """As printed on the meter; null for a line."""
    grid_operator: Mapped[str | None] = mapped_column(String(100))
    """Who runs the grid; null for a line."""
    open_amount: Mapped[Decimal | None]
    """Owed by the customer, negative when we owe; null when the system named no balance."""
    currency: Mapped[str | None] = mapped_column(String(3))
    """ISO 4217 of the balance."""
    open_invoices: Mapped[int | None]
    """How many invoices are not settled; null likewise."""
    as_of: Mapped[datetime]
    """Since when these values are true."""
    seen_at: Mapped[datetime]
    """When the system was asked and gave them."""


class BillingMonthUse(Base):
    """The last known use of a point in one month, as one system has it."""

    __tablename__ = "billing_month_uses"
    __table_args__ = (
        ForeignKeyConstraint(["billing_point_id"], ["billing_points.id"], ondelete="CASCADE"),
        CheckConstraint("amount >= 0", name="amount"),
        one_of("unit", ("kWh", "GB")),
    )

    billing_point_id: Mapped[UUID] = mapped_column(primary_key=True)
    """Where."""
    month_on: Mapped[date] = mapped_column(primary_key=True)
    """First day of the month."""
    amount: Mapped[Decimal]
    """In ``unit``."""
    unit: Mapped[str] = mapped_column(String(3))
    """``kWh`` or ``GB``."""


class MatchCandidate(Base):
    """A point without any id that looks like a customer's; shown to staff only until they have accepted it."""

    __tablename__ = "match_candidates"
    __table_args__ = (
        UniqueConstraint("customer_id", "source", "source_id"),
        Index(None, "state", "found_at"),
        one_of("state", ("open", "accepted", "rejected")),
        CheckConstraint("likeness BETWEEN 0 AND 100", name="likeness"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    """Whose it may be."""
    source: Mapped[str] = mapped_column(String(20))
    """Name of the billing system."""
    source_id: Mapped[str] = mapped_column(String(64))
    """The system's own id."""
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The record as it was checked (``PointRecord``)."""
    likeness: Mapped[int]
    """How much name and address are alike, 0 to 100."""
    same_address: Mapped[bool]
    """Whether one of the customer's points has the same address."""
    state: Mapped[CandidateState] = mapped_column(String(10), default="open")
    """``open`` until somebody decides."""
    as_of: Mapped[datetime]
    """Since when the record is true."""
    found_at: Mapped[datetime]
    """When it was first found."""


class MatchDecision(Base):
    """Who decided on a candidate, when and on what proof; never changed or deleted."""

    __tablename__ = "match_decisions"
    __table_args__ = (UniqueConstraint("candidate_id", "position"), one_of("decision", ("accept", "reject")))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("match_candidates.id", ondelete="CASCADE"))
    """What was decided on."""
    position: Mapped[int]
    """1, 2, ... in the order of the decisions."""
    decision: Mapped[Decision] = mapped_column(String(10))
    """``accept`` or ``reject``; a later one takes an earlier one back."""
    proof_note: Mapped[str] = mapped_column(String(500))
    """What proves it: a paper that was seen, a call that was made."""
    decided_by: Mapped[UUID]
    """The member of staff; a plain id, so that the log outlives the account."""
    decided_at: Mapped[datetime]
    """When."""
