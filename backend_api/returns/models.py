"""Tables of goods that come back: what, why, and until when; the order of kind ``return`` owns the state."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of
from backend_api.orders.models import Order

ReturnKind = Literal["withdrawal", "warranty", "goodwill"]
Wanted = Literal["refund", "replacement"]
Reason = Literal["changed_mind", "defective", "wrong_item", "damaged_in_transit", "not_as_described", "other"]
Condition = Literal["unopened", "opened", "used", "damaged"]

KINDS: tuple[str, ...] = get_args(ReturnKind)
_CONDITIONS: tuple[str, ...] = get_args(Condition)


class Return(Base):
    """Goods of one order that come back."""

    __tablename__ = "returns"
    __table_args__ = (
        Index(None, "customer_id"),
        Index(None, "partner_id"),
        Index(None, "returned_order_id"),
        one_of("kind", KINDS),
        one_of("wanted", get_args(Wanted)),
        CheckConstraint("order_id <> returned_order_id", name="orders"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``RT-`` and six digits."""
    code: Mapped[str] = mapped_column(String(16), unique=True)
    """Printed on the slip; a row of ``paper_codes`` binds it to this return."""
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), unique=True)
    """The order of kind ``return``, which owns the state."""
    returned_order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    """The order the goods came with."""
    replacement_order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"), unique=True)
    """The order of kind ``replacement``, once it was placed."""
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Whose goods."""
    partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("partners.id"))
    """The partner who entered it; null for everybody else."""
    kind: Mapped[ReturnKind] = mapped_column(String(12))
    """By which right."""
    wanted: Mapped[Wanted] = mapped_column(String(12))
    """Money back, or another device."""
    delivered_on: Mapped[date]
    """The day the goods arrived; the period counts from it."""
    until_on: Mapped[date | None]
    """The last day of the period; null when staff let it come back beyond every period."""
    created_at: Mapped[datetime]
    """When it was entered."""

    order: Mapped[Order] = relationship(lazy="raise", foreign_keys=[order_id])
    returned_order: Mapped[Order] = relationship(lazy="raise", foreign_keys=[returned_order_id])
    replacement_order: Mapped[Order | None] = relationship(lazy="raise", foreign_keys=[replacement_order_id])
    lines: Mapped[list[ReturnLine]] = relationship(
        lazy="raise", order_by="ReturnLine.position", cascade="all, delete-orphan"
    )


class ReturnLine(Base):
    """One piece of a line of an order that comes back."""

    __tablename__ = "return_lines"
    __table_args__ = (
        UniqueConstraint("return_id", "position"),
        UniqueConstraint("taken_order_id", "order_position", "unit"),
        ForeignKeyConstraint(
            ["order_id", "order_position"],
            ["order_lines.order_id", "order_lines.position"],
            name="fk_return_lines_order_id_order_lines",
        ),
        one_of("reason", get_args(Reason)),
        one_of("condition_told", _CONDITIONS),
        one_of("condition_found", _CONDITIONS, nullable=True),
        CheckConstraint("unit > 0", name="unit"),
        CheckConstraint("taken_order_id IS NULL OR taken_order_id = order_id", name="taken"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    return_id: Mapped[UUID] = mapped_column(ForeignKey("returns.id", ondelete="CASCADE"))
    position: Mapped[int]
    """From 1, in the order of the slip."""
    order_id: Mapped[UUID]
    """The order the piece came with."""
    order_position: Mapped[int]
    """The line of that order."""
    unit: Mapped[int]
    """Which piece of that line, from 1 to its quantity."""
    taken_order_id: Mapped[UUID | None]
    """The order's id while this piece is coming or has come back, null after that failed: a piece comes back once."""
    product_number: Mapped[str] = mapped_column(String(40))
    """What was ordered."""
    description: Mapped[str] = mapped_column(String(200))
    """Its name when it was ordered."""
    serial_number: Mapped[str | None] = mapped_column(String(60))
    """Of the piece; from the order when it is known there."""
    reason: Mapped[Reason] = mapped_column(String(20))
    """Why it comes back."""
    condition_told: Mapped[Condition] = mapped_column(String(10))
    """As the customer or partner says."""
    condition_found: Mapped[Condition | None] = mapped_column(String(10))
    """As the warehouse found it; null before."""
    is_accepted: Mapped[bool | None]
    """Whether it was taken back; null before it was looked at."""
