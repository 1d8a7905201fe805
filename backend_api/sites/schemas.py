"""What is asked for and told about a company's sites."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Schema

SiteName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]


class SitePointOut(Schema):
    """A service point of a site."""

    id: UUID
    """Stable id of the service point."""
    name: str
    """What the customer calls it."""


class SiteOut(Schema):
    """A part of a company."""

    id: UUID
    """Stable id."""
    parent_id: UUID | None
    """The site above; null at the top."""
    name: str
    """What the company calls it."""
    depth: int
    """1 at the top, 2 below it, and so on."""
    service_points: list[SitePointOut]
    """Those that belong to this very site, by name."""
    service_points_total: int
    """How many belong to it and to all sites below."""


class SiteList(Schema):
    """A company's tree of sites."""

    items: list[SiteOut]
    """Each site before those below it, by name."""
    total: int
    """How many there are."""
    without_site: list[SitePointOut]
    """Service points that belong to no site."""


class SiteIn(Schema):
    """A site as it should be."""

    model_config = ConfigDict(extra="forbid")

    name: SiteName
    """What the company calls it."""
    parent_id: UUID | None = None
    """The site above; null at the top."""


class SitePointsIn(Schema):
    """The service points of a site as they should be."""

    model_config = ConfigDict(extra="forbid")

    service_point_ids: Annotated[list[UUID], Field(max_length=500)]
    """All that belong to it; one that belonged elsewhere moves, one that is left out belongs to no site."""
