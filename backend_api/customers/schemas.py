"""What a customer is told about their own record, and what they may change of it."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.contact_addresses.schemas import AddressOut
from backend_api.preferences.schemas import PreferenceOut
from backend_api.representatives.schemas import RepresentativeOut
from backend_api.schemas import Money, Schema
from backend_api.sites.schemas import SiteOut

Text = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]


class PostalAddressOut(Schema):
    """Where letters go."""

    street: str
    """Without the house number."""
    house_number: str
    """With letter and flat."""
    postcode: str
    """As written in its country."""
    city: str
    """Town or village."""


class PostalAddressIn(Schema):
    """Where letters shall go."""

    model_config = ConfigDict(extra="forbid")

    street: Text
    """Without the house number."""
    house_number: Annotated[str, Field(min_length=1, max_length=20, pattern=r"^\S[^\x00-\x1f\x7f]*$")]
    """With letter and flat."""
    postcode: Annotated[str, Field(min_length=3, max_length=10, pattern=r"^[0-9A-Z][0-9A-Z -]*$")]
    """As written in its country."""
    city: Text
    """Town or village."""


class CustomerChange(Schema):
    """What shall be different; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str | None, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")] = None
    """Family name, or the company's name."""
    first_name: Text | None = None
    """For a person only."""
    language: Literal["en", "de", "pl"] | None = None
    """The language to write in."""
    postal_address: PostalAddressIn | None = None
    """Where letters shall go."""


class RightsOut(Schema):
    """What the person who asks may do for the customer."""

    reads: bool
    """See records."""
    orders: bool
    """Place orders."""
    orders_up_to: Money | None
    """The highest total without approval; null is no limit when `orders`."""
    approves: bool
    """Say yes to orders beyond others' limits."""
    bank_details: bool
    """See and change bank details."""
    names_people: bool
    """Change who may act, sites, and where the customer is reached."""
    who_may: list[str]
    """Names of those who approve."""


class KeyAccount(Schema):
    """Who looks after a large customer."""

    staff_id: UUID
    """Stable id of the staff member."""
    name: str
    """What customers call them."""
    team: str
    """Which team they work in."""


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
    branch: Literal["energy", "telecom"]
    """Which business the customer belongs to."""
    name: str
    """Family name, or the company's name."""
    first_name: str | None
    """Null for a company."""
    language: str
    """`en`, `de` or `pl`: the language to write in."""
    country: str
    """ISO 3166."""
    currency: str
    """ISO 4217: what the customer is billed in."""
    personal_id: str | None
    """The last three signs of PESEL or Steuer-IdNr; null when none is known."""
    tax_id: str | None
    """NIP or USt-IdNr; null when none is known."""
    ids_proven: bool
    """Whether somebody saw a paper that proves the id."""
    postal_address: PostalAddressOut | None
    """Where letters go; null when they go to the place of supply."""
    addresses: list[AddressOut]
    """Phones first, then mail."""
    preferences: list[PreferenceOut]
    """The address that was picked per event."""
    sites: list[SiteOut]
    """A company's tree of sites, each before those below it."""
    representatives: list[RepresentativeOut]
    """Who may act for the customer."""
    rights: RightsOut
    """What the person who asks may do."""
    key_account: KeyAccount | None
    """Who looks after the customer; null when nobody in particular does."""


class IdProofIn(Schema):
    """That a paper was seen."""

    model_config = ConfigDict(extra="forbid")

    paper: Literal["identity_card", "passport", "company_register", "tax_office_letter"]
    """What was seen; no copy and no number is kept."""


class IdProofOut(Schema):
    """That the ids on a record are proved."""

    customer_id: UUID
    """Whose."""
    proven_at: datetime
    """Since when."""
