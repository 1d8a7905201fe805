"""What is asked for and told about contact addresses."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Schema


class AddressIn(Schema):
    """A new way to reach the customer."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["phone", "email"]
    """`phone` or `email`."""
    value: Annotated[str, Field(min_length=3, max_length=200, repr=False)]
    """As it was written; a phone without country code is meant in the customer's country."""


class AddressOut(Schema):
    """A way to reach the customer, with most of it hidden."""

    id: UUID
    """Stable id."""
    kind: Literal["phone", "email"]
    """`phone` or `email`."""
    masked: str
    """Enough to recognise, not enough to use: "+49 *** 4567", "a***@example.com"."""
    confirmed: bool
    """Whether the customer has proved that it is theirs; until then it counts for nothing."""
    bounced: bool
    """Whether a message came back from it since; then it does not count either."""


class AddressDone(Schema):
    """Which address something was done to."""

    id: UUID
    """Stable id of the address."""


class BounceIn(Schema):
    """That a message came back."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(pattern="^[a-z][a-z_]{0,39}$")]
    """Why, in one word of the channel's: `unknown_recipient`, `mailbox_full`."""
