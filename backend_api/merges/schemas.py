"""What is asked for and told about merged records."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Schema


class MergeIn(Schema):
    """Two records of one person."""

    model_config = ConfigDict(extra="forbid")

    survivor_id: UUID
    """The record that goes on."""
    merged_id: UUID
    """The record whose contracts, orders and the rest move to the survivor."""
    reason: Annotated[str, Field(min_length=3, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    """Why; no personal ids."""


class MovedRows(Schema):
    """How much of one table moved."""

    table: str
    """The table."""
    moved: int
    """Rows that have the survivor as their owner now."""
    kept: int
    """Rows that stayed, because the survivor has the same already."""


class MergeOut(Schema):
    """A merge, done or taken back."""

    id: UUID
    """Stable id, for taking it back."""
    survivor_id: UUID
    """The record that goes on."""
    merged_id: UUID
    """The record that answers as the survivor."""
    proven_by: Literal["personal_id", "tax_id"]
    """Which proven id both have."""
    reason: str
    """Why."""
    state: Literal["done", "undone"]
    """`undone` once it was taken back."""
    done_by: UUID
    """The staff member."""
    done_at: datetime
    """When."""
    undone_by: UUID | None
    """The staff member who took it back."""
    undone_at: datetime | None
    """When."""
    moves: list[MovedRows]
    """What moved, by table."""


class MergeList(Schema):
    """Merges, newest first."""

    items: list[MergeOut]
    """At most a hundred."""
    total: int
    """How many there are in this answer."""
