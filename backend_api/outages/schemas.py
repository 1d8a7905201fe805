"""What is asked for and told about supply interruptions."""

from datetime import UTC, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, model_validator

from backend_api.outages.models import OutageCause, OutageState, Problem
from backend_api.schemas import Schema
from backend_api.service_points.schemas import CommodityName

Country = Literal["DE", "PL"]
Postcode = Annotated[str, Field(min_length=2, max_length=10, pattern=r"^[0-9][0-9 -]*$")]
Notes = dict[
    Literal["en", "de", "pl"], Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]+$")]
]
Moment = Annotated[AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC))]


class Area(Schema):
    """A postcode in a country."""

    model_config = ConfigDict(extra="forbid")

    country: Country
    """ISO 3166."""
    postcode: Postcode
    """As written there."""


class OutageIn(Schema):
    """An interruption that is announced or has begun."""

    model_config = ConfigDict(extra="forbid")

    commodity: CommodityName
    """What is interrupted."""
    cause: OutageCause = "unknown"
    """Why."""
    starts_at: Moment
    """When it began or is going to begin; it is `planned` while that lies ahead."""
    expected_until_at: Moment | None = None
    """When supply is expected back."""
    areas: Annotated[list[Area], Field(max_length=500)] = Field(default_factory=list)
    """Postcodes in which everybody with that supply is affected."""
    service_point_ids: Annotated[list[UUID], Field(max_length=5000)] = Field(default_factory=list)
    """Single points that are affected."""
    notes: Notes = Field(default_factory=dict)
    """A sentence for customers by language."""

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not self.areas and not self.service_point_ids:
            raise ValueError("an interruption is somewhere")
        return self


class OutageMoveIn(Schema):
    """What is new about an interruption."""

    model_config = ConfigDict(extra="forbid")

    event: Literal["start", "end", "cancel"] | None = None
    """`start` of a planned one, `end`, or `cancel` of a planned one; null when only the expectation is new."""
    expected_until_at: Moment | None = None
    """When supply is expected back now; the old one stays when it is left out."""


class OutageOut(Schema):
    """An interruption, for anybody."""

    number: str
    """`S-` and five digits, for asking about it."""
    commodity: CommodityName
    """What is interrupted."""
    state: OutageState
    """`planned`, `running`, `over`, or `cancelled` before it began."""
    cause: OutageCause
    """Why."""
    starts_at: datetime
    """When it began or is going to begin, in UTC."""
    expected_until_at: datetime | None
    """When supply is expected back; null when nobody can say."""
    ended_at: datetime | None
    """When it was over or called off."""
    notes: dict[str, str]
    """A sentence for customers by language; may be empty."""


class OutageList(Schema):
    """Interruptions at one place."""

    items: list[OutageOut]
    """Running ones first, then what is planned, then what was over in the last day."""
    total: int
    """How many there are."""


class OutageReportIn(Schema):
    """A customer's word that supply is interrupted."""

    model_config = ConfigDict(extra="forbid")

    service_point_id: UUID
    """Where; must be the customer's."""
    problem: Problem = "no_supply"
    """What is wrong."""


class OutageReportOut(Schema):
    """That the report was taken, and what is known."""

    id: UUID
    """Stable."""
    reported_at: datetime
    """When, in UTC."""
    outage: OutageOut | None
    """The interruption that is known there; null when none was, and then staff look at the report."""


class StaffOutage(OutageOut):
    """An interruption as staff see it."""

    id: UUID
    """Stable."""
    areas: list[Area]
    """Postcodes that are affected."""
    affected_points: int
    """How many service points are affected now."""
    reports: int
    """How many customers reported it."""


class StaffOutageList(Schema):
    """A page of interruptions."""

    items: list[StaffOutage]
    """The latest first."""
    total: int
    """How many there are on all pages."""


class ReportGroup(Schema):
    """Reports from one postcode that belong to no known interruption: something may be wrong there."""

    country: str
    """ISO 3166."""
    postcode: str
    """As written there."""
    commodity: CommodityName
    """Which supply."""
    reports: int
    """How many points reported in the last two hours."""
    first_at: datetime
    """Since when, in UTC."""


class ReportGroupList(Schema):
    """Where something may be wrong."""

    items: list[ReportGroup]
    """Most reports first."""
    total: int
    """How many places there are."""
