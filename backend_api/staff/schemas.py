"""What is asked for and told about the supplier's own people."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Schema

RoleWord = Literal["agent", "team_lead", "back_office", "it"]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
ShortName = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")]


class StaffOut(Schema):
    """One of the supplier's people."""

    id: UUID
    """Stable id; the `act` of identity facts."""
    email: str
    """Work address."""
    name: str
    """First and family name."""
    display_name: str
    """What customers see."""
    role: RoleWord
    """What they may do."""
    team: str
    """Which team they work in."""
    state: Literal["active", "left"]
    """`left` once they are gone; their name stays on what they did."""


class StaffList(Schema):
    """The supplier's people."""

    items: list[StaffOut]
    """Those who work now first, by name."""
    total: int
    """How many there are."""


class StaffChange(Schema):
    """A staff member as they should be."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    """First and family name."""
    display_name: ShortName
    """What customers see."""
    role: RoleWord
    """What they may do."""
    team: ShortName
    """Which team they work in."""
    state: Literal["active", "left"] = "active"
    """`left` ends every right."""


class StaffIn(StaffChange):
    """A new staff member."""

    email: Annotated[str, Field(max_length=200)]
    """Work address, what they sign in with."""


class StaffLookupIn(Schema):
    """Who signed in."""

    model_config = ConfigDict(extra="forbid")

    email: Annotated[str, Field(min_length=3, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    """The work address that was proved."""


class IdentifiedStaff(Schema):
    """Who it is, for identity facts."""

    staff_id: UUID
    """The `act` of identity facts."""
    roles: list[str]
    """The `roles` of identity facts."""
    name: str
    """First and family name."""
    display_name: str
    """What customers see."""
    team: str
    """Which team they work in."""
