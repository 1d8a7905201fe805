"""Tables of dealers and other sales partners: who they are, which category they are in since when, and their news."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of

PartnerKind = Literal["dealer", "agency", "online"]
PartnerState = Literal["active", "suspended"]
NewsKind = Literal["news", "rule", "document"]


class PartnerCategory(Base):
    """A class of partners with its own assortment, prices and news."""

    __tablename__ = "partner_categories"

    key: Mapped[str] = mapped_column(String(10), primary_key=True)
    """Short and stable, such as ``A``; the activation group is ``partner_`` and the key."""
    name: Mapped[str] = mapped_column(String(100))
    """For people."""
    position: Mapped[int] = mapped_column(unique=True)
    """Its rank, the highest category first."""


class Partner(Base):
    """A dealer or other business that sells for us."""

    __tablename__ = "partners"
    __table_args__ = (
        one_of("kind", ("dealer", "agency", "online")),
        one_of("state", ("active", "suspended")),
        one_of("country", ("DE", "PL")),
        one_of("language", ("en", "de", "pl")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``H-`` and digits."""
    name: Mapped[str] = mapped_column(String(200))
    """The firm."""
    kind: Mapped[PartnerKind] = mapped_column(String(10))
    """``dealer`` (a shop), ``agency`` (on the road) or ``online``."""
    state: Mapped[PartnerState] = mapped_column(String(10), default="active")
    """``suspended`` partners see and order nothing."""
    country: Mapped[str] = mapped_column(String(2))
    """ISO 3166; a partner sells in one country."""
    language: Mapped[str] = mapped_column(String(2))
    """The language to write in."""

    persons: Mapped[list[PartnerPerson]] = relationship(
        lazy="raise", order_by="PartnerPerson.name", cascade="all, delete-orphan", back_populates="partner"
    )
    categories: Mapped[list[PartnerCategoryEntry]] = relationship(
        lazy="raise", order_by="PartnerCategoryEntry.valid_from_on", cascade="all, delete-orphan"
    )


class PartnerPerson(Base):
    """Somebody who acts for a partner."""

    __tablename__ = "partner_persons"
    __table_args__ = (Index(None, "partner_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    partner_id: Mapped[UUID] = mapped_column(ForeignKey("partners.id", ondelete="CASCADE"))
    """For which partner."""
    name: Mapped[str] = mapped_column(String(200))
    """First and family name."""
    email: Mapped[str] = mapped_column(String(200), unique=True)
    """What the person signs in with, in small letters."""
    phone: Mapped[str | None] = mapped_column(String(20))
    """E.164; null when unknown."""
    is_active: Mapped[bool] = mapped_column(default=True)
    """False once the person left."""

    partner: Mapped[Partner] = relationship(lazy="raise", back_populates="persons")


class PartnerCategoryEntry(Base):
    """The category a partner is in from a day on, until the next entry; entries are never changed."""

    __tablename__ = "partner_category_entries"

    partner_id: Mapped[UUID] = mapped_column(ForeignKey("partners.id", ondelete="CASCADE"), primary_key=True)
    """Which partner."""
    valid_from_on: Mapped[date] = mapped_column(primary_key=True)
    """First day."""
    category_key: Mapped[str] = mapped_column(ForeignKey("partner_categories.key"))
    """Which category."""
    decided_by: Mapped[UUID | None]
    """The staff member; null for what was loaded."""
    decided_at: Mapped[datetime]
    """When it was entered."""

    @property
    def valid_until_on(self) -> None:
        """It has no end of its own: the next entry ends it."""
        return


class PartnerNews(Base):
    """Something partners of some categories should know: news, a rule, a document."""

    __tablename__ = "partner_news"
    __table_args__ = (
        Index(None, "published_on"),
        one_of("kind", ("news", "rule", "document")),
        CheckConstraint("hidden_from_on IS NULL OR hidden_from_on > published_on", name="shown"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[NewsKind] = mapped_column(String(10))
    """``news``, ``rule`` or ``document``."""
    published_on: Mapped[date]
    """First day on which it is shown."""
    hidden_from_on: Mapped[date | None]
    """First day on which it is not shown any more; null while no end is planned."""
    country: Mapped[str | None] = mapped_column(String(2))
    """Only for partners in this country; null for all."""
    link: Mapped[str | None] = mapped_column(String(400))
    """Where a document lies."""

    texts: Mapped[list[PartnerNewsText]] = relationship(lazy="raise", cascade="all, delete-orphan")
    categories: Mapped[list[PartnerNewsCategory]] = relationship(lazy="raise", cascade="all, delete-orphan")


class PartnerNewsText(Base):
    """The words of an entry in one language."""

    __tablename__ = "partner_news_texts"
    __table_args__ = (one_of("language", ("en", "de", "pl")),)

    news_id: Mapped[UUID] = mapped_column(ForeignKey("partner_news.id", ondelete="CASCADE"), primary_key=True)
    """Of which entry."""
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    """``en``, ``de`` or ``pl``."""
    title: Mapped[str] = mapped_column(String(200))
    """One line."""
    text: Mapped[str] = mapped_column(Text)
    """Some sentences."""


class PartnerNewsCategory(Base):
    """A category that may see an entry."""

    __tablename__ = "partner_news_categories"
    __table_args__ = (Index(None, "category_key"),)

    news_id: Mapped[UUID] = mapped_column(ForeignKey("partner_news.id", ondelete="CASCADE"), primary_key=True)
    """Which entry."""
    category_key: Mapped[str] = mapped_column(ForeignKey("partner_categories.key"), primary_key=True)
    """Which category."""
