"""What is asked for and told about receivers of events."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, field_validator

from backend_api.events.names import EVENTS
from backend_api.schemas import Schema

Url = Annotated[str, Field(min_length=8, max_length=500, pattern=r"^https?://[!-~]+$")]
Name = Annotated[str, Field(min_length=1, max_length=100)]


def _declared(names: list[str]) -> list[str]:
    if not set(names) <= set(EVENTS):
        raise ValueError("unknown event name")
    return sorted(set(names))


class EventSubscriptionIn(Schema):
    """A receiver of events."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    """What people call it."""
    url: Url
    """Where it is told, by POST: https, and no address inside our network."""
    event_names: list[str] = Field(default=[], max_length=200)
    """What it is told (`GET /event-subscriptions/names`); empty for everything."""

    _names = field_validator("event_names")(_declared)


class EventSubscriptionChange(Schema):
    """What changes; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    """What people call it."""
    url: Url | None = None
    """Where it is told."""
    event_names: list[str] | None = Field(default=None, max_length=200)
    """What it is told; empty for everything."""
    state: Literal["active", "paused"] | None = None
    """`paused` collects what happens and tells it later."""

    @field_validator("event_names")
    @classmethod
    def _check_names(cls, names: list[str] | None) -> list[str] | None:
        return None if names is None else _declared(names)


class EventSubscriptionOut(Schema):
    """A receiver of events, and how far it was told."""

    id: UUID
    """Stable id."""
    name: str
    """What people call it."""
    kind: Literal["webhook", "notifications"]
    """`notifications` is our own and set by the settings."""
    url: str
    """Where it is told; empty for `notifications`."""
    event_names: list[str]
    """What it is told; empty for everything."""
    state: Literal["active", "paused", "gone"]
    """`gone` answered 410 and is told nothing more, until it is set `active` again."""
    secret_version: int
    """Which secret signs now."""
    old_secret_until: datetime | None
    """Until when the secret before signs as well."""
    failures: int
    """How many tries in a row failed because it was down."""
    held_until: datetime | None
    """Until when it is left alone because it was down."""
    last_delivered_at: datetime | None
    """When it was last told something."""
    pending: int
    """How many events wait for it."""
    dead: int
    """How many were given up, and can be sent again."""
    created_at: datetime
    """It is told what happened from then on."""


class EventSubscriptionList(Schema):
    """All receivers."""

    items: list[EventSubscriptionOut]
    """By name."""
    total: int
    """How many there are."""


class SubscriptionSecret(Schema):
    """What the receiver checks signatures with."""

    id: UUID
    """Of the subscription."""
    secret: str
    """As Standard Webhooks writes it, `whsec_` and base64; keep it where only the receiver reads it."""
    secret_version: int
    """Counted up by each rotation."""
    old_secret_until: datetime | None
    """Until when the one before signs as well."""


class DeliveryOut(Schema):
    """One event for one receiver."""

    id: int
    """Counted in the order of telling."""
    event_id: UUID
    """The `webhook-id`."""
    name: str
    """What happened."""
    customer_id: UUID | None
    """Whom it concerns."""
    occurred_at: datetime
    """When it happened."""
    state: Literal["pending", "delivered", "dead"]
    """`dead` was given up."""
    tries: int
    """How many there were."""
    next_try_at: datetime
    """When it is tried next, while it is `pending`."""
    failure: str | None
    """Why the last try failed, such as `status_500`, `timeout`, `private_address`."""
    settled_at: datetime | None
    """When it got through or was given up."""


class DeliveryList(Schema):
    """A page of deliveries."""

    items: list[DeliveryOut]
    """Newest first."""
    total: int
    """How many there are in this state."""


class ResendIn(Schema):
    """What is sent again."""

    model_config = ConfigDict(extra="forbid")

    delivery_ids: list[Annotated[int, Field(ge=1, le=2**53)]] = Field(default=[], max_length=500)
    """Which dead ones; empty for all of them."""


class Resent(Schema):
    """What became of it."""

    count: int
    """How many are tried again from now on."""


class EventKindOut(Schema):
    """One name of an event."""

    name: str
    """Fixed."""
    text: str
    """What it means."""
    fields: list[str]
    """What `data.about` of it has."""


class EventNameList(Schema):
    """Everything that can happen."""

    items: list[EventKindOut]
    """In the order of the documentation."""
    total: int
    """How many names there are."""
