"""What is sold, and for how much on a day: for everybody, or for a partner's category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend_api.assortments import repository as assortments
from backend_api.errors import NotFoundError
from backend_api.products import repository
from backend_api.products.models import Product
from backend_api.products.prices import Price, PricedLine
from backend_api.products.pricing import price_on
from backend_api.products.repository import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.assortments.models import PriceListEntry
    from backend_api.products.models import ProductText

__all__ = [
    "PricedProduct",
    "Wanted",
    "eligible",
    "find",
    "find_known",
    "in_language",
    "line_of",
    "number_of",
    "price_of",
    "priced",
    "priced_line",
    "text_of",
]

_LANGUAGES = {"DE": "de", "PL": "pl"}


@dataclass(frozen=True)
class PricedProduct:
    """A product with what it costs on the day that was asked for."""

    product: Product
    price: Price


async def price_of(session: AsyncSession, product_number: str, *, on: date, category: str | None = None) -> Price:
    """What a product costs on a day, whether or not it can still be ordered; for a category within its assortment.

    Raises:
        NotFoundError: There is no such product, it had no price on the day, or the category may not sell it.
    """
    if category is None:
        return (await find_known(session, product_number, on=on)).price
    return (await find(session, product_number, on=on, category=category)).price


async def find(session: AsyncSession, product_number: str, *, on: date, category: str | None = None) -> PricedProduct:
    """A product that can be ordered on a day, with its price.

    Raises:
        NotFoundError: There is no such product, it is not sold on the day, or the category may not sell it.
    """
    product = await repository.find_orderable(session, product_number, category, on)
    found = await priced(session, [] if product is None else [product], on=on, category=category)
    if not found:
        raise NotFoundError
    return found[0]


async def find_known(session: AsyncSession, product_number: str, *, on: date) -> PricedProduct:
    """A product with its public price on a day, whether or not it can still be ordered.

    Raises:
        NotFoundError: There is no such product, or it had no price on the day.
    """
    product = await repository.find(session, product_number)
    found = await priced(session, [] if product is None else [product], on=on, category=None)
    if not found:
        raise NotFoundError
    return found[0]


async def priced_line(
    session: AsyncSession, product_number: str, quantity: int, *, on: date, category: str | None = None
) -> PricedLine:
    """A line of an order on a day: the price in it is the one that was shown, and is to be kept.

    Raises:
        NotFoundError: There is no such product, it is not sold on the day, or the category may not sell it.
    """
    found = await find(session, product_number, on=on, category=category)
    return line_of(found, quantity)


def line_of(found: PricedProduct, quantity: int, price: Price | None = None) -> PricedLine:
    """The line that a priced product makes; with another price than the list's, such as an agreement's."""
    product = found.product
    return PricedLine(
        product_id=product.id,
        product_number=product.number,
        product_name=text_of(product, in_language(product.country)).name,
        kind=product.kind,
        commodity=product.commodity,
        country=product.country,
        quantity=quantity,
        price=price or found.price,
    )


async def eligible(
    session: AsyncSession, wanted: Wanted, *, on: date, category: str | None = None
) -> list[PricedProduct]:
    """What can be ordered on a day with its price, such as the tariffs that a private customer in Germany may take."""
    products = await repository.list_orderable(session, wanted, category, on)
    return await priced(session, products, on=on, category=category)


async def number_of(session: AsyncSession, name: str, country: str) -> str | None:
    """The number of the product with this name on a contract; None when no product has it."""
    product = await repository.find_by_name(session, name, country)
    return None if product is None else product.number


async def priced(
    session: AsyncSession, products: Sequence[Product], *, on: date, category: str | None
) -> list[PricedProduct]:
    """The products that have a price on the day, with it, in the order given."""
    entries: Sequence[PriceListEntry] = ()
    if category is not None and products:
        entries = await assortments.list_entries(session, category, [product.id for product in products])
    found = []
    for product in products:
        own = [entry for entry in entries if entry.product_id == product.id]
        price = price_on(product, own, on)
        if price is not None:
            found.append(PricedProduct(product, price))
    return found


def in_language(country: str) -> str:
    """The language of a country's paper."""
    return _LANGUAGES.get(country, "en")


def text_of(product: Product, language: str) -> ProductText:
    """Name and description in the language, else in that of its country, else in any."""
    texts = {text.language: text for text in product.texts}
    return texts.get(language) or texts.get(in_language(product.country)) or product.texts[0]
