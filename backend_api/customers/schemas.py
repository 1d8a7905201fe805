"""What a customer is told about their own record."""

from typing import Literal
from uuid import UUID

from backend_api.schemas import Schema


class MaskedAddress(Schema):
    """A way to reach the customer, with most of it hidden."""

    kind: Literal["phone", "email"]
    """`phone` or `email`."""
    masked: str
    """Enough to recognise, not enough to use: "+49 *** 4567", "a***@example.com"."""
    confirmed: bool
    """Whether the customer has proved that it is theirs."""


class CustomerOut(Schema):
    """The customer who is asking."""

    id: UUID
    """Stable id, never shown to people."""
    customer_number: str | None
    """Eight digits; null before the first contract is accepted."""
    application_number: str | None
    """`A-` and seven digits; null when there was no application."""
    kind: Literal["private", "company"]
    """A person or a company."""
    name: str
    """Family name, or the company's name."""
    first_name: str | None
    """Null for a company."""
    language: str
    """`en`, `de` or `pl`: the language to write in."""
    country: str
    """ISO 3166."""
    addresses: list[MaskedAddress]
    """Phones first, then mail."""
