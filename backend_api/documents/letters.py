"""What every paper has: who writes to whom, and the foot with where we are reached; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from backend_api.customers.models import Customer
    from backend_api.documents.wording import Wording
    from backend_api.service_points.models import ServicePoint
    from backend_api.supplier.models import Supplier, SupplierContact

Fact = tuple[str, str]


@dataclass(frozen=True)
class Sender:
    """The supplier, with its contact for the customer's country."""

    name: str
    website: str
    email: str
    phone: str
    postal: tuple[str, ...] = ()
    """The company and its postal address."""
    country: str = "DE"
    """Of that contact, ISO 3166: it decides what the tax number is called."""
    tax_id: str | None = None
    """Its number for value added tax in that country."""
    returns: tuple[str, ...] = ()
    """Where parcels come back to."""

    @classmethod
    def of(cls, supplier: Supplier, country: str) -> Sender:
        """With the contact for this country, or the first there is."""
        contacts: list[SupplierContact] = sorted(supplier.contacts, key=lambda contact: contact.country != country)
        first = contacts[0] if contacts else None
        return cls(
            name=supplier.name,
            website=supplier.website.removeprefix("https://"),
            email=first.email if first else "",
            phone=first.phone if first else "",
            postal=tuple((first.postal_lines if first else None) or ()),
            country=first.country if first else supplier.countries[0],
            tax_id=first.tax_id if first else None,
            returns=tuple((first and (first.returns_lines or first.postal_lines)) or ()),
        )


@dataclass(frozen=True)
class Recipient:
    """Whom a paper is sent to."""

    name: str
    lines: tuple[str, ...]
    """Street and town; empty when we do not know where they live."""

    @property
    def address(self) -> list[str]:
        """As it stands in the window."""
        return [self.name, *self.lines]


def recipient(customer: Customer, point: ServicePoint | None = None) -> Recipient:
    """The customer at their own address, else at the place that is supplied."""
    name = " ".join(part for part in (customer.first_name, customer.name) if part)
    place = customer if customer.street else point
    if place is None or not place.street:
        return Recipient(name, ())
    return Recipient(name, (f"{place.street} {place.house_number}", f"{place.postcode} {place.city}"))


def delivered_to(customer: Customer, address: dict[str, str] | None) -> Recipient | None:
    """The customer at the address goods were delivered to; None when the order names none."""
    if address is None:
        return None
    street = f"{address['street']} {address['house_number']}"
    return Recipient(recipient(customer).name, (street, f"{address['postcode']} {address['city']}"))


def place_text(point: ServicePoint) -> str:
    """Where a service point is, in one line."""
    return f"{point.street} {point.house_number}, {point.postcode} {point.city}"


def letter(  # noqa: PLR0913 (the parts of a letter)
    words: Wording, sender: Sender, to: Recipient, *, title: str, on: date, facts: list[Fact], code: str | None = None
) -> dict[str, Any]:
    """The fields that ``templates/letter.typ`` reads.

    Args:
        words: The language.
        sender: We.
        to: The customer.
        title: Of the paper.
        on: The date of the paper.
        facts: Names and values for the block beside the address.
        code: Printed at the foot of every page, when the paper has one.
    """
    return {
        "title": title,
        "date": on.isoformat(),
        "language": words.language,
        "supplier": sender.name,
        "sender": " · ".join(sender.postal) or f"{sender.name} · {sender.website}",
        "foot": " · ".join(part for part in (sender.name, sender.website, sender.email, sender.phone) if part),
        "page_word": words.say("letter.page"),
        "code": code,
        "address": to.address,
        "facts": facts_of(facts),
    }


def facts_of(facts: list[Fact]) -> list[dict[str, str]]:
    """Names and values as the templates read them."""
    return [{"name": name, "value": value} for name, value in facts]
