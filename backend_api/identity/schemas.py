"""What the gateway is told to prove who somebody is."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from backend_api.schemas import Schema

PRINTED = r"^[^\x00-\x1f\x7f]*$"
"""No control characters: PostgreSQL stores no NUL, and nobody is reached at one."""


class LookupIn(Schema):
    """A number somebody claims is theirs."""

    number: Annotated[str, Field(min_length=1, max_length=60, repr=False)]
    """Customer number, application number, personal or tax id, as it was written."""
    second_id: Annotated[str | None, Field(max_length=60, repr=False)] = None
    """Personal or tax id; an application number is not enough without it."""
    address: Annotated[str | None, Field(max_length=200, pattern=PRINTED, repr=False)] = None
    """The phone (E.164) or mail address the conversation runs on: a representative's answers for the representative."""


class AddressLookupIn(Schema):
    """The address a message came from."""

    kind: Literal["phone", "email"]
    """`phone` or `email`."""
    value: Annotated[str, Field(min_length=3, max_length=200, pattern=PRINTED, repr=False)]
    """E.164, or a mail address."""


class ProvenAddress(Schema):
    """A way to reach the customer, in full: for sending a code."""

    id: UUID
    """Stable id of the address."""
    kind: Literal["phone", "email"]
    """`phone` or `email`."""
    value: Annotated[str, Field(repr=False)]
    """E.164, or a mail address."""
    confirmed: bool
    """Only a confirmed address may be sent a code."""
    confirmed_at: datetime | None
    """When its owner last proved that it is theirs; numbers are given to other people, so old proof is weak proof."""
    bounced: bool
    """Whether a message came back from it since it was confirmed."""


class IdentifiedCustomer(Schema):
    """Who has the number, and where a code may go."""

    customer_id: UUID
    """The `sub` of identity facts; a merged record answers as the one that survived."""
    representative_id: UUID | None
    """The `act` of identity facts, when a person acts for the customer."""
    roles: list[str]
    """`private_customer`, `household_helper`, or `company_reads`, `company_orders`, `company_approves`."""
    language: str
    """`en`, `de` or `pl`."""
    addresses: list[ProvenAddress]
    """Of the representative, if one acts, else of the customer. Phones first, then mail."""
