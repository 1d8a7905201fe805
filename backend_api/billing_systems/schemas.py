"""What staff are told about billing systems and about points that may be a customer's."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, StringConstraints

from backend_api.schemas import Schema


class BillingSystemOut(Schema):
    """One billing system, as this process knows it."""

    name: str
    """Stable, lower case."""
    title: str
    """What people call it."""
    breaker: Literal["closed", "open", "trying"]
    """`closed`: it is asked; `open`: it failed too often and is left alone; `trying`: one trial is under way."""
    failures: int
    """Failures in a row."""
    dropped_records: int
    """Records that had to be dropped since the process started: unreadable, impossible, or somebody else's."""


class BillingSystemList(Schema):
    """The billing systems that are configured."""

    items: list[BillingSystemOut]
    """In the order in which they are preferred when two know the same point."""
    total: int
    """How many there are."""


class MatchDecisionOut(Schema):
    """One decision."""

    decision: Literal["accept", "reject"]
    """What was decided."""
    proof_note: str
    """What proves it."""
    decided_by: UUID
    """The member of staff."""
    decided_at: datetime
    """When, in UTC."""


class MatchCandidateOut(Schema):
    """A point without any tax or personal id that looks like a customer's."""

    id: UUID
    """Stable id."""
    customer_id: UUID
    """Whose it may be."""
    customer_name: str
    """The customer's name in our books."""
    source: str
    """Name of the billing system."""
    source_id: str
    """The system's own id."""
    owner_name: str
    """The party's name in that system."""
    name: str
    """What that system calls the place."""
    address: str
    """Street, house number, postcode and city."""
    commodity: str
    """What is supplied."""
    identifier: str | None
    """MaLo-ID, PPE code or line number, if the system has it."""
    meter_number: str | None
    """As printed on the meter, if the system has it."""
    likeness: int
    """How much the names are alike, 0 to 100."""
    same_address: bool
    """Whether one of the customer's points has the same address."""
    state: Literal["open", "accepted", "rejected"]
    """`open` until somebody decides; only an accepted one is shown to the customer."""
    as_of: datetime
    """Since when the record is true, in UTC."""
    found_at: datetime
    """When it was first found, in UTC."""
    decisions: list[MatchDecisionOut]
    """Oldest first."""


class MatchCandidateList(Schema):
    """Points to decide on."""

    items: list[MatchCandidateOut]
    """Oldest first, at most 200."""
    total: int
    """How many are in this list."""


class MatchDecisionIn(Schema):
    """What is decided on a candidate."""

    model_config = ConfigDict(extra="forbid")

    decision: Literal["accept", "reject"]
    """`accept`: it is the customer's; `reject`: it is not, also after it was accepted."""
    proof_note: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=5, max_length=500, pattern=r"^[^\x00-\x08\x0b-\x1f]*$")
    ]
    """What proves it: a paper that was seen, a call that was made."""
