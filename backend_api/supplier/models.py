"""Tables of the supplier itself: who it is, when its people can be reached, and where it is paid."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates
from stdnum import iban as iban_rules
from stdnum.exceptions import ValidationError

from backend_api.database import Base, new_id
from backend_api.values import MalformedValueError


class Supplier(Base):
    """The one supplier this installation works for."""

    __tablename__ = "suppliers"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    """The name customers know."""
    website: Mapped[str] = mapped_column(String(200))
    """Address of the home page."""
    time_zone: Mapped[str] = mapped_column(String(60))
    """IANA name; the opening hours are meant in it."""
    countries: Mapped[list[str]] = mapped_column(JSON)
    """ISO 3166 codes of the countries served, the first one being home."""

    contacts: Mapped[list[SupplierContact]] = relationship(
        lazy="raise", order_by="SupplierContact.country", cascade="all, delete-orphan"
    )


class SupplierContact(Base):
    """How the supplier and the emergency services are reached in one country."""

    __tablename__ = "supplier_contacts"
    __table_args__ = (UniqueConstraint("supplier_id", "country"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("suppliers.id", ondelete="CASCADE"))
    country: Mapped[str] = mapped_column(String(2))
    """ISO 3166 code."""
    phone: Mapped[str] = mapped_column(String(40))
    """Customer service, as it is printed."""
    email: Mapped[str] = mapped_column(String(200))
    """Customer service."""
    gas_emergency_phone: Mapped[str] = mapped_column(String(40))
    """To be called when there is a smell of gas."""
    electricity_emergency_phone: Mapped[str] = mapped_column(String(40))
    """To be called for a torn cable or a power cut."""
    general_emergency_phone: Mapped[str] = mapped_column(String(40), default="112")
    """Fire brigade and ambulance."""

    postal_lines: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """The company in this country with its postal address, as it stands on papers; null when nobody set it."""
    tax_id: Mapped[str | None] = mapped_column(String(20))
    """Its number for value added tax: in Germany the USt-IdNr., in Poland the NIP."""
    returns_lines: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """Where parcels that come back are sent; null for the postal address."""

    hours: Mapped[list[OpeningHours]] = relationship(
        lazy="raise", order_by="(OpeningHours.weekday, OpeningHours.opens)", cascade="all, delete-orphan"
    )


class OpeningHours(Base):
    """One stretch of one weekday in which people answer."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        UniqueConstraint("contact_id", "weekday", "opens"),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
        CheckConstraint("opens < closes", name="order"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("supplier_contacts.id", ondelete="CASCADE"))
    weekday: Mapped[int]
    """1 is Monday, 7 is Sunday."""
    opens: Mapped[time]
    """Local time."""
    closes: Mapped[time]
    """Local time, later on the same day."""


class SupplierBankAccount(Base):
    """Where customers of one country pay."""

    __tablename__ = "supplier_bank_accounts"
    __table_args__ = (UniqueConstraint("supplier_id", "country"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("suppliers.id", ondelete="CASCADE"))
    country: Mapped[str] = mapped_column(String(2))
    """ISO 3166 code of the customers who pay here."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217, of the account."""
    holder: Mapped[str] = mapped_column(String(70))
    """As the bank knows it."""
    iban: Mapped[str] = mapped_column(String(34))
    """Without blanks."""
    bic: Mapped[str | None] = mapped_column(String(11))
    """Of the bank; not needed within the EEA."""
    bank_name: Mapped[str | None] = mapped_column(String(100))
    """As customers know it."""
    tax_id: Mapped[str | None] = mapped_column(String(20))
    """Of the holder in this country; in Poland the NIP, which the transfer code carries."""

    @validates("iban")
    def _checked_iban(self, name: str, value: str) -> str:
        """The number without blanks; a wrong one is refused with MalformedValueError."""
        del name
        try:
            return str(iban_rules.validate(value))
        except ValidationError as error:
            raise MalformedValueError("check_digit") from error
