"""Table of supply contracts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of
from backend_api.service_points.models import ServicePoint

NoticeUnit = Literal["weeks", "months"]
Renewal = Literal["none", "fixed_term", "indefinite"]


class Contract(Base):
    """An agreement to supply one service point; what follows from the dates is in ``contracts/terms.py``."""

    __tablename__ = "contracts"
    __table_args__ = (
        Index(None, "customer_id"),
        Index(None, "service_point_id"),
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

    service_point: Mapped[ServicePoint] = relationship(lazy="raise")
