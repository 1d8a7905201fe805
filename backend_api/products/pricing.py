"""Works out what a product costs on a day from its stored versions and a category's price lists; without I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.products.prices import Amounts, ContractRules, Price
from backend_api.products.validity import current, earliest, lasts_until

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backend_api.assortments.models import PriceListEntry
    from backend_api.products.models import PriceVersion, Product


def price_on(product: Product, entries: Sequence[PriceListEntry], on: date) -> Price | None:
    """The price of a day; None when the product had none.

    Args:
        product: With its prices loaded.
        entries: What the category's lists say about this product, with their lists; empty for the public price.
        on: The supplier's local date.
    """
    version = current(product.prices, on)
    if version is None:
        return None
    lists = [entry.price_list for entry in entries]
    chosen = current(lists, on)
    amounts, valid_from_on, category = _amounts_of(version), version.valid_from_on, None
    until = earliest(lasts_until(product.prices, version, on), lasts_until(lists, chosen or version, on))
    if chosen is not None:
        amounts = _amounts_of(next(entry for entry in entries if entry.price_list is chosen))
        valid_from_on, category = max(chosen.valid_from_on, version.valid_from_on), chosen.category_key
    return Price(
        product_id=product.id,
        product_number=product.number,
        currency=version.currency,
        stated=amounts,
        includes_tax=version.includes_tax,
        tax_percent=version.tax_percent,
        valid_from_on=valid_from_on,
        valid_until_on=until,
        rules=_rules_of(version),
        category=category,
    )


def _amounts_of(row: PriceVersion | PriceListEntry) -> Amounts:
    return Amounts(row.base_amount, row.unit_amount, row.one_off_amount, row.beyond_amount)


def _rules_of(version: PriceVersion) -> ContractRules | None:
    if version.term_months is None or version.notice_period_value is None or version.notice_period_unit is None:
        return None
    return ContractRules(
        term_months=version.term_months,
        notice_period_value=version.notice_period_value,
        notice_period_unit=version.notice_period_unit,
        renewal=version.renewal or "none",
        renewal_months=version.renewal_months,
        guarantee_months=version.guarantee_months,
    )
