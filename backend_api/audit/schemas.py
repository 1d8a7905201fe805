"""What is told about who saw and who changed a customer's records."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from backend_api.schemas import Schema


class AuditEntryOut(Schema):
    """One request: somebody asked to see something, or changed it."""

    at: datetime
    """When."""
    action: Literal["saw", "changed"]
    """Whether it was a read or a write."""
    actor_kind: Literal["customer", "representative", "partner", "staff", "service"]
    """Who acted."""
    actor_id: UUID | None
    """Which of them; null for a service."""
    caller: str
    """The service that sent the request: `gateway`, `actions`, or the name of a token."""
    method: str
    """HTTP method."""
    route: str
    """The route with its placeholders."""
    item: str | None
    """What the placeholders were: ids and numbers."""
    conversation: str | None
    """In which conversation, if any."""


class AuditDay(Schema):
    """Who saw and who changed one customer's records on one day."""

    customer_id: UUID
    """Whose records."""
    on: date
    """The day, in the supplier's time zone."""
    items: list[AuditEntryOut]
    """Oldest first."""
    total: int
    """How many there are on that day, on all pages."""
