"""Tables of a company's sites: a tree, and which service points belong to which site."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id


class Site(Base):
    """A part of a company: a region, a branch, a building; each below another, or at the top."""

    __tablename__ = "sites"
    __table_args__ = (
        Index(None, "customer_id"),
        Index(None, "parent_id"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="parent"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Which company's."""
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("sites.id"))
    """The site above; null at the top. Always of the same customer, which the service checks."""
    name: Mapped[str] = mapped_column(String(100))
    """What the company calls it."""
    created_at: Mapped[datetime]
    """When it was entered."""


class SitePoint(Base):
    """That a service point belongs to a site; a point belongs to one at most."""

    __tablename__ = "site_points"
    __table_args__ = (UniqueConstraint("service_point_id"), Index(None, "site_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"))
    """The site."""
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id", ondelete="CASCADE"))
    """The metering point or line."""
