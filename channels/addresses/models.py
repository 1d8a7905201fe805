"""Tables of addresses: where somebody can be reached on a channel, whose it is, and links that say so."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from channels.database import Base

CONVERSATION = "conversations.id"


class AddressState(StrEnum):
    """Whether something can be sent to an address."""

    OPEN = "open"
    BLOCKED = "blocked"
    """The customer blocked us; open again as soon as they write."""
    OPTED_OUT = "opted_out"
    """The customer said STOP: what they ask for is answered, nothing else is sent."""
    DEAD = "dead"
    """What was sent came back."""


class ChannelAddress(Base):
    """One phone, chat or mailbox that wrote to us, or that a customer wants to be written to."""

    __tablename__ = "channel_addresses"
    __table_args__ = (
        UniqueConstraint("channel", "address_key"),
        CheckConstraint("state IN ('open', 'blocked', 'opted_out', 'dead')", name="state"),
        Index(None, "customer_id"),
        Index(None, "conversation_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32))
    address_key: Mapped[str] = mapped_column(String(64))
    """Keyed hash of the address; one for mails whose sender is proven, another for those that only claim it."""
    proven: Mapped[bool]
    """Whether what comes from here really does; a claimed sender is never known."""
    sealed: Mapped[str] = mapped_column(Text)
    """The address, encrypted."""
    state: Mapped[str] = mapped_column(String(10), default=AddressState.OPEN.value)
    state_changed_at: Mapped[datetime | None]
    notices_off_at: Mapped[datetime | None]
    """Since when nothing is sent that was not asked for; null while notices are welcome."""
    customer_id: Mapped[str | None] = mapped_column(String(64))
    """Whose it is, by a code, a one-time link or a shared contact; addresses on the customer's record need no link."""
    representative_id: Mapped[str | None] = mapped_column(String(64))
    """Who acts for the customer at this address, if it is not the customer."""
    linked_at: Mapped[datetime | None]
    """When it was last proven whose it is."""
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey(CONVERSATION, ondelete="SET NULL"))
    """Where what comes from here goes on."""
    created_at: Mapped[datetime]
    active_at: Mapped[datetime] = mapped_column(index=True)


class LinkToken(Base):
    """A one-time link that ties a chat to a customer, or carries a conversation over; only its hash is stored."""

    __tablename__ = "link_tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    customer_id: Mapped[str | None] = mapped_column(String(64))
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey(CONVERSATION, ondelete="CASCADE"), index=True)
    """The conversation that goes on where the link is opened."""
    language: Mapped[str] = mapped_column(String(2))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
