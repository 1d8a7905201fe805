"""What is asked for and told about corrections of estimated invoices."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Schema


class CorrectionRequestIn(Schema):
    """A wish for a corrected invoice."""

    model_config = ConfigDict(extra="forbid")

    reading_id: UUID | None = None
    """The reading that shows it; null when the customer only says so."""
    text: Annotated[str | None, Field(max_length=2000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")] = None
    """What the customer says to it."""


class CorrectionRequestOut(Schema):
    """A wish for a corrected invoice, and how it stands."""

    id: UUID
    """Stable id."""
    invoice_number: str
    """Which invoice."""
    ticket_number: str | None
    """The ticket with which a person follows it."""
    answer_due_on: date | None
    """By when we mean to answer; null in lists."""
    state: Literal["requested", "corrected", "refused"]
    """`requested` until a person has decided."""
    requested_at: datetime
    """When."""


class CorrectionRequestList(Schema):
    """Wishes for a correction of one invoice."""

    items: list[CorrectionRequestOut]
    """Newest first."""
