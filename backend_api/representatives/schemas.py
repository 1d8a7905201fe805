"""What is asked for and told about the people who may act for a customer."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Money, Schema

PersonName = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]


class RepresentativeAddress(Schema):
    """A way to reach a representative, with most of it hidden."""

    id: UUID
    """Stable id of the address."""
    kind: Literal["phone", "email"]
    """`phone` or `email`."""
    masked: str
    """Enough to recognise, not enough to use."""
    confirmed: bool
    """Whether the person has proved that it is theirs; codes go to confirmed ones only."""


class RepresentativeOut(Schema):
    """A person who may act for the customer, or who might until the right was taken back."""

    id: UUID
    """Stable id; the `act` of identity facts."""
    kind: Literal["helper", "company"]
    """`helper` of a household, or one of a `company`'s people."""
    name: str
    """First and family name."""
    role: Literal["reads", "orders", "approves"]
    """What they may do; each role includes the ones before."""
    limit: Money | None
    """The highest total of an order without approval; null is no limit of their own."""
    site_id: UUID | None
    """Only this site and what lies below it; null is everything."""
    language: str
    """`en`, `de` or `pl`."""
    state: Literal["active", "revoked"]
    """`revoked` once the right was taken back."""
    addresses: list[RepresentativeAddress]
    """Where they are reached, phones first."""
    created_at: datetime
    """When the right was given."""


class RepresentativeList(Schema):
    """The people of a customer."""

    items: list[RepresentativeOut]
    """Those who may act now first, by name."""
    total: int
    """How many there are."""


class RightIn(Schema):
    """What a person may do."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["reads", "orders", "approves"]
    """Each role includes the ones before; a household helper cannot approve."""
    limit: Money | None = None
    """With `orders`: the highest total without approval, in the customer's currency; null is no limit."""
    site_id: UUID | None = None
    """Only this site and what lies below it; null is everything."""


class RepresentativeIn(RightIn):
    """A person who shall act for the customer."""

    name: PersonName
    """First and family name."""
    language: Literal["en", "de", "pl"] | None = None
    """The language to write in; the customer's when left out."""
    phone: Annotated[str | None, Field(max_length=40, repr=False)] = None
    """A phone of their own, as it was written; it counts once they have confirmed it."""
    email: Annotated[str | None, Field(max_length=200, repr=False)] = None
    """A mail address of their own, likewise."""
