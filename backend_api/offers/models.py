"""Tables of offers, the versions of their texts, and what was accepted; an offer's state follows from its facts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.contracts.models import EndedBy, NoticeUnit, Renewal
from backend_api.database import Base, new_id, one_of

OfferKind = Literal["renewal", "application", "counter_offer"]
UseBasis = Literal["measured_year", "annualised", "stated"]

KINDS: tuple[OfferKind, ...] = ("renewal", "application", "counter_offer")


class OfferText(Base):
    """One version of the words that an offer is made with; never changed, only followed by another."""

    __tablename__ = "offer_texts"
    __table_args__ = (UniqueConstraint("kind", "language", "version"), one_of("kind", KINDS))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[OfferKind] = mapped_column(String(20))
    """Which offers it is for."""
    language: Mapped[str] = mapped_column(String(2))
    """``en``, ``de`` or ``pl``."""
    version: Mapped[str] = mapped_column(String(40))
    """Such as ``2026-11``."""
    valid_from_on: Mapped[date]
    """The day from which new offers carry it."""
    body: Mapped[str] = mapped_column(Text)
    """What the customer agrees to."""


class Offer(Base):
    """A priced proposal with a validity, or a prefilled application form with its price."""

    __tablename__ = "offers"
    __table_args__ = (
        Index(None, "customer_id", "made_at"),
        Index(None, "contract_id"),
        one_of("kind", KINDS),
        one_of("use_basis", ("measured_year", "annualised", "stated"), nullable=True),
        one_of("notice_period_unit", ("weeks", "months")),
        one_of("renewal", ("none", "fixed_term", "indefinite")),
        CheckConstraint("kind = 'application' OR contract_id IS NOT NULL", name="has_contract"),
        CheckConstraint("(kind = 'application') = (form IS NOT NULL)", name="has_form"),
        CheckConstraint("(yearly_use_kwh IS NULL) = (use_basis IS NULL)", name="has_use"),
        CheckConstraint("bonus_amount >= 0", name="bonus"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``F-`` and six digits."""
    kind: Mapped[OfferKind] = mapped_column(String(20))
    """``renewal``, ``application`` (a form that the customer confirms), or ``counter_offer`` to one who leaves."""
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Who may accept it."""
    contract_id: Mapped[UUID | None] = mapped_column(ForeignKey("contracts.id"))
    """The contract it would continue; null for an application."""
    service_point_id: Mapped[UUID | None] = mapped_column(ForeignKey("service_points.id"))
    """What would be supplied; null when the form describes a new place."""
    version: Mapped[int] = mapped_column(default=1)
    """From 1: offers that take the place of an earlier one count on."""
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("offers.id"), unique=True)
    """The offer it took the place of."""
    product_number: Mapped[str] = mapped_column(String(40))
    """The product in the catalogue."""
    product_name: Mapped[str] = mapped_column(String(100))
    """As it will stand on the contract."""
    base_amount: Mapped[Decimal]
    """Per month, including tax."""
    unit_amount: Mapped[Decimal | None]
    """Per kWh, including tax; null for a line."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217, for every amount."""
    tax_percent: Mapped[Decimal]
    """The tax that the prices include."""
    term_months: Mapped[int]
    """The new first term; 0 for none."""
    notice_period_value: Mapped[int]
    """How many weeks or months of notice."""
    notice_period_unit: Mapped[NoticeUnit] = mapped_column(String(10))
    """``weeks`` or ``months``."""
    renewal: Mapped[Renewal] = mapped_column(String(12))
    """What follows the term."""
    renewal_months: Mapped[int | None]
    """Length of each further term."""
    guarantee_months: Mapped[int | None]
    """How long the price is guaranteed from the first day; null when it is not."""
    bonus_amount: Mapped[Decimal] = mapped_column(default=Decimal(0))
    """Paid once; not in the yearly cost."""
    starts_on: Mapped[date]
    """First day at these prices."""
    yearly_use_kwh: Mapped[Decimal | None]
    """The use that the yearly cost is worked out from; null for a line, or when nothing is known."""
    use_basis: Mapped[UseBasis | None] = mapped_column(String(20))
    """``measured_year``, ``annualised`` from less, or ``stated`` by the customer."""
    use_from_on: Mapped[date | None]
    """First day of the use that is known."""
    use_to_on: Mapped[date | None]
    """Last day of it."""
    yearly_cost_amount: Mapped[Decimal | None]
    """Twelve base prices and the use, including tax, to the cent; null when the use is not known."""
    present_yearly_cost_amount: Mapped[Decimal | None]
    """The same at the prices paid today; null without a contract."""
    text_id: Mapped[UUID] = mapped_column(ForeignKey("offer_texts.id"))
    """The words it was made with."""
    form: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """For an application: what was filled in."""
    rule_id: Mapped[UUID | None]
    """The win-back rule that allowed a counter-offer. No foreign key: rules come and go."""
    valid_until_on: Mapped[date]
    """Last day on which it can be accepted."""
    made_at: Mapped[datetime]
    """When it was prepared."""
    declined_at: Mapped[datetime | None]
    """When the customer said no."""
    replaced_at: Mapped[datetime | None]
    """When a newer version took its place."""

    text: Mapped[OfferText] = relationship(lazy="raise")
    acceptance: Mapped[OfferAcceptance | None] = relationship(lazy="raise", back_populates="offer")


class OfferAcceptance(Base):
    """That an offer was accepted: when, with which words and proof, and what came of it; an offer has one at most."""

    __tablename__ = "offer_acceptances"
    __table_args__ = (
        Index(None, "order_id"),
        Index(None, "contract_id"),
        one_of("ended_by", ("notice", "renewal", "other_supplier"), nullable=True),
    )

    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offers.id"), primary_key=True)
    accepted_at: Mapped[datetime]
    """When."""
    text_version: Mapped[str] = mapped_column(String(40))
    """Version of the words that were agreed to."""
    level: Mapped[str] = mapped_column(String(10))
    """How sure we were who it is: ``fresh``."""
    proven_at: Mapped[int | None]
    """Unix seconds of the code."""
    conversation: Mapped[str | None] = mapped_column(String(64))
    """Where it was said."""
    actor_kind: Mapped[str] = mapped_column(String(20))
    """Who said it: ``customer``, ``representative`` or ``staff``."""
    actor_id: Mapped[UUID | None]
    """Their id."""
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    """The order that carries it out."""
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contracts.id"))
    """The contract that came of it."""
    notice_given_on: Mapped[date | None]
    """How the contract before had been ended until then, to be restored by a withdrawal."""
    notice_ends_on: Mapped[date | None]
    """With which day."""
    ended_by: Mapped[EndedBy | None] = mapped_column(String(20))
    """By what."""
    withdrawn_at: Mapped[datetime | None]
    """When the customer withdrew; null while it stands."""

    offer: Mapped[Offer] = relationship(lazy="raise", back_populates="acceptance")
