"""Tables of baskets that a shop filled, with the prices it showed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of

BasketState = Literal["open", "ordered", "expired"]


class Basket(Base):
    """What somebody wants to order; it becomes an order once, or expires."""

    __tablename__ = "baskets"
    __table_args__ = (
        Index(None, "customer_id"),
        one_of("country", ("DE", "PL")),
        CheckConstraint("(ordered_at IS NULL) = (order_id IS NULL)", name="ordered"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``B-`` and digits, to be read out."""
    shop: Mapped[str] = mapped_column(String(100))
    """The service that made it, by its own name."""
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    """The customer who was signed in there; null for a guest."""
    country: Mapped[str] = mapped_column(String(2))
    """ISO 3166: where it is to be delivered or supplied."""
    created_at: Mapped[datetime]
    """When it was made."""
    expires_at: Mapped[datetime]
    """Until when it can be ordered."""
    ordered_at: Mapped[datetime | None]
    """When it became an order; null until then."""
    order_id: Mapped[UUID | None]
    """Which order; no foreign key, orders are a later table."""

    lines: Mapped[list[BasketLine]] = relationship(
        lazy="raise", order_by="BasketLine.position", cascade="all, delete-orphan"
    )
    contact: Mapped[BasketContact | None] = relationship(lazy="raise", cascade="all, delete-orphan")


class BasketLine(Base):
    """A product in a quantity with the price that was shown."""

    __tablename__ = "basket_lines"
    __table_args__ = (Index(None, "product_id"), CheckConstraint("quantity > 0", name="quantity"))

    basket_id: Mapped[UUID] = mapped_column(ForeignKey("baskets.id", ondelete="CASCADE"), primary_key=True)
    """In which basket."""
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Its place, from 1."""
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    """What is wanted."""
    product_number: Mapped[str] = mapped_column(String(40))
    """The same by number."""
    product_name: Mapped[str] = mapped_column(String(100))
    """In the language of the country."""
    quantity: Mapped[int]
    """How many."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217, for all amounts."""
    base_amount: Mapped[Decimal | None]
    """Per month and piece, including tax."""
    unit_amount: Mapped[Decimal | None]
    """Per kWh, including tax."""
    one_off_amount: Mapped[Decimal | None]
    """Once per piece, including tax."""
    beyond_amount: Mapped[Decimal | None]
    """Each GB beyond what a plan includes, including tax."""
    price_valid_until_on: Mapped[date | None]
    """Last day of this price as it was known then; null while no end was known."""


class BasketContact(Base):
    """Who filled the basket, as they wrote it in the shop; apart, so that it can be erased alone."""

    __tablename__ = "basket_contacts"

    basket_id: Mapped[UUID] = mapped_column(ForeignKey("baskets.id", ondelete="CASCADE"), primary_key=True)
    """Of which basket."""
    first_name: Mapped[str | None] = mapped_column(String(100))
    """First name."""
    name: Mapped[str | None] = mapped_column(String(200))
    """Family name or firm."""
    email: Mapped[str | None] = mapped_column(String(200))
    """Mail address, not confirmed."""
    phone: Mapped[str | None] = mapped_column(String(20))
    """E.164, not confirmed."""
    street: Mapped[str | None] = mapped_column(String(100))
    """Without the house number."""
    house_number: Mapped[str | None] = mapped_column(String(20))
    """With letter and flat."""
    postcode: Mapped[str | None] = mapped_column(String(10))
    """As written in its country."""
    city: Mapped[str | None] = mapped_column(String(100))
    """Town or village."""
