"""Tables of invoices, their lines, and payments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.contracts.models import Contract
from backend_api.database import Base, new_id, one_of
from backend_api.service_points.models import ServicePoint

LineKind = Literal["work", "base", "tax", "correction", "credit", "discount", "usage"]
LineReason = Literal["reading_corrected", "estimate_replaced", "price_corrected", "bonus", "goodwill", "fee"]
LINE_REASONS: tuple[LineReason, ...] = get_args(LineReason)
ReadingSource = Literal["measured", "estimated", "customer"]


class Invoice(Base):
    """A charge for a period of one service point; a negative total is a credit."""

    __tablename__ = "invoices"
    __table_args__ = (
        Index(None, "customer_id", "issued_on"),
        Index(None, "service_point_id", "to_on"),
        Index(None, "customer_id", "settled_on", "due_on"),
        Index(None, "settled_on", "due_on"),
        Index(None, "issued_on"),
        Index(None, "corrects_invoice_id"),
        one_of("reading_source", ("measured", "estimated", "customer"), nullable=True),
        one_of("consumption_unit", ("kWh", "GB"), nullable=True),
        CheckConstraint("from_on <= to_on", name="period"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``R-``, the year, and six digits."""
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Who owes it."""
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id"))
    """What was supplied."""
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id"))
    """Under which contract."""
    from_on: Mapped[date]
    """First day billed."""
    to_on: Mapped[date]
    """Last day billed."""
    issued_on: Mapped[date]
    """Date on the invoice."""
    due_on: Mapped[date]
    """To be paid by this day; overdue on the next."""
    total_amount: Mapped[Decimal]
    """Including tax; equals the sum of the lines."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217, also of the lines."""
    consumption: Mapped[Decimal | None]
    """Billed consumption in ``consumption_unit``."""
    consumption_unit: Mapped[str | None] = mapped_column(String(5))
    """``kWh`` or ``GB``."""
    reading_source: Mapped[ReadingSource | None] = mapped_column(String(10))
    """Where the closing reading came from; null for a line."""
    settled_on: Mapped[date | None]
    """The day on which nothing was open any more; null while something is open or owed back. It only spares adding up
    payments, which decide: who writes a payment keeps it right (``payments/receiving.py``)."""
    corrects_invoice_id: Mapped[UUID | None] = mapped_column(ForeignKey("invoices.id"))
    """The invoice that this one corrects; null for an ordinary one."""

    service_point: Mapped[ServicePoint] = relationship(lazy="raise")
    contract: Mapped[Contract] = relationship(lazy="raise")
    corrects: Mapped[Invoice | None] = relationship(lazy="raise", remote_side="Invoice.id")
    lines: Mapped[list[InvoiceLine]] = relationship(
        lazy="raise", order_by="InvoiceLine.position", cascade="all, delete-orphan"
    )
    payments: Mapped[list[Payment]] = relationship(lazy="raise", order_by="(Payment.received_on, Payment.id)")


class InvoiceLine(Base):
    """One line of an invoice."""

    __tablename__ = "invoice_lines"
    __table_args__ = (
        UniqueConstraint("invoice_id", "position"),
        one_of("kind", ("work", "base", "tax", "correction", "credit", "discount", "usage")),
        one_of("reason_code", LINE_REASONS, nullable=True),
        CheckConstraint("(from_on IS NULL) = (to_on IS NULL)", name="period_whole"),
        CheckConstraint("from_on IS NULL OR from_on <= to_on", name="period"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoices.id", ondelete="CASCADE"))
    position: Mapped[int]
    """From 1, in printing order."""
    kind: Mapped[LineKind] = mapped_column(String(12))
    """``work`` is energy, ``usage`` what went beyond an allowance."""
    description: Mapped[str] = mapped_column(String(200))
    """As printed, in the customer's language."""
    quantity: Mapped[Decimal | None]
    """In ``unit``; give it for ``work`` (kWh) and ``base`` (months or days), the comparison needs it."""
    unit: Mapped[str | None] = mapped_column(String(10))
    """``kWh``, ``month``, ``day``, ``GB``, ``minute``, ``piece``."""
    unit_price_amount: Mapped[Decimal | None]
    """Per unit, in the invoice's currency, up to four decimals."""
    amount: Mapped[Decimal]
    """In the invoice's currency; negative when it lowers the total."""
    from_on: Mapped[date | None]
    """First day charged; null for the invoice's own."""
    to_on: Mapped[date | None]
    """Last day charged; null likewise."""
    register_code: Mapped[str | None] = mapped_column(String(12))
    """For ``work``: the register that counted it; null for the meter's only one."""
    reason_code: Mapped[LineReason | None] = mapped_column(String(20))
    """For ``correction``, ``credit`` and ``discount``: why it is there; null when nobody said."""


class Payment(Base):
    """Money received from the customer (negative: paid out to them)."""

    __tablename__ = "payments"
    __table_args__ = (
        Index(None, "customer_id", "received_on"),
        Index(None, "invoice_id"),
        UniqueConstraint("source", "external_id", "part"),
        CheckConstraint("(source IS NULL) = (external_id IS NULL)", name="external"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Whose payment."""
    invoice_id: Mapped[UUID | None] = mapped_column(ForeignKey("invoices.id"))
    """What it settles; null for money on account."""
    received_on: Mapped[date]
    """Value date."""
    amount: Mapped[Decimal]
    """Positive when the customer paid."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217."""
    reference: Mapped[str] = mapped_column(String(140))
    """The text of the transfer."""
    source: Mapped[str | None] = mapped_column(String(40))
    """Name of the system that told us; null for what was there from the beginning."""
    external_id: Mapped[str | None] = mapped_column(String(100))
    """Its own id of the money received: told twice, it counts once."""
    part: Mapped[int] = mapped_column(default=1)
    """From 1, when one transfer was spread over several invoices."""

    invoice: Mapped[Invoice | None] = relationship(lazy="raise", overlaps="payments")
