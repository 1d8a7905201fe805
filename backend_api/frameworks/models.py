"""Tables of agreements with large customers: prices, terms, a limit, the sites and what was called off."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of
from backend_api.products.models import ProductCommodity

LimitUnit = Literal["kwh", "pieces", "money"]


class FrameworkAgreement(Base):
    """A master agreement: it fixes prices and terms for orders up to a limit; orders that use it are call-offs."""

    __tablename__ = "framework_agreements"
    __table_args__ = (
        Index(None, "customer_id"),
        one_of("limit_unit", ("kwh", "pieces", "money")),
        CheckConstraint("valid_until_on >= valid_from_on", name="validity"),
        CheckConstraint("limit_value > 0", name="limit_value"),
        CheckConstraint("used_value >= 0 AND used_value <= limit_value", name="used_value"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``FA-`` and digits."""
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Whose agreement."""
    title: Mapped[str] = mapped_column(String(200))
    """What it is about."""
    valid_from_on: Mapped[date]
    """First day on which something can be called off."""
    valid_until_on: Mapped[date]
    """Last day on which something can be called off."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217, for all amounts."""
    term_months: Mapped[int | None]
    """Term of every contract under it; null when the product's own counts."""
    new_sites_allowed: Mapped[bool]
    """Whether places may be added that are not among its sites."""
    limit_unit: Mapped[LimitUnit] = mapped_column(String(10))
    """What is limited: ``kwh`` of energy, ``pieces``, or ``money`` without tax."""
    limit_value: Mapped[Decimal]
    """How much may be called off in all."""
    used_value: Mapped[Decimal]
    """The sum of the call-offs that were not released; changed under a row lock only."""

    prices: Mapped[list[FrameworkPrice]] = relationship(lazy="raise", cascade="all, delete-orphan")
    sites: Mapped[list[FrameworkSite]] = relationship(
        lazy="raise", order_by="FrameworkSite.name", cascade="all, delete-orphan"
    )
    call_offs: Mapped[list[FrameworkCallOff]] = relationship(
        lazy="raise", order_by="FrameworkCallOff.created_at", cascade="all, delete-orphan"
    )


class FrameworkPrice(Base):
    """What a product, or everything of a commodity, costs under the agreement, without tax."""

    __tablename__ = "framework_prices"
    __table_args__ = (
        UniqueConstraint("framework_id", "product_id"),
        UniqueConstraint("framework_id", "commodity"),
        one_of("commodity", ("electricity", "gas", "fibre", "mobile"), nullable=True),
        CheckConstraint("(product_id IS NULL) <> (commodity IS NULL)", name="one_subject"),
        CheckConstraint(
            "base_amount IS NOT NULL OR unit_amount IS NOT NULL OR one_off_amount IS NOT NULL", name="has_amount"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    framework_id: Mapped[UUID] = mapped_column(ForeignKey("framework_agreements.id", ondelete="CASCADE"))
    """Under which agreement."""
    product_id: Mapped[UUID | None] = mapped_column(ForeignKey("products.id"))
    """For this product; it goes before the commodity's price."""
    commodity: Mapped[ProductCommodity | None] = mapped_column(String(20))
    """For every tariff or plan of this commodity."""
    base_amount: Mapped[Decimal | None]
    """Per month."""
    unit_amount: Mapped[Decimal | None]
    """Per kWh."""
    one_off_amount: Mapped[Decimal | None]
    """Once, with the order."""


class FrameworkSite(Base):
    """A place that belongs to the agreement."""

    __tablename__ = "framework_sites"
    __table_args__ = (UniqueConstraint("framework_id", "service_point_id"), Index(None, "order_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    framework_id: Mapped[UUID] = mapped_column(ForeignKey("framework_agreements.id", ondelete="CASCADE"))
    """Under which agreement."""
    service_point_id: Mapped[UUID | None] = mapped_column(ForeignKey("service_points.id"))
    """The point there; null for a place that is not supplied yet."""
    name: Mapped[str] = mapped_column(String(200))
    """What the customer calls it."""
    order_id: Mapped[UUID | None]
    """The order that added it; no foreign key, orders are a later table. Null when it was agreed from the start."""


class FrameworkCallOff(Base):
    """What one order took from the limit."""

    __tablename__ = "framework_call_offs"
    __table_args__ = (
        Index(None, "framework_id"),
        Index(None, "order_id"),
        CheckConstraint("value >= 0", name="value"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    framework_id: Mapped[UUID] = mapped_column(ForeignKey("framework_agreements.id", ondelete="CASCADE"))
    """From which agreement."""
    order_id: Mapped[UUID]
    """By which order; no foreign key, orders are a later table."""
    order_number: Mapped[str | None] = mapped_column(String(20))
    """The order's number."""
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    """What was ordered."""
    product_number: Mapped[str] = mapped_column(String(40))
    """The same by number."""
    value: Mapped[Decimal]
    """How much, in the unit of the limit."""
    called_off_on: Mapped[date]
    """When, by the supplier's calendar."""
    created_at: Mapped[datetime]
    """When, exactly."""
    released_at: Mapped[datetime | None]
    """When it was given back because the order was cancelled; null while it counts."""
