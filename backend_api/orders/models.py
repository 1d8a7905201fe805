"""Tables of orders: the one place where an order's lines, state and history live.

No constraint lists kinds or states: the registry of kinds checks them, so that a new kind needs no migration.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of
from backend_api.orders.machine import Mover, Outcome, Party

ErpState = Literal["waiting_for_erp", "in_erp", "conflict"]
LineState = Literal["ordered", "removed"]
ActorKind = Literal["customer", "representative", "partner", "staff", "service"]

ACTOR_KINDS: tuple[ActorKind, ...] = ("customer", "representative", "partner", "staff", "service")
ERP_STATES: tuple[ErpState, ...] = ("waiting_for_erp", "in_erp", "conflict")


class Order(Base):
    """A customer's instruction to change something; it alone owns the state of that change."""

    __tablename__ = "orders"
    __table_args__ = (
        Index(None, "customer_id", "placed_at"),
        Index(None, "partner_id", "placed_at"),
        Index(None, "outcome", "promised_on"),
        Index(None, "fulfilled_at"),
        Index(None, "service_point_id"),
        Index(None, "contract_id"),
        Index(None, "bank_account_id"),
        Index(None, "replaces_id"),
        Index(None, "follows_id"),
        Index(None, "framework_number"),
        one_of("outcome", ("open", "done", "ended")),
        one_of("erp_state", ERP_STATES),
        one_of("placed_by_kind", ACTOR_KINDS),
        CheckConstraint("(outcome = 'open') = (finished_at IS NULL)", name="finished"),
        CheckConstraint("replaces_id IS NULL OR replaces_id <> id", name="replaces"),
        CheckConstraint("worth_amount >= 0", name="worth"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``O-`` and seven digits; given when it is placed, whatever the ERP does."""
    kind: Mapped[str] = mapped_column(String(40))
    """A wire word of the registry, such as ``device``."""
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Whose order it is."""
    partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("partners.id"))
    """The partner who entered it; null for everybody else."""
    placed_by_kind: Mapped[ActorKind] = mapped_column(String(20))
    """Who placed it: ``customer``, ``representative``, ``partner``, ``staff`` or ``service``."""
    placed_by_id: Mapped[UUID | None]
    """Their id; null for a service. No foreign key: they live in different tables."""
    channel: Mapped[str] = mapped_column(String(30))
    """Where it was said: ``web``, ``telegram``, ``sms``, ``email``, ``phone``, ``shop``, ``partner_portal``."""
    service: Mapped[str] = mapped_column(String(60))
    """Which service sent it."""
    state: Mapped[str] = mapped_column(String(40))
    """Where it is now; the last entry of the history."""
    outcome: Mapped[Outcome] = mapped_column(String(5), default="open")
    """``open``, ``done``, or ``ended`` without being done."""
    placed_at: Mapped[datetime]
    """When it got its number."""
    state_since_at: Mapped[datetime]
    """Since when it is in this state."""
    fulfilled_at: Mapped[datetime | None]
    """When what was promised had happened; the end of the order-to-delivery time."""
    finished_at: Mapped[datetime | None]
    """When nothing was left to do; null while it is open."""
    country: Mapped[str] = mapped_column(String(2))
    """ISO 3166; whose working days count."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217, for every price."""
    worth_amount: Mapped[Decimal] = mapped_column(default=Decimal(0))
    """What is compared with limits: prices paid once and twelve months of monthly ones, to the cent."""
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the kind needs besides lines, checked by its model."""
    wished_on: Mapped[date | None]
    """The day the customer wishes it for."""
    promised_on: Mapped[date | None]
    """The day we promise; null for what nobody waits for."""
    blocker_code: Mapped[str | None] = mapped_column(String(40))
    """What holds it up, such as ``out_of_stock``; null when nothing does."""
    waiting_for: Mapped[Party | None] = mapped_column(String(20))
    """Who has to act next; null when it is over."""
    warned_for_on: Mapped[date | None]
    """The promised date for which a warning went out; another date can be warned about again."""
    service_point_id: Mapped[UUID | None] = mapped_column(ForeignKey("service_points.id"))
    """The point it is about, if any."""
    contract_id: Mapped[UUID | None] = mapped_column(ForeignKey("contracts.id"))
    """The contract it is about, if any."""
    bank_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("bank_accounts.id"))
    """Where it is paid from; null for a transfer."""
    framework_number: Mapped[str | None] = mapped_column(String(40))
    """The framework agreement it was called off from, if any; the call-off itself names the order."""
    basket_number: Mapped[str | None] = mapped_column(String(20), unique=True)
    """The basket it was made of; a basket becomes an order once."""
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    """The order it takes the place of."""
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    """The order it comes out of (a replacement follows a return)."""
    erp_number: Mapped[str | None] = mapped_column(String(60), unique=True)
    """The ERP's own number; null until it has answered."""
    erp_state: Mapped[ErpState] = mapped_column(String(20), default="waiting_for_erp")
    """A mark for the comparison with the ERP, never a state of the order."""

    lines: Mapped[list[OrderLine]] = relationship(
        lazy="raise", order_by="OrderLine.position", cascade="all, delete-orphan"
    )
    history: Mapped[list[OrderStateEntry]] = relationship(
        lazy="raise", order_by="OrderStateEntry.position", cascade="all, delete-orphan"
    )
    changes: Mapped[list[OrderChange]] = relationship(
        lazy="raise", order_by="OrderChange.position", cascade="all, delete-orphan"
    )

    def __repr__(self) -> str:
        """Without anything that says whose it is."""
        return f"Order(id={self.id}, kind={self.kind}, state={self.state})"


class OrderLine(Base):
    """One product on an order; a line that is taken off stays, marked."""

    __tablename__ = "order_lines"
    __table_args__ = (
        one_of("state", ("ordered", "removed")),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1 upwards; never used again."""
    product_number: Mapped[str] = mapped_column(String(40))
    """The product as it was listed when it was ordered."""
    description: Mapped[str] = mapped_column(String(200))
    """Its name on that day, in the customer's language."""
    quantity: Mapped[int]
    """How many."""
    one_off_amount: Mapped[Decimal | None]
    """For one, paid once, including tax, as it was shown; kept whatever prices do later."""
    base_amount: Mapped[Decimal | None]
    """For one, each month, likewise."""
    unit_amount: Mapped[Decimal | None]
    """Per kWh, up to four decimals, likewise."""
    price_list: Mapped[str | None] = mapped_column(String(60))
    """The partner category or the framework agreement the price is from; null for the public list."""
    serial_number: Mapped[str | None] = mapped_column(String(60))
    """Of the device that was sent; null before."""
    iccid: Mapped[str | None] = mapped_column(String(20))
    """Of the SIM card."""
    phone_number: Mapped[str | None] = mapped_column(String(20))
    """The line or the number to bring along, in E.164."""
    state: Mapped[LineState] = mapped_column(String(10), default="ordered")
    """``ordered``, or ``removed`` while it could be changed."""


class OrderStateEntry(Base):
    """One state an order reached: when, and who moved it there."""

    __tablename__ = "order_state_entries"
    __table_args__ = (UniqueConstraint("order_id", "key"), one_of("actor_kind", ACTOR_KINDS))

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1 upwards: the order in which states were reached."""
    state: Mapped[str] = mapped_column(String(40))
    """The state that was reached."""
    entered_at: Mapped[datetime]
    """When."""
    actor_kind: Mapped[ActorKind] = mapped_column(String(20))
    """Who moved it."""
    actor_id: Mapped[UUID | None]
    """Their id; null for a service."""
    mover: Mapped[Mover] = mapped_column(String(20))
    """As what they moved it, in the words of the machine."""
    reason: Mapped[str | None] = mapped_column(String(200))
    """Why, as a code or a short text; null when nothing was said."""
    key: Mapped[str | None] = mapped_column(String(190))
    """The sender's own id of this step; the same again has no effect."""


class OrderChange(Base):
    """One change of lines, delivery or promise while the order was on its way."""

    __tablename__ = "order_changes"
    __table_args__ = (one_of("actor_kind", ACTOR_KINDS),)

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1 upwards."""
    changed_at: Mapped[datetime]
    """When."""
    actor_kind: Mapped[ActorKind] = mapped_column(String(20))
    """Who changed it."""
    actor_id: Mapped[UUID | None]
    """Their id; null for a service."""
    what: Mapped[str] = mapped_column(String(60))
    """Which field: ``promised_on``, ``wished_on``, ``line 2 product_number``."""
    before: Mapped[str | None] = mapped_column(String(200))
    """What it was."""
    after: Mapped[str | None] = mapped_column(String(200))
    """What it is now."""
