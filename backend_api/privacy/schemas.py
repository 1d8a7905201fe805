"""What people are told about their own data."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from backend_api.schemas import Schema


class ExportOut(Schema):
    """A copy of one's data that can be fetched once."""

    id: UUID
    """For fetching it."""
    asked_at: datetime
    """When it was asked for."""
    ready_at: datetime
    """From when it can be fetched."""
    expires_at: datetime
    """Until when."""


class DataCopy(Schema):
    """Everything the backend holds about a person, machine-readable (GDPR, articles 15 and 20)."""

    customer_id: UUID
    """Whose data."""
    made_at: datetime
    """When the copy was made."""
    tables: dict[str, list[dict[str, Any]]]
    """Every row, by table; money in 1/1 of its currency as decimal text, times in UTC."""


class KeptOut(Schema):
    """Records that a law keeps, masked."""

    code: Literal["books", "letters", "claims", "consents", "accountability"]
    """The reason."""
    text: str
    """The reason in words."""
    source: str
    """Where it is written."""
    until_on: date
    """The last day on which they may have to be kept."""
    tables: dict[str, int]
    """How many rows of which table."""


class ErasureOut(Schema):
    """The receipt of an erasure."""

    id: UUID
    """The receipt's number."""
    state: Literal["waiting", "taken_back", "done"]
    """`waiting` while it can be taken back."""
    asked_at: datetime
    """When the customer asked."""
    due_at: datetime
    """When it is done, unless it is taken back."""
    settled_at: datetime | None
    """When it was done or taken back."""
    deleted: dict[str, int] | None
    """Once it is done: how many rows of which table are gone."""
    kept: list[KeptOut]
    """What a law keeps, masked; before it is done, what would be kept today."""


class ErasureList(Schema):
    """Receipts of erasures."""

    items: list[ErasureOut]
    """Newest first."""
    total: int
    """How many there are."""


class ErasureRun(Schema):
    """What a run did."""

    done: list[UUID]
    """Receipts of those that are erased now."""
    blocked: dict[str, list[str]]
    """Receipts of those that cannot be erased yet, with the reasons; tried again after a day."""
    more: bool
    """Whether something due is left for another run."""
