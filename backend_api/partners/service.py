"""Who a partner is, which category it is in, and what it should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.partners import repository
from backend_api.partners.categories import standing

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def category_of(session: AsyncSession, partner_id: UUID, *, on: date) -> str:
    """The category of an active partner on a day, such as ``A``.

    Raises:
        NotFoundError: There is no such partner, it is suspended, or it was in no category yet.
    """
    known = standing(await repository.list_categories_of(session, partner_id), on)
    if known is None:
        raise NotFoundError
    return known.category
