"""Shows products with their prices: to everybody, or to a partner what its category may sell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.partners import service as partners
from backend_api.products import service
from backend_api.products.schemas import IncludedOut, PriceOut, ProductList, ProductOut, StockOut

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.products.models import Product
    from backend_api.products.service import PricedProduct, Wanted
    from backend_api.security import Identity


async def list_orderable(
    session: AsyncSession, identity: Identity, wanted: Wanted, language: str, *, today: date
) -> ProductList:
    """What can be ordered today by whoever asks.

    Raises:
        NotFoundError: A partner asks who is suspended or in no category.
    """
    category = await category_for(session, identity, today)
    found = await service.eligible(session, wanted, on=today, category=category)
    items = [out(entry, language) for entry in found]
    return ProductList(items=items, total=len(items))


async def describe(session: AsyncSession, identity: Identity, number: str, language: str, *, today: date) -> ProductOut:
    """One product that can be ordered today by whoever asks.

    Raises:
        NotFoundError: There is none of this number, or a partner's category may not sell it.
    """
    category = await category_for(session, identity, today)
    return out(await service.find(session, number, on=today, category=category), language)


async def category_for(session: AsyncSession, identity: Identity, on: date) -> str | None:
    """The category whose assortment and prices count for whoever asks; None for the public list."""
    if identity.partner_id is None or identity.is_staff:
        return None
    return await partners.category_of(session, identity.require_partner(), on=on)


def out(found: PricedProduct, language: str) -> ProductOut:
    """A priced product as it is answered."""
    product = found.product
    text = service.text_of(product, language)
    return ProductOut(
        id=product.id,
        number=product.number,
        kind=product.kind,
        commodity=product.commodity,
        country=product.country,
        customer_kind=product.customer_kind,
        name=text.name,
        description=text.description,
        price=PriceOut.of(found.price),
        included=_included(product),
        stock=None if product.stock is None else StockOut.model_validate(product.stock),
        orderable_from_on=product.orderable_from_on,
        orderable_until_on=product.orderable_until_on,
    )


def _included(product: Product) -> IncludedOut | None:
    if product.kind != "plan":
        return None
    return IncludedOut(
        data_gb=product.included_data_gb,
        minutes=product.included_minutes,
        sms=product.included_sms,
        speed_mbit=product.included_speed_mbit,
    )
