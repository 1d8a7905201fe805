"""Table of supply contracts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of
from backend_api.service_points.models import ServicePoint

NoticeUnit = Literal["weeks", "months"]
Renewal = Literal["none", "fixed_term", "indefinite"]
EndedBy = Literal["notice", "renewal", "other_supplier"]


class Contract(Base):
    """An agreement to supply one service point; what follows from the dates is in ``contracts/terms.py``."""

    __tablename__ = "contracts"
    __table_args__ = (
        Index(None, "customer_id"),
        Index(None, "service_point_id"),
        Index(None, "term_ends_on", "id"),
        Index(None, "follows_id"),
        one_of("ended_by", ("notice", "renewal", "other_supplier"), nullable=True),
        one_of("notice_period_unit", ("weeks", "months")),
        one_of("renewal", ("none", "fixed_term", "indefinite")),
        CheckConstraint("term_ends_on IS NULL OR term_ends_on >= starts_on", name="term"),
        CheckConstraint("renewal = 'indefinite' OR term_ends_on IS NOT NULL", name="has_term"),
        CheckConstraint("(renewal = 'fixed_term') = (renewal_months IS NOT NULL)", name="renewal_months"),
        CheckConstraint("(notice_given_on IS NULL) = (notice_ends_on IS NULL)", name="notice"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``V-`` and six digits."""
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Whose contract it is."""
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id"))
    """What it supplies."""
    product_name: Mapped[str] = mapped_column(String(100))
    """The tariff's name."""
    base_price_amount: Mapped[Decimal]
    """Per month, including tax."""
    unit_price_amount: Mapped[Decimal | None]
    """Per kWh, including tax, up to four decimals; null for a line."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217, for both prices."""
    starts_on: Mapped[date]
    """First day of supply."""
    term_ends_on: Mapped[date | None]
    """Last day of the FIRST fixed term (also when it is long past and was renewed); null without one."""
    notice_period_value: Mapped[int]
    """How many weeks or months of notice."""
    notice_period_unit: Mapped[NoticeUnit] = mapped_column(String(10))
    """``weeks`` or ``months``."""
    renewal: Mapped[Renewal] = mapped_column(String(12))
    """After the term: ``none`` (it ends by itself), ``fixed_term`` (again for renewal_months), ``indefinite``."""
    renewal_months: Mapped[int | None]
    """Length of each further term; only with ``fixed_term``."""
    cannot_end_before_on: Mapped[date | None]
    """A day before which it cannot end whatever the term says (a subsidised phone, a bonus)."""
    notice_given_on: Mapped[date | None]
    """When the customer ended it; null when nobody did."""
    notice_ends_on: Mapped[date | None]
    """The last day of supply after that notice."""
    price_guaranteed_until: Mapped[date | None]
    """Last day of the price guarantee."""
    included_data_gb: Mapped[Decimal | None]
    """For a line: GB per month; null when unlimited or not sold."""
    included_minutes: Mapped[int | None]
    """For a line: minutes per month; null when unlimited or not sold."""
    included_speed_mbit: Mapped[int | None]
    """For a line: download speed in Mbit/s."""
    product_number: Mapped[str | None] = mapped_column(String(40))
    """The product in the catalogue; null for one that was sold before there was a catalogue."""
    signed_on: Mapped[date | None]
    """The day it was concluded, from which the time for a withdrawal runs; null when that is not known."""
    ended_by: Mapped[EndedBy | None] = mapped_column(String(20))
    """Why it ends with ``notice_ends_on``: the customer's ``notice``, a ``renewal`` that follows it, or the notice of
    the ``other_supplier`` he chose; null when nobody ended it, or that was not written down."""
    withdrawn_on: Mapped[date | None]
    """The day on which it was withdrawn from; it counts as never agreed."""
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("contracts.id"))
    """The contract it continues; null for a first one."""
    succeeds_id: Mapped[UUID | None] = mapped_column(unique=True)
    """The same while it stands, null once it was withdrawn from: so a contract has one follow-up at most."""

    service_point: Mapped[ServicePoint] = relationship(lazy="raise")
    price_changes: Mapped[list[ContractPriceChange]] = relationship(
        lazy="raise", order_by="ContractPriceChange.effective_on", cascade="all, delete-orphan"
    )


class ContractPriceChange(Base):
    """A change of price that was announced for one contract; a rise opens a special right of notice."""

    __tablename__ = "contract_price_changes"
    __table_args__ = (
        UniqueConstraint("contract_id", "effective_on"),
        CheckConstraint("announced_on <= effective_on", name="announced_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    announced_on: Mapped[date]
    """The day the customer was told."""
    effective_on: Mapped[date]
    """First day of the new prices."""
    old_base_amount: Mapped[Decimal]
    """Per month until then, including tax."""
    old_unit_amount: Mapped[Decimal | None]
    """Per kWh until then, including tax."""
    new_base_amount: Mapped[Decimal]
    """Per month from then on, including tax."""
    new_unit_amount: Mapped[Decimal | None]
    """Per kWh from then on, including tax."""

    @property
    def is_rise(self) -> bool:
        """Whether any part of the price goes up."""
        return self.new_base_amount > self.old_base_amount or (self.new_unit_amount or 0) > (self.old_unit_amount or 0)


class ContractReminder(Base):
    """That a customer was told of the end of a term, a number of days ahead; each once."""

    __tablename__ = "contract_reminders"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"), primary_key=True)
    ends_on: Mapped[date] = mapped_column(primary_key=True)
    """Last day of the term."""
    lead_days: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """60, 30, 14 or 3."""
    reminded_at: Mapped[datetime]
    """When the event was written."""
