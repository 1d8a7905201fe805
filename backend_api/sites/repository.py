"""Reads and stores a company's sites and their service points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select

from backend_api.security import Identity, readable_by
from backend_api.service_points.models import ServicePoint
from backend_api.sites.models import Site, SitePoint

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[Site]:
    """The customer's sites, by name."""
    statement = select(Site).order_by(Site.name, Site.id)
    return (await session.scalars(readable_by(statement, Site.customer_id, identity))).all()


async def find_own(session: AsyncSession, identity: Identity, site_id: UUID) -> Site | None:
    """One of the customer's sites, locked for a change."""
    statement = select(Site).where(Site.id == site_id).with_for_update()
    return (await session.scalars(readable_by(statement, Site.customer_id, identity))).one_or_none()


async def parents_of(session: AsyncSession, customer_id: UUID) -> dict[UUID, UUID | None]:
    """The site above each of the customer's sites."""
    rows = await session.execute(select(Site.id, Site.parent_id).where(Site.customer_id == customer_id))
    return {row.id: row.parent_id for row in rows}


async def points_by_site(session: AsyncSession, identity: Identity) -> dict[UUID | None, list[tuple[UUID, str]]]:
    """Id and name of the service points of each of the customer's sites, and of those of none; by name."""
    statement = (
        select(SitePoint.site_id, ServicePoint.id, ServicePoint.name)
        .select_from(ServicePoint)
        .outerjoin(SitePoint, ServicePoint.id == SitePoint.service_point_id)
        .order_by(ServicePoint.name, ServicePoint.id)
    )
    found: dict[UUID | None, list[tuple[UUID, str]]] = {}
    for site_id, point_id, name in await session.execute(readable_by(statement, ServicePoint.customer_id, identity)):
        found.setdefault(site_id, []).append((point_id, name))
    return found


async def points_of(session: AsyncSession, site_ids: Collection[UUID]) -> frozenset[UUID]:
    """The service points that belong to any of these sites."""
    statement = select(SitePoint.service_point_id).where(SitePoint.site_id.in_(site_ids))
    return frozenset(await session.scalars(statement))


async def own_all(session: AsyncSession, identity: Identity, service_point_ids: Collection[UUID]) -> bool:
    """Whether all these service points are the customer's."""
    statement = select(ServicePoint.id).where(ServicePoint.id.in_(service_point_ids))
    found = (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).all()
    return len(found) == len(service_point_ids)


async def put_points(session: AsyncSession, site_id: UUID, service_point_ids: Collection[UUID]) -> None:
    """Let these points belong to this site, and no others."""
    gone = or_(SitePoint.site_id == site_id, SitePoint.service_point_id.in_(service_point_ids))
    await session.execute(delete(SitePoint).where(gone))
    session.add_all(SitePoint(site_id=site_id, service_point_id=point) for point in service_point_ids)
    await session.flush()


async def store(session: AsyncSession, site: Site) -> None:
    """Write it down."""
    session.add(site)
    await session.flush()
