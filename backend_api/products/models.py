"""Tables of what is sold: products, their words, their prices in time, and the stock of devices."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of

ProductKind = Literal["tariff", "plan", "device", "accessory"]
ProductCommodity = Literal["electricity", "gas", "fibre", "mobile"]
CustomerKind = Literal["private", "company"]
NoticeUnit = Literal["weeks", "months"]
Renewal = Literal["none", "fixed_term", "indefinite"]

_COMMODITIES = ("electricity", "gas", "fibre", "mobile")


class Product(Base):
    """A tariff, a plan, a device or an accessory; what it costs is in its price versions."""

    __tablename__ = "products"
    __table_args__ = (
        Index(None, "kind", "country"),
        one_of("kind", ("tariff", "plan", "device", "accessory")),
        one_of("commodity", _COMMODITIES, nullable=True),
        one_of("customer_kind", ("private", "company"), nullable=True),
        CheckConstraint("kind NOT IN ('tariff', 'plan') OR commodity IS NOT NULL", name="has_commodity"),
        CheckConstraint("orderable_until_on IS NULL OR orderable_until_on >= orderable_from_on", name="orderable"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    """What it is ordered by: large letters, digits and hyphens."""
    kind: Mapped[ProductKind] = mapped_column(String(10))
    """``tariff`` (energy), ``plan`` (telecom), ``device`` or ``accessory``."""
    commodity: Mapped[ProductCommodity | None] = mapped_column(String(20))
    """What a tariff or plan supplies, or what a device is for; null for neither."""
    country: Mapped[str] = mapped_column(String(2))
    """ISO 3166: where it is sold."""
    customer_kind: Mapped[CustomerKind | None] = mapped_column(String(10))
    """``private`` or ``company`` customers only; null for both."""
    orderable_from_on: Mapped[date]
    """First day on which it can be ordered."""
    orderable_until_on: Mapped[date | None]
    """Last day on which it can be ordered; null while no end is planned. Contracts go on after it."""
    included_data_gb: Mapped[Decimal | None]
    """For a plan: GB per month; null when unlimited or not sold."""
    included_minutes: Mapped[int | None]
    """For a plan: minutes per month; null when unlimited or not sold."""
    included_sms: Mapped[int | None]
    """For a plan: SMS per month; null when unlimited or not sold."""
    included_speed_mbit: Mapped[int | None]
    """For a plan: download speed in Mbit/s; null when not promised."""

    texts: Mapped[list[ProductText]] = relationship(lazy="raise", cascade="all, delete-orphan")
    prices: Mapped[list[PriceVersion]] = relationship(
        lazy="raise", order_by="PriceVersion.valid_from_on", cascade="all, delete-orphan"
    )
    stock: Mapped[Stock | None] = relationship(lazy="raise", cascade="all, delete-orphan")


class ProductText(Base):
    """What a product is called and how it is described in one language."""

    __tablename__ = "product_texts"
    __table_args__ = (Index(None, "name"), one_of("language", ("en", "de", "pl")))

    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    """Of which product."""
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    """``en``, ``de`` or ``pl``."""
    name: Mapped[str] = mapped_column(String(100))
    """As it stands on contracts and orders."""
    description: Mapped[str] = mapped_column(Text)
    """One or two sentences."""


class PriceVersion(Base):
    """What a product costs, and on which terms, in a span of time; the latest that covers a day counts."""

    __tablename__ = "price_versions"
    __table_args__ = (
        UniqueConstraint("product_id", "valid_from_on"),
        one_of("notice_period_unit", ("weeks", "months"), nullable=True),
        one_of("renewal", ("none", "fixed_term", "indefinite"), nullable=True),
        CheckConstraint("valid_until_on IS NULL OR valid_until_on >= valid_from_on", name="validity"),
        CheckConstraint(
            "base_amount IS NOT NULL OR unit_amount IS NOT NULL OR one_off_amount IS NOT NULL", name="has_amount"
        ),
        CheckConstraint("(notice_period_value IS NULL) = (notice_period_unit IS NULL)", name="notice"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    """Of which product."""
    valid_from_on: Mapped[date]
    """First day of this price."""
    valid_until_on: Mapped[date | None]
    """Last day; null until a later version begins."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217, for all amounts."""
    base_amount: Mapped[Decimal | None]
    """Per month."""
    unit_amount: Mapped[Decimal | None]
    """Per kWh."""
    one_off_amount: Mapped[Decimal | None]
    """Once, with the order."""
    beyond_amount: Mapped[Decimal | None]
    """Each GB beyond what a plan includes."""
    includes_tax: Mapped[bool]
    """Whether the amounts include tax (private customers) or not (companies)."""
    tax_percent: Mapped[Decimal]
    """The tax that is in them or comes on top."""
    term_months: Mapped[int | None]
    """First fixed term of a contract; 0 for none, null where there is no contract."""
    notice_period_value: Mapped[int | None]
    """How many weeks or months of notice; null where there is no contract."""
    notice_period_unit: Mapped[NoticeUnit | None] = mapped_column(String(10))
    """``weeks`` or ``months``."""
    renewal: Mapped[Renewal | None] = mapped_column(String(12))
    """After the term: ``none``, ``fixed_term`` or ``indefinite``; null where there is no contract."""
    renewal_months: Mapped[int | None]
    """Length of each further term."""
    guarantee_months: Mapped[int | None]
    """How long the price is guaranteed from the start of supply; null when it is not."""


class Stock(Base):
    """How many of a device or accessory there are, as the ERP said last."""

    __tablename__ = "stocks"
    __table_args__ = (CheckConstraint("available >= 0", name="available"),)

    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    """Of which product."""
    available: Mapped[int]
    """Pieces that can be promised."""
    next_delivery_on: Mapped[date | None]
    """When more will come; null when nothing is on its way."""
    as_of_at: Mapped[datetime]
    """When the ERP counted."""


class ProductAlternative(Base):
    """What may be sold instead of a product, best first."""

    __tablename__ = "product_alternatives"

    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    """What was asked for."""
    alternative_id: Mapped[UUID] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    """What may be offered instead."""
    position: Mapped[int]
    """Its place in the list, from 1."""
