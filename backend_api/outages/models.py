"""Tables of supply interruptions: where, since when, until when, and who reported them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of
from backend_api.service_points.models import Commodity

OutageState = Literal["planned", "running", "over", "cancelled"]
OutageCause = Literal["maintenance", "fault", "storm", "third_party", "unknown"]
Problem = Literal["no_supply", "partial", "unstable"]

_COMMODITIES: tuple[str, ...] = get_args(Commodity)


class Outage(Base):
    """A supply interruption of some postcodes, or of single service points."""

    __tablename__ = "outages"
    __table_args__ = (
        Index(None, "state", "starts_at"),
        one_of("commodity", _COMMODITIES),
        one_of("state", get_args(OutageState)),
        one_of("cause", get_args(OutageCause)),
        CheckConstraint("expected_until_at IS NULL OR expected_until_at > starts_at", name="expected"),
        CheckConstraint("(state IN ('over', 'cancelled')) = (ended_at IS NOT NULL)", name="ended"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``S-`` and five digits."""
    commodity: Mapped[Commodity] = mapped_column(String(20))
    """What is interrupted."""
    state: Mapped[OutageState] = mapped_column(String(10))
    """``planned``, ``running``, ``over``, or ``cancelled`` before it began."""
    cause: Mapped[OutageCause] = mapped_column(String(20))
    """Why."""
    starts_at: Mapped[datetime]
    """When it began or is going to begin."""
    expected_until_at: Mapped[datetime | None]
    """When supply is expected back; null when nobody can say."""
    ended_at: Mapped[datetime | None]
    """When it was over, or was called off."""
    notes: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """A sentence for customers by language; empty when there is nothing to add."""
    announced_at: Mapped[datetime]
    """When we were told."""

    areas: Mapped[list[OutageArea]] = relationship(
        lazy="raise", order_by="(OutageArea.country, OutageArea.postcode)", cascade="all, delete-orphan"
    )
    points: Mapped[list[OutagePoint]] = relationship(lazy="raise", cascade="all, delete-orphan")


class OutageArea(Base):
    """A postcode in which everybody with that supply is affected."""

    __tablename__ = "outage_areas"
    __table_args__ = (Index(None, "postcode", "country"),)

    outage_id: Mapped[UUID] = mapped_column(ForeignKey("outages.id", ondelete="CASCADE"), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    """ISO 3166."""
    postcode: Mapped[str] = mapped_column(String(10), primary_key=True)
    """As written in its country."""


class OutagePoint(Base):
    """A single service point that is affected."""

    __tablename__ = "outage_points"
    __table_args__ = (Index(None, "service_point_id"),)

    outage_id: Mapped[UUID] = mapped_column(ForeignKey("outages.id", ondelete="CASCADE"), primary_key=True)
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id"), primary_key=True)


class OutageReport(Base):
    """A customer's word that supply is interrupted."""

    __tablename__ = "outage_reports"
    __table_args__ = (
        Index(None, "customer_id", "reported_at"),
        Index(None, "service_point_id", "reported_at"),
        Index(None, "outage_id"),
        one_of("problem", get_args(Problem)),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Who says so."""
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id"))
    """Where."""
    problem: Mapped[Problem] = mapped_column(String(12))
    """What is wrong."""
    outage_id: Mapped[UUID | None] = mapped_column(ForeignKey("outages.id"))
    """The interruption that was known there at that moment, or was found because of it."""
    reported_at: Mapped[datetime]
    """When."""
