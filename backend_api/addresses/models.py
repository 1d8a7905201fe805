"""Tables of the postcodes, towns and streets that addresses are checked against."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id


class PostalPlace(Base):
    """One postcode with one town it belongs to."""

    __tablename__ = "postal_places"
    __table_args__ = (
        UniqueConstraint("country", "postcode", "city_key"),
        Index(None, "country", "city_key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    country: Mapped[str] = mapped_column(String(2))
    """ISO 3166."""
    postcode: Mapped[str] = mapped_column(String(10))
    """As written in its country: ``50667``, ``61-701``."""
    city: Mapped[str] = mapped_column(String(100))
    """As it is written on letters."""
    city_key: Mapped[str] = mapped_column(String(100))
    """The same as it is compared: small letters, no marks."""

    streets: Mapped[list[PostalStreet]] = relationship(
        lazy="raise", order_by="PostalStreet.street", cascade="all, delete-orphan"
    )


class PostalStreet(Base):
    """One street under a postcode; a place without any is checked by postcode and town alone."""

    __tablename__ = "postal_streets"
    __table_args__ = (UniqueConstraint("place_id", "street_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    place_id: Mapped[UUID] = mapped_column(ForeignKey("postal_places.id", ondelete="CASCADE"))
    street: Mapped[str] = mapped_column(String(100))
    """As it is written on letters, without a house number."""
    street_key: Mapped[str] = mapped_column(String(100))
    """The same as it is compared: ``ulica`` and ``Straße`` in one form, no marks."""
