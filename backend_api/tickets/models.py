"""Tables of tickets: the matter, what was said, what happened, and who was waited for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of

TicketKind = Literal["complaint", "callback", "correction", "question"]
TicketState = Literal["open", "waiting", "answered", "closed", "reopened"]
Party = Literal["customer", "supplier", "grid_operator", "partner"]
Branch = Literal["energy", "telecom"]
Outcome = Literal["settled", "rejected", "withdrawn"]
Visibility = Literal["visible", "internal"]
ReferenceKind = Literal["invoice", "order", "contract", "return"]
ComplaintType = Literal[
    "bill",
    "reading",
    "switch",
    "outage",
    "contract",
    "service",
    "order",
    "delivery",
    "device",
    "commission",
    "customer_case",
    "data_protection",
    "other",
]
EntryEvent = Literal["opened", "wait", "resume", "answer", "close", "reopen", "message", "assign", "party"]
AuthorKind = Literal["customer", "representative", "partner", "staff", "service", "third_party"]

KINDS: tuple[str, ...] = get_args(TicketKind)
STATES: tuple[str, ...] = get_args(TicketState)
PARTIES: tuple[str, ...] = get_args(Party)
COMPLAINT_TYPES: tuple[str, ...] = get_args(ComplaintType)
_AUTHORS: tuple[str, ...] = get_args(AuthorKind)


class Ticket(Base):
    """A matter that somebody must settle; it outlives the conversation.

    The customer and the partner named here are its parties and read it; third parties are noted and see nothing.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        Index(None, "customer_id"),
        Index(None, "partner_id"),
        Index(None, "state", "answer_due_on"),
        one_of("kind", KINDS),
        one_of("state", STATES),
        one_of("complaint_type", COMPLAINT_TYPES, nullable=True),
        one_of("branch", get_args(Branch), nullable=True),
        one_of("waiting_for", PARTIES, nullable=True),
        one_of("outcome", get_args(Outcome), nullable=True),
        one_of("reference_kind", get_args(ReferenceKind), nullable=True),
        CheckConstraint("customer_id IS NOT NULL OR partner_id IS NOT NULL", name="has_party"),
        CheckConstraint("(kind = 'complaint') = (complaint_type IS NOT NULL)", name="complaint_has_type"),
        CheckConstraint("(reference_kind IS NULL) = (reference IS NULL)", name="reference"),
        CheckConstraint("state <> 'waiting' OR waiting_for IS NOT NULL", name="waits_for_somebody"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_time"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    """``T-`` and six digits."""
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    """The customer whose matter it is, who reads it; null for a partner's own."""
    partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("partners.id"))
    """The partner whose matter it is, or who is a party to it and reads it."""
    kind: Mapped[TicketKind] = mapped_column(String(12))
    """What sort of matter."""
    complaint_type: Mapped[ComplaintType | None] = mapped_column(String(20))
    """What a complaint is about; it decides the deadline. Null for the other kinds."""
    branch: Mapped[Branch | None] = mapped_column(String(10))
    """Energy or telecom, when known; it decides the deadline as well."""
    about: Mapped[str | None] = mapped_column(String(64))
    """The intent the customer had, by name; null when none was understood."""
    reference_kind: Mapped[ReferenceKind | None] = mapped_column(String(10))
    """What sort of record it is about."""
    reference: Mapped[str | None] = mapped_column(String(40))
    """That record's number."""
    state: Mapped[TicketState] = mapped_column(String(10), default="open")
    """Moved by ``tickets/machine.py`` only."""
    waiting_for: Mapped[Party | None] = mapped_column(String(20))
    """Who has to act next; in state ``open`` and ``reopened`` the supplier, when closed nobody."""
    answer_due_on: Mapped[date | None]
    """By when it has to be answered; null for a callback, which is promised for an hour."""
    deadline_basis: Mapped[str | None] = mapped_column(String(40))
    """The rule of ``tickets/deadlines.py`` that set it."""
    outcome: Mapped[Outcome | None] = mapped_column(String(10))
    """How it ended."""
    next_step: Mapped[str | None] = mapped_column(String(500))
    """What was agreed to happen next, in words the customer may read."""
    next_on: Mapped[date | None]
    """By when."""
    assigned_to: Mapped[UUID | None]
    """The staff member who works on it; no foreign key, because people leave and tickets stay."""
    conversation: Mapped[str | None] = mapped_column(String(64))
    """Where it was opened."""
    promised_from: Mapped[datetime]
    """Beginning of the time in which we promised to act: the hour of a callback, else the opening."""
    promised_until: Mapped[datetime]
    """End of it: of the hour, else of the day by which it has to be answered."""
    created_at: Mapped[datetime]
    """When it was opened: the receipt."""
    closed_at: Mapped[datetime | None]
    """When it was closed last; null while it is not."""

    messages: Mapped[list[TicketMessage]] = relationship(
        lazy="raise", order_by="(TicketMessage.at, TicketMessage.id)", cascade="all, delete-orphan"
    )
    entries: Mapped[list[TicketEntry]] = relationship(
        lazy="raise", order_by="TicketEntry.position", cascade="all, delete-orphan"
    )
    waits: Mapped[list[TicketWait]] = relationship(
        lazy="raise", order_by="(TicketWait.from_at, TicketWait.id)", cascade="all, delete-orphan"
    )
    third_parties: Mapped[list[TicketThirdParty]] = relationship(
        lazy="raise", order_by="(TicketThirdParty.added_at, TicketThirdParty.id)", cascade="all, delete-orphan"
    )


