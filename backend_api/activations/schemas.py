"""What staff see of switches and change about them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Schema

Word = Annotated[str, Field(pattern=r"^(\*|[A-Za-z][A-Za-z0-9_]{0,39})$", max_length=40)]


class ActivationIn(Schema):
    """A switch to set."""

    model_config = ConfigDict(extra="forbid")

    group: Word
    """Such as `partner_B` or `private_customer`; `*` for all."""
    channel: Word
    """Such as `telegram` or `api`; `*` for all."""
    process: Word
    """Such as `order_device`; `*` for all."""
    is_active: bool
    """On or off."""
    valid_from_on: date
    """First day on which this is so; today or later."""


class ActivationOut(Schema):
    """A stored switch."""

    id: UUID
    """Stable id."""
    group: str
    """Whom it is for; `*` for all."""
    channel: str
    """Where; `*` for all."""
    process: str
    """What; `*` for all."""
    is_active: bool
    """On or off."""
    valid_from_on: date
    """First day on which this is so."""
    changed_by: UUID | None
    """The staff member who set it; null for what was loaded."""
    changed_at: datetime
    """When it was set, in UTC."""


class ActivationList(Schema):
    """All switches."""

    items: list[ActivationOut]
    """By group, channel, process, the newest of each first."""
    total: int
    """How many there are."""


class ActivationState(Schema):
    """Whether something is switched on for whoever asks."""

    group: str
    """The group the one who asks belongs to."""
    channel: str
    """Where it was asked from."""
    process: str
    """What was asked about."""
    is_active: bool
    """Whether it may be done today."""
