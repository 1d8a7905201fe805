"""What a partner may sell today, and what instead of something it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.partners import service as partners
from backend_api.products import repository as products
from backend_api.products.listing import out
from backend_api.products.schemas import AlternativeList
from backend_api.products.service import Wanted, priced

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.security import Identity

_MOST_ALTERNATIVES = 5


async def list_alternatives(
    session: AsyncSession, identity: Identity, number: str, language: str, *, today: date
) -> AlternativeList:
    """What the partner may sell instead of a product; of that product nothing is said, least of all a price.

    The listed alternatives within the assortment, best first; without any the assortment's products of the same kind
    and commodity.

    Raises:
        NotFoundError: No product has this number, or the partner is suspended or in no category.
    """
    partner = await partners.own(session, identity)
    category = await partners.category_of(session, partner.id, on=today)
    asked = await products.find(session, number)
    if asked is None:
        raise NotFoundError
    found = await products.list_alternatives(session, asked.id, category, today)
    if not found:
        like = Wanted(kind=asked.kind, commodity=asked.commodity, country=asked.country)
        found = [
            product
            for product in await products.list_orderable(session, like, category, today)
            if product.id != asked.id
        ]
    offered = await priced(session, found[:_MOST_ALTERNATIVES], on=today, category=category)
    items = [out(entry, language) for entry in offered]
    return AlternativeList(number=asked.number, items=items, total=len(items))
