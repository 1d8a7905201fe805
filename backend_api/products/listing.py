"""Shows products with their prices: to everybody, or to a partner what its category may sell."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class Asker:
    """What decides which products and prices somebody sees."""

    category: str | None = None
    """The partner's category; None for the public list."""
    country: str | None = None
    """Where the partner sells; None for everywhere."""


async def list_orderable(
    session: AsyncSession, identity: Identity, wanted: Wanted, language: str, *, today: date
) -> ProductList:
    """What can be ordered today by whoever asks; by a partner in its own country unless another one is named.

    Raises:
        NotFoundError: A partner asks who is suspended, or a person who left it.
    """
    asker = await asker_of(session, identity, today)
    narrowed = replace(wanted, country=wanted.country or asker.country)
    found = await service.eligible(session, narrowed, on=today, category=asker.category)
    items = [out(entry, language) for entry in found]
    return ProductList(items=items, total=len(items))


async def describe(session: AsyncSession, identity: Identity, number: str, language: str, *, today: date) -> ProductOut:
    """One product that can be ordered today by whoever asks.

    Raises:
        NotFoundError: There is none of this number, or a partner's category may not sell it.
    """
    asker = await asker_of(session, identity, today)
    return out(await service.find(session, number, on=today, category=asker.category), language)


async def asker_of(session: AsyncSession, identity: Identity, on: date) -> Asker:
    """Whose assortment and prices count; raises NotFoundError for a partner who is suspended or in no category."""
    if identity.partner_id is None or identity.is_staff:
        return Asker()
    identity.require_partner()
    partner = await partners.own(session, identity)
    return Asker(await partners.category_of(session, partner.id, on=on), partner.country)


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
