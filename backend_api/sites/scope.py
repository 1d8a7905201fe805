"""Which service points a site stands for: its own, and those of all sites below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.sites import repository, tree

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def points_below(session: AsyncSession, customer_id: UUID, site_id: UUID) -> frozenset[UUID]:
    """The service points of a site and of all sites below it."""
    parents = await repository.parents_of(session, customer_id)
    return await repository.points_of(session, tree.below(parents, site_id))
