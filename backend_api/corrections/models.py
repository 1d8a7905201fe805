"""Table of what customers said against an invoice that rests on an estimate."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of

CorrectionState = Literal["requested", "corrected", "refused"]


class CorrectionRequest(Base):
    """A customer's wish that an invoice is worked out anew; one at a time per invoice."""

    __tablename__ = "correction_requests"
    __table_args__ = (
        UniqueConstraint("invoice_id", "open_guard"),
        Index(None, "customer_id", "requested_at"),
        one_of("state", ("requested", "corrected", "refused")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Whose invoice."""
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoices.id"))
    """The invoice that rests on an estimate."""
    reading_id: Mapped[UUID | None] = mapped_column(ForeignKey("meter_readings.id"))
    """The reading that shows it; null when the customer only says so."""
    ticket_number: Mapped[str | None] = mapped_column(String(12))
    """The ticket with which a person follows it."""
    state: Mapped[CorrectionState] = mapped_column(String(10), default="requested")
    """``requested`` until a person has decided."""
    open_guard: Mapped[int | None] = mapped_column(default=1)
    """1 while requested, else null: the database lets one of them be open per invoice."""
    requested_at: Mapped[datetime]
    """When."""
