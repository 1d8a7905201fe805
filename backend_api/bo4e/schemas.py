"""What goes in and out as BO4E."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Schema


class Bo4eExport(Schema):
    """A customer's records as BO4E objects."""

    customer_id: UUID
    """Whose."""
    version: str
    """Of BO4E."""
    items: list[dict[str, Any]]
    """`MARKTLOKATION`, `VERTRAG` or `RECHNUNG`, by their German names."""
    left_out: int
    """How many are not energy, and have no form in BO4E."""


class Bo4eImport(Schema):
    """BO4E objects for a customer: points first, then contracts, then invoices, in any order."""

    model_config = ConfigDict(extra="forbid")

    items: list[dict[str, Any]] = Field(min_length=1, max_length=500)
    """`MARKTLOKATION`, `VERTRAG` or `RECHNUNG`; what we know already is left as it is."""


class Bo4eImported(Schema):
    """What became of them."""

    service_points: int
    """New ones."""
    contracts: int
    """New ones."""
    invoices: int
    """New ones."""
    unchanged: int
    """Those we had under the same number and for the same customer."""
