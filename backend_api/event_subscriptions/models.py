"""Tables of who is told about events, and of what became of each telling."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id, one_of

SubscriptionKind = Literal["webhook", "notifications"]
SubscriptionState = Literal["active", "paused", "gone"]
DeliveryState = Literal["pending", "delivered", "dead"]
NOTIFICATIONS_ID = UUID("00000000-0000-7000-8000-00000000e001")
"""The subscription of our own notifications, there whenever their URL is set."""


class EventSubscription(Base):
    """Somebody who is told about events over HTTP."""

    __tablename__ = "event_subscriptions"
    __table_args__ = (
        one_of("kind", ("webhook", "notifications")),
        one_of("state", ("active", "paused", "gone")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(100))
    """What people call the receiver."""
    kind: Mapped[SubscriptionKind] = mapped_column(String(15), default="webhook")
    """``notifications`` is the one of our own, whose URL is in the settings."""
    url: Mapped[str] = mapped_column(String(500))
    """Where it is told; empty for ``notifications``."""
    event_names: Mapped[list[str]] = mapped_column(JSON)
    """Names of ``events/names.py``; empty for all."""
    state: Mapped[SubscriptionState] = mapped_column(String(10), default="active")
    """``paused`` collects what happens; ``gone`` answered 410 and is told nothing more."""
    secret_version: Mapped[int] = mapped_column(default=1)
    """Which secret signs; the secret itself is worked out from a key of the settings."""
    old_secret_until: Mapped[datetime | None]
    """Until when the secret before signs as well; null when none does."""
    failures: Mapped[int] = mapped_column(default=0)
    """How many tries in a row failed because the receiver was down."""
    held_until: Mapped[datetime | None]
    """Until when a receiver that is down is left alone."""
    last_delivered_at: Mapped[datetime | None]
    """When it was last told something."""
    created_at: Mapped[datetime]
    """It is told what happens from now on."""


class EventDelivery(Base):
    """One event for one receiver."""

    __tablename__ = "event_deliveries"
    __table_args__ = (
        UniqueConstraint("subscription_id", "event_id"),
        Index(None, "subscription_id", "stream", "state", "id"),
        Index(None, "state", "next_try_at"),
        Index(None, "event_id"),
        one_of("state", ("pending", "delivered", "dead")),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    """Counted in the order in which events were handed on; a customer's are told in this order."""
    subscription_id: Mapped[UUID] = mapped_column(ForeignKey("event_subscriptions.id", ondelete="CASCADE"))
    """Who is told."""
    event_id: Mapped[UUID] = mapped_column(ForeignKey("domain_events.id", ondelete="CASCADE"))
    """What is told."""
    stream: Mapped[UUID]
    """The customer, or the event itself when it is nobody's: within one stream the order is kept."""
    state: Mapped[DeliveryState] = mapped_column(String(10), default="pending")
    """``dead`` after the last try, until somebody sends it again."""
    tries: Mapped[int] = mapped_column(default=0)
    """How many there were."""
    next_try_at: Mapped[datetime]
    """Not before this."""
    worker: Mapped[str | None] = mapped_column(String(64))
    """Which process has it in hand."""
    lease_until: Mapped[datetime | None]
    """When others may take it over; null when nobody has it."""
    failure: Mapped[str | None] = mapped_column(String(40))
    """Why the last try failed: a code, such as ``status_500`` or ``timeout``."""
    settled_at: Mapped[datetime | None]
    """When it got through or died."""
