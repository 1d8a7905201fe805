"""Takes over products and prices from the ERP; what a product cost on a past day is never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.products import repository
from backend_api.products.errors import PriceInThePastError, ProductFixedError
from backend_api.products.models import PriceVersion, Product, ProductText
from backend_api.products.schemas import ProductTaken

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.products.intake_schemas import PriceIn, ProductIn


async def put_product(session: AsyncSession, number: str, wanted: ProductIn) -> ProductTaken:
    """Keep a product as the ERP knows it; what is not said of its prices stays.

    Raises:
        ProductFixedError: Kind, commodity or country would change.
    """
    product = await repository.lock(session, number)
    if product is None:
        await repository.begin(session, _new(number, wanted))
        product = await repository.lock(session, number)
        assert product is not None
    if (product.kind, product.commodity, product.country) != (wanted.kind, wanted.commodity, wanted.country):
        raise ProductFixedError
    product.customer_kind = wanted.customer_kind
    product.orderable_from_on, product.orderable_until_on = wanted.orderable_from_on, wanted.orderable_until_on
    included = wanted.included
    product.included_data_gb, product.included_minutes = included.data_gb, included.minutes
    product.included_sms, product.included_speed_mbit = included.sms, included.speed_mbit
    _write_texts(product, wanted)
    await repository.store(session, product)
    return _taken(product)


async def put_price(session: AsyncSession, number: str, wanted: PriceIn, *, today: date) -> ProductTaken:
    """Keep what a product costs from a day on; a price for the same coming day is replaced.

    Raises:
        NotFoundError: There is no such product.
        PriceInThePastError: It would change what the product costs today or cost before.
    """
    product = await repository.lock(session, number)
    if product is None:
        raise NotFoundError
    version = next((kept for kept in product.prices if kept.valid_from_on == wanted.valid_from_on), None)
    if product.prices and wanted.valid_from_on <= today:
        raise PriceInThePastError
    if version is None:
        version = PriceVersion(valid_from_on=wanted.valid_from_on)
        product.prices.append(version)
    amounts = wanted.amounts
    version.base_amount, version.unit_amount = amounts.base, amounts.unit
    version.one_off_amount, version.beyond_amount = amounts.one_off, amounts.beyond
    version.currency = wanted.currency
    version.includes_tax, version.tax_percent = wanted.includes_tax, wanted.tax_percent
    _write_rules(version, wanted)
    await repository.store(session, product)
    return _taken(product)


def _new(number: str, wanted: ProductIn) -> Product:
    return Product(
        number=number,
        kind=wanted.kind,
        commodity=wanted.commodity,
        country=wanted.country,
        orderable_from_on=wanted.orderable_from_on,
        orderable_until_on=wanted.orderable_until_on,
    )


def _write_texts(product: Product, wanted: ProductIn) -> None:
    kept = {text.language: text for text in product.texts}
    for language, words in (("en", wanted.en), ("de", wanted.de), ("pl", wanted.pl)):
        text = kept.get(language)
        if text is None:
            text = ProductText(language=language)
            product.texts.append(text)
        text.name, text.description = words.name, words.description


def _write_rules(version: PriceVersion, wanted: PriceIn) -> None:
    rules = wanted.rules
    version.term_months = None if rules is None else rules.term_months
    version.notice_period_value = None if rules is None else rules.notice_period_value
    version.notice_period_unit = None if rules is None else rules.notice_period_unit
    version.renewal = None if rules is None else rules.renewal
    version.renewal_months = None if rules is None else rules.renewal_months
    version.guarantee_months = None if rules is None else rules.guarantee_months


def _taken(product: Product) -> ProductTaken:
    return ProductTaken(
        id=product.id,
        number=product.number,
        orderable_from_on=product.orderable_from_on,
        orderable_until_on=product.orderable_until_on,
        prices_from_on=sorted(version.valid_from_on for version in product.prices),
    )
