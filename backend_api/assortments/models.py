"""Tables of what each partner category may sell, and for how much."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id


class Assortment(Base):
    """What a category may sell in a span of time; all assortments that cover a day count together."""

    __tablename__ = "assortments"
    __table_args__ = (
        UniqueConstraint("category_key", "valid_from_on", "name"),
        CheckConstraint("valid_until_on IS NULL OR valid_until_on >= valid_from_on", name="validity"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    category_key: Mapped[str] = mapped_column(ForeignKey("partner_categories.key"))
    """Whose assortment."""
    name: Mapped[str] = mapped_column(String(100))
    """For staff."""
    valid_from_on: Mapped[date]
    """First day."""
    valid_until_on: Mapped[date | None]
    """Last day; null while no end is planned."""

    entries: Mapped[list[AssortmentEntry]] = relationship(lazy="raise", cascade="all, delete-orphan")


class AssortmentEntry(Base):
    """One product of an assortment."""

    __tablename__ = "assortment_entries"
    __table_args__ = (Index(None, "product_id"),)

    assortment_id: Mapped[UUID] = mapped_column(ForeignKey("assortments.id", ondelete="CASCADE"), primary_key=True)
    """Of which assortment."""
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"), primary_key=True)
    """What may be sold."""


class PriceList(Base):
    """Prices of a category in a span of time; for each product the list that began last counts."""

    __tablename__ = "price_lists"
    __table_args__ = (
        UniqueConstraint("category_key", "valid_from_on", "name"),
        CheckConstraint("valid_until_on IS NULL OR valid_until_on >= valid_from_on", name="validity"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    category_key: Mapped[str] = mapped_column(ForeignKey("partner_categories.key"))
    """Whose prices."""
    name: Mapped[str] = mapped_column(String(100))
    """For staff."""
    valid_from_on: Mapped[date]
    """First day."""
    valid_until_on: Mapped[date | None]
    """Last day; null while no end is planned."""

    entries: Mapped[list[PriceListEntry]] = relationship(
        lazy="raise", cascade="all, delete-orphan", back_populates="price_list"
    )


class PriceListEntry(Base):
    """What one product costs in a list: all its amounts, in currency and tax of its public price."""

    __tablename__ = "price_list_entries"
    __table_args__ = (
        Index(None, "product_id"),
        CheckConstraint(
            "base_amount IS NOT NULL OR unit_amount IS NOT NULL OR one_off_amount IS NOT NULL", name="has_amount"
        ),
    )

    price_list_id: Mapped[UUID] = mapped_column(ForeignKey("price_lists.id", ondelete="CASCADE"), primary_key=True)
    """Of which list."""
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"), primary_key=True)
    """What is priced."""
    base_amount: Mapped[Decimal | None]
    """Per month."""
    unit_amount: Mapped[Decimal | None]
    """Per kWh."""
    one_off_amount: Mapped[Decimal | None]
    """Once, with the order."""
    beyond_amount: Mapped[Decimal | None]
    """Each GB beyond what a plan includes."""

    price_list: Mapped[PriceList] = relationship(lazy="raise", back_populates="entries")
