"""What is asked for and told about tickets."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from backend_api.schemas import Schema


class TicketIn(Schema):
    """A matter that somebody shall settle."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["callback"]
    """A call back by a person."""
    about: Annotated[str | None, Field(pattern="^[a-z][a-z_]{0,63}$")] = None
    """Name of the intent the customer had; null when none was understood."""


class TicketOut(Schema):
    """A matter that somebody settles."""

    number: str
    """`T-` and six digits, for asking about it."""
    kind: Literal["complaint", "callback", "correction", "question"]
    """What sort of matter."""
    promised_from: datetime
    """Beginning of the hour in which we promised to act, in UTC."""
    promised_until: datetime
    """End of it."""
    state: Literal["open", "closed"]
    """`closed` once it is settled."""


class TicketList(Schema):
    """The customer's tickets."""

    items: list[TicketOut]
    """Newest first."""
    total: int
    """How many there are."""
