"""A company's sites: the tree with its service points, and changes of it by those who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.customers import repository as customers
from backend_api.customers.rights import rights_of
from backend_api.errors import NotFoundError
from backend_api.security import Level
from backend_api.sites import repository, tree
from backend_api.sites.errors import SiteInvalidError
from backend_api.sites.models import Site
from backend_api.sites.schemas import SiteIn, SiteList, SiteOut, SitePointOut, SitePointsIn

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.security import Identity


async def list_own(session: AsyncSession, identity: Identity) -> SiteList:
    """The whole tree in three statements, each site before those below it."""
    sites = await repository.list_own(session, identity)
    points = await repository.points_by_site(session, identity)
    parents = {site.id: site.parent_id for site in sites}
    named = {site.id: site for site in sites}
    items = []
    for site_id in tree.in_order(parents, {site.id: place for place, site in enumerate(sites)}):
        inside = tree.below(parents, site_id)
        items.append(
            SiteOut(
                id=site_id,
                parent_id=parents[site_id],
                name=named[site_id].name,
                depth=tree.depth_of(parents, site_id),
                service_points=[SitePointOut(id=point, name=name) for point, name in points.get(site_id, [])],
                service_points_total=sum(len(points.get(one, [])) for one in inside),
            )
        )
    rest = [SitePointOut(id=point, name=name) for point, name in points.get(None, [])] if items else []
    return SiteList(items=items, total=len(items), without_site=rest)


async def add(session: AsyncSession, identity: Identity, wanted: SiteIn, *, now: datetime) -> SiteOut:
    """A new site; raises what ``_place`` and ``_may_change`` raise."""
    customer_id = await _may_change(session, identity)
    site = Site(customer_id=customer_id, name=wanted.name, created_at=now)
    await _place(session, identity, site, wanted.parent_id)
    await repository.store(session, site)
    return await _described(session, identity, site.id)


async def change(session: AsyncSession, identity: Identity, site_id: UUID, wanted: SiteIn) -> SiteOut:
    """Rename it or hang it elsewhere; raises NotFoundError, SiteInvalidError, RightMissingError."""
    await _may_change(session, identity)
    site = await repository.find_own(session, identity, site_id)
    if site is None:
        raise NotFoundError
    site.name = wanted.name
    await _place(session, identity, site, wanted.parent_id)
    await repository.store(session, site)
    return await _described(session, identity, site.id)


async def put_points(session: AsyncSession, identity: Identity, site_id: UUID, wanted: SitePointsIn) -> SiteOut:
    """Let exactly these service points belong to the site; raises NotFoundError for what is not the customer's."""
    await _may_change(session, identity)
    site = await repository.find_own(session, identity, site_id)
    if site is None or not await repository.own_all(session, identity, set(wanted.service_point_ids)):
        raise NotFoundError
    await repository.put_points(session, site_id, set(wanted.service_point_ids))
    return await _described(session, identity, site_id)


async def _may_change(session: AsyncSession, identity: Identity) -> UUID:
    customer_id = identity.require(Level.VERIFIED)
    (await rights_of(session, identity)).require("names_people")
    customer = await customers.find_by_id(session, customer_id, lock=True)
    if customer is None:
        raise NotFoundError
    if customer.kind != "company":
        raise SiteInvalidError("private_customer")
    return customer_id


async def _place(session: AsyncSession, identity: Identity, site: Site, parent_id: UUID | None) -> None:
    """Hang a site below another of the same customer; the customer's row is locked, so the tree stays a tree."""
    parents = await repository.parents_of(session, identity.require(Level.VERIFIED))
    if parent_id is not None and parent_id not in parents:
        raise NotFoundError
    if parent_id is not None and parent_id in tree.below(parents, site.id):
        raise SiteInvalidError("ring")
    if not tree.fits(parents, site.id, parent_id):
        raise SiteInvalidError("too_deep")
    site.parent_id = parent_id


async def _described(session: AsyncSession, identity: Identity, site_id: UUID) -> SiteOut:
    return next(site for site in (await list_own(session, identity)).items if site.id == site_id)
