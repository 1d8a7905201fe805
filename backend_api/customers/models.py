"""Tables of customers and of where they are reached."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from backend_api.database import Base, new_id, one_of
from backend_api.values import ApplicationNumber, CustomerNumber, parse_personal_id, parse_tax_id

CustomerKind = Literal["private", "company"]
CustomerRole = Literal["private_customer", "company_reads", "company_orders", "company_approves"]
AddressKind = Literal["phone", "email"]
Branch = Literal["energy", "telecom"]


class Customer(Base):
    """A party with a contract, or one that has applied for it; numbers and ids are checked when they are set."""

    __tablename__ = "customers"
    __table_args__ = (
        one_of("kind", ("private", "company")),
        one_of("role", ("private_customer", "company_reads", "company_orders", "company_approves")),
        one_of("language", ("en", "de", "pl")),
        one_of("country", ("DE", "PL")),
        one_of("branch", ("energy", "telecom")),
        CheckConstraint("customer_number IS NOT NULL OR application_number IS NOT NULL", name="has_number"),
        one_of("id_paper", ("identity_card", "passport", "company_register", "tax_office_letter"), nullable=True),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="merged_into"),
        Index(None, "merged_into_id"),
        Index(None, "personal_id"),
        Index(None, "tax_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_number: Mapped[str | None] = mapped_column(String(8), unique=True)
    """Eight digits, the last by Luhn; null until the first contract is accepted."""
    application_number: Mapped[str | None] = mapped_column(String(9), unique=True)
    """``A-`` and seven digits: given at signing."""
    kind: Mapped[CustomerKind] = mapped_column(String(10))
    """``private`` or ``company``."""
    role: Mapped[CustomerRole] = mapped_column(String(20), default="private_customer")
    """The most this customer may do; a company role includes the lesser ones."""
    name: Mapped[str] = mapped_column(String(200))
    """Family name, or the company's name."""
    first_name: Mapped[str | None] = mapped_column(String(100))
    """Null for a company."""
    language: Mapped[str] = mapped_column(String(2))
    """``en``, ``de`` or ``pl``: the language to write in."""
    country: Mapped[str] = mapped_column(String(2))
    """ISO 3166: ``DE`` or ``PL``."""
    currency: Mapped[str] = mapped_column(String(3))
    """ISO 4217; a customer is billed in one currency."""
    personal_id: Mapped[str | None] = mapped_column(String(11))
    """PESEL (pl) or Steuer-IdNr (de), digits only."""
    tax_id: Mapped[str | None] = mapped_column(String(12))
    """NIP (ten digits) or USt-IdNr (``DE`` and nine digits)."""
    ids_proven_at: Mapped[datetime | None]
    """When somebody saw a paper that proves the personal or tax id; null when it is only claimed."""
    id_paper: Mapped[str | None] = mapped_column(String(20))
    """Which paper it was: ``identity_card``, ``passport``, ``company_register``, ``tax_office_letter``."""
    branch: Mapped[Branch] = mapped_column(String(10), default="energy", server_default="energy")
    """``energy`` or ``telecom``: which business the customer belongs to, and so which CRM holds the record."""
    street: Mapped[str | None] = mapped_column(String(100))
    """Postal address, without the house number; null when letters go to the place of supply."""
    house_number: Mapped[str | None] = mapped_column(String(20))
    """With letter and flat."""
    postcode: Mapped[str | None] = mapped_column(String(10))
    """As written in its country."""
    city: Mapped[str | None] = mapped_column(String(100))
    """Town or village."""
    key_account_id: Mapped[UUID | None]
    """The staff member who looks after a large customer; no foreign key, since records outlive people."""
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    """The record this one was merged into; lookups then answer with that one."""

    addresses: Mapped[list[ContactAddress]] = relationship(
        lazy="raise",
        order_by="(ContactAddress.kind.desc(), ContactAddress.value)",
        cascade="all, delete-orphan",
        primaryjoin="and_(Customer.id == ContactAddress.customer_id, ContactAddress.representative_id.is_(None))",
    )
    """The customer's own, without the representatives'."""

    @validates("customer_number")
    def _check_customer_number(self, key: str, value: str | None) -> str | None:
        del key
        return None if value is None else CustomerNumber.parse(value).text

    @validates("application_number")
    def _check_application_number(self, key: str, value: str | None) -> str | None:
        del key
        return None if value is None else ApplicationNumber.parse(value).text

    @validates("personal_id")
    def _check_personal_id(self, key: str, value: str | None) -> str | None:
        del key
        return None if value is None else parse_personal_id(value)

    @validates("tax_id")
    def _check_tax_id(self, key: str, value: str | None) -> str | None:
        del key
        return None if value is None else parse_tax_id(value)

    def __repr__(self) -> str:
        """Without anything that says who it is."""
        return f"Customer(id={self.id})"


class ContactAddress(Base):
    """A phone number or mail address of a customer, or of who acts for one; only a confirmed one proves anything."""

    __tablename__ = "contact_addresses"
    __table_args__ = (
        UniqueConstraint("customer_id", "kind", "value"),
        Index(None, "kind", "value"),
        Index(None, "representative_id"),
        one_of("kind", ("phone", "email")),
        CheckConstraint("bounced_at IS NULL OR bounce_code IS NOT NULL", name="bounce"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    kind: Mapped[AddressKind] = mapped_column(String(10))
    """``phone`` or ``email``."""
    value: Mapped[str] = mapped_column(String(200))
    """E.164 with a plus sign, or a mail address."""
    confirmed_at: Mapped[datetime | None]
    """When the customer proved that it is theirs; null when that has not happened."""
    representative_id: Mapped[UUID | None] = mapped_column(ForeignKey("representatives.id", ondelete="CASCADE"))
    """Whose it is, when it is not the customer's own."""
    created_at: Mapped[datetime | None]
    """When it was entered; null for those of before this was kept."""
    bounced_at: Mapped[datetime | None]
    """When a message last came back from it; null when none did since it was confirmed."""
    bounce_code: Mapped[str | None] = mapped_column(String(40))
    """Why it came back, in one word of the channel's: ``unknown_recipient``, ``mailbox_full``."""

    @property
    def counts(self) -> bool:
        """Whether messages may go there: proved, and none came back since."""
        return self.confirmed_at is not None and self.bounced_at is None

    def __repr__(self) -> str:
        """Without the address."""
        return f"ContactAddress(id={self.id}, kind={self.kind})"