class TicketMessage(Base):
    """Something that was said in a ticket; ``internal`` ones are for staff only."""

    __tablename__ = "ticket_messages"
    __table_args__ = (
        Index(None, "ticket_id", "at"),
        one_of("author_kind", _AUTHORS),
        one_of("visibility", get_args(Visibility)),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    author_kind: Mapped[AuthorKind] = mapped_column(String(20))
    """Who said it."""
    author_id: Mapped[UUID | None]
    """Which customer, person or staff member; null for a service or a third party."""
    visibility: Mapped[Visibility] = mapped_column(String(10))
    """``internal`` never leaves the staff routes."""
    text: Mapped[str] = mapped_column(Text)
    """At most 4,000 characters."""
    at: Mapped[datetime]
    """When."""

    def __repr__(self) -> str:
        """Without what was said."""
        return f"TicketMessage(id={self.id})"


class TicketEntry(Base):
    """One thing that happened to a ticket, and who did it."""

    __tablename__ = "ticket_entries"
    __table_args__ = (
        one_of("event", get_args(EntryEvent)),
        one_of("state", STATES),
        one_of("waiting_for", PARTIES, nullable=True),
        one_of("actor_kind", _AUTHORS),
    )

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1, in the order in which things happened."""
    event: Mapped[EntryEvent] = mapped_column(String(10))
    """What happened."""
    state: Mapped[TicketState] = mapped_column(String(10))
    """The state after it."""
    waiting_for: Mapped[Party | None] = mapped_column(String(20))
    """Who was waited for after it."""
    actor_kind: Mapped[AuthorKind] = mapped_column(String(20))
    """Who did it."""
    actor_id: Mapped[UUID | None]
    """Which one; null for a service."""
    at: Mapped[datetime]
    """When."""


class TicketWait(Base):
    """A stretch of time that is charged to one party."""

    __tablename__ = "ticket_waits"
    __table_args__ = (
        Index(None, "ticket_id"),
        one_of("party", PARTIES),
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="order"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    party: Mapped[Party] = mapped_column(String(20))
    """Who was waited for."""
    from_at: Mapped[datetime]
    """Since when."""
    until_at: Mapped[datetime | None]
    """Until when; null while it runs."""
    stops_clock: Mapped[bool]
    """Whether the deadline moves by this time."""


class TicketThirdParty(Base):
    """Somebody who turned up in a ticket without being a party: noted, shown to staff, and shown nothing."""

    __tablename__ = "ticket_third_parties"
    __table_args__ = (Index(None, "ticket_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    """Who it is."""
    relation: Mapped[str] = mapped_column(String(100))
    """What they are to the matter, such as "landlord"."""
    added_at: Mapped[datetime]
    """When staff noted it."""

    def __repr__(self) -> str:
        """Without the name."""
        return f"TicketThirdParty(id={self.id})"
