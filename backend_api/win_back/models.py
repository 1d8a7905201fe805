"""Tables of notices of leaving with what was offered against them, and of the rules that allow such offers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.contracts.models import Contract
from backend_api.database import Base, new_id, one_of
from backend_api.orders.models import Order

LeavingReason = Literal["price", "other_supplier_offer", "service", "green_energy", "terms", "moving", "other"]
REASONS: tuple[LeavingReason, ...] = (
    "price",
    "other_supplier_offer",
    "service",
    "green_energy",
    "terms",
    "moving",
    "other",
)


class WinBackRule(Base):
    """One counter-offer that may be made, to whom, for which reason, how often and for how long."""

    __tablename__ = "win_back_rules"
    __table_args__ = (
        one_of("reason", REASONS, nullable=True),
        one_of("customer_kind", ("private", "company")),
        one_of("commodity", ("electricity", "gas", "fibre", "mobile")),
        CheckConstraint("discount_percent >= 0 AND discount_percent <= 500000", name="discount_percent"),
        CheckConstraint("bonus_amount >= 0", name="bonus_amount"),
        CheckConstraint("most_uses >= 0", name="most_uses"),
        CheckConstraint("valid_until_on IS NULL OR valid_until_on >= valid_from_on", name="validity"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    """What staff call it."""
    reason: Mapped[LeavingReason | None] = mapped_column(String(30))
    """The reason it answers; null for any, and for none named."""
    customer_kind: Mapped[str] = mapped_column(String(10))
    """``private`` or ``company``: the segment."""
    country: Mapped[str] = mapped_column(String(2))
    """ISO 3166."""
    commodity: Mapped[str] = mapped_column(String(20))
    """What is supplied."""
    least_use_kwh: Mapped[Decimal | None]
    """For customers who use this much a year at least; null for all."""
    product_number: Mapped[str] = mapped_column(String(40))
    """The tariff or plan that is offered."""
    discount_percent: Mapped[Decimal] = mapped_column(default=Decimal(0))
    """Off its base price and its price per kWh; at most 50."""
    floor_unit_amount: Mapped[Decimal | None]
    """The price per kWh never falls below this; null without a floor."""
    bonus_amount: Mapped[Decimal] = mapped_column(default=Decimal(0))
    """Paid once."""
    most_uses: Mapped[int]
    """How often it may be made in all."""
    valid_from_on: Mapped[date]
    """First day."""
    valid_until_on: Mapped[date | None]
    """Last day; null without an end."""
    position: Mapped[int]
    """Of several that fit the one with the lowest position is taken."""


class WinBackCase(Base):
    """One notice of leaving; what came of it follows from its order and its counter-offer."""

    __tablename__ = "win_back_cases"
    __table_args__ = (
        Index(None, "customer_id"),
        Index(None, "contract_id"),
        Index(None, "received_at"),
        one_of("reason", REASONS, nullable=True),
        CheckConstraint("offer_id IS NULL OR asked_at IS NOT NULL", name="asked"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), unique=True)
    """The order of kind ``contract_cancellation``; it owns the state of the leaving."""
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id"))
    """The contract that ends."""
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Who leaves."""
    received_at: Mapped[datetime]
    """When the notice came in."""
    reason: Mapped[LeavingReason | None] = mapped_column(String(30))
    """Why, when the customer said so."""
    asked_at: Mapped[datetime | None]
    """When the customer asked to hear a counter-offer; null when that never happened."""
    offer_id: Mapped[UUID | None] = mapped_column(ForeignKey("offers.id"), unique=True)
    """The one counter-offer that was made; null when none was allowed, or none was asked for."""

    order: Mapped[Order] = relationship(lazy="raise")
    contract: Mapped[Contract] = relationship(lazy="raise")
