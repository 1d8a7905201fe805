"""What is asked for and told about consents."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field

from backend_api.schemas import Schema

PurposeWord = Literal["offers", "newsletter", "surveys", "energy_tips", "partner_offers", "call_recording"]
SourceWord = Literal["web_chat", "sms", "email", "telegram", "phone", "paper", "website", "desk", "import"]
ChannelName = Annotated[str, Field(pattern="^[a-z][a-z_]{0,19}$")]


class ConsentIn(Schema):
    """A yes or no."""

    model_config = ConfigDict(extra="forbid")

    purpose: PurposeWord
    """What for."""
    channel: ChannelName
    """On which channel: `web_chat`, `telegram`, `sms`, `email`, `phone`, `post`."""
    given: bool
    """True gives it, false withdraws it."""
    source: SourceWord | None = None
    """Where it was said; when left out, on the channel of the conversation that the identity fact is about."""
    text_version: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
    """Which wording the customer was shown, such as `offers-2026-10-de`."""
    expires_at: AwareDatetime | None = None
    """From when a yes no longer counts; never later than the purpose allows."""


class ConsentsIn(Schema):
    """Decisions of one moment."""

    model_config = ConfigDict(extra="forbid")

    items: Annotated[list[ConsentIn], Field(min_length=1, max_length=60)]
    """What was decided; all else stays as it is."""


class ConsentOut(Schema):
    """What holds now for one purpose on one channel."""

    purpose: PurposeWord
    """What for."""
    channel: str
    """On which channel."""
    allowed: bool
    """Whether messages for this purpose may be sent on this channel now."""
    because: Literal["given", "withdrawn", "expired", "never_asked"]
    """Why, or why not."""
    decided_at: datetime
    """When the newest decision was made."""
    source: SourceWord
    """Where it was said."""
    text_version: str
    """Which wording was shown."""
    expires_at: datetime | None
    """From when a yes no longer counts; null is never."""


class ConsentEntryOut(Schema):
    """One decision of the history."""

    purpose: PurposeWord
    """What for."""
    channel: str
    """On which channel."""
    decision: Literal["given", "withdrawn"]
    """Yes or no."""
    source: SourceWord
    """Where it was said."""
    text_version: str
    """Which wording was shown."""
    decided_at: datetime
    """When."""
    expires_at: datetime | None
    """From when a yes no longer counted."""
    actor_kind: str
    """Who wrote it down: `customer`, `representative`, `staff` or `service`."""


class ConsentList(Schema):
    """The customer's consents."""

    items: list[ConsentOut]
    """What holds now, by purpose and channel."""
    total: int
    """How many there are."""
    history: list[ConsentEntryOut]
    """Every decision, newest first."""


class CheckIn(Schema):
    """May something be sent to these customers now?"""

    model_config = ConfigDict(extra="forbid")

    purpose: PurposeWord
    """What for."""
    channel: ChannelName
    """On which channel."""
    customer_ids: Annotated[list[UUID], Field(min_length=1, max_length=1000)]
    """To whom."""


class CheckOut(Schema):
    """Whether it may be sent to one customer."""

    customer_id: UUID
    """As it was asked."""
    allowed: bool
    """False also for customers nobody knows."""
    because: Literal["given", "withdrawn", "expired", "never_asked"]
    """Why, or why not."""


class CheckList(Schema):
    """The answers, in the order of the question."""

    items: list[CheckOut]
    """One per customer."""
    total: int
    """How many there are."""
