"""What is asked for and told about service tokens."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Schema

TokenScope = Literal["shop", "erp", "notifications", "operations"]


class ServiceTokenIn(Schema):
    """A token for an outside system."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9 ._-]{1,59}$")]
    """What the audit calls the system, such as `shop cologne`; every token has its own."""
    scopes: Annotated[list[TokenScope], Field(min_length=1, max_length=4)]
    """What it opens."""
    valid_days: Annotated[int, Field(ge=1, le=1100)] = 365
    """How long it opens anything."""


class ServiceTokenOut(Schema):
    """A token, without the token itself."""

    id: UUID
    """Stable id."""
    name: str
    """What the audit calls the system."""
    scopes: list[TokenScope]
    """What it opens."""
    created_at: datetime
    """When it was made."""
    created_by: UUID | None
    """The staff member who made it."""
    expires_at: datetime
    """It opens nothing from then on."""
    revoked_at: datetime | None
    """When somebody took it back."""
    last_used_at: datetime | None
    """When it was last shown, to the hour."""


class NewServiceToken(ServiceTokenOut):
    """A token that was just made: the only time it is shown."""

    token: str
    """What the system sends as `Wattline-Secret`; it cannot be read again later."""


class ServiceTokenList(Schema):
    """All tokens."""

    items: list[ServiceTokenOut]
    """By name."""
    total: int
    """How many there are."""
