"""What is asked for and told about where messages of an event go."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Schema

EventName = Annotated[str, Field(pattern="^[a-z][a-z_]{0,59}$")]


class PreferenceIn(Schema):
    """A choice for one event."""

    model_config = ConfigDict(extra="forbid")

    event: EventName
    """Name of a domain event, such as `invoice_issued`."""
    address_id: UUID
    """A confirmed address of the customer."""


class PreferencesIn(Schema):
    """All choices as they should be."""

    model_config = ConfigDict(extra="forbid")

    items: Annotated[list[PreferenceIn], Field(max_length=100)]
    """One per event; an event that is left out goes to the first address that counts."""


class PreferenceOut(Schema):
    """Where messages about an event go."""

    event: str
    """Name of a domain event."""
    address_id: UUID
    """The address that was picked."""
    kind: Literal["phone", "email"] | None
    """`phone` or `email`; null when the address is gone."""
    masked: str | None
    """Enough to recognise it; null likewise."""
    counts: bool
    """Whether it is used: confirmed, and no message came back. Else the first address that counts is."""
    changed_at: datetime
    """When it was picked."""


class PreferenceList(Schema):
    """The customer's choices."""

    items: list[PreferenceOut]
    """By event."""
    total: int
    """How many there are."""


class SendingAddress(Schema):
    """Where a message about an event is to go."""

    customer_id: UUID
    """The customer; a merged record answers as the one that survived."""
    address_id: UUID
    """Stable id, for saying that a message came back."""
    kind: Literal["phone", "email"]
    """`phone` or `email`."""
    value: Annotated[str, Field(repr=False)]
    """E.164, or a mail address."""
    picked: bool
    """Whether the customer chose it for this event."""
    language: str
    """The language to write in."""
