"""Which of the tariffs that a customer may take are offered: the cheapest with a fixed term, and without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.offers.arithmetic import Prices, yearly_cost

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from backend_api.products.prices import Price

MOST_OFFERS = 2
"""Offers at a time; more are no help on a phone (journey J2)."""


def chosen(prices: Sequence[Price], yearly_use_kwh: Decimal | None) -> list[Price]:
    """The best of those with a term and of those without, cheaper first; only prices that make a contract count.

    Where the use is not known, the price per kWh decides.
    """
    usable = [price for price in prices if price.rules is not None and price.gross.base is not None]
    ranked = sorted(usable, key=lambda price: (*_cost(price, yearly_use_kwh), price.product_number))
    with_term = next((price for price in ranked if price.rules is not None and price.rules.term_months), None)
    without = next((price for price in ranked if price.rules is not None and not price.rules.term_months), None)
    return [price for price in ranked if price in (with_term, without)][:MOST_OFFERS]


def prices_of(price: Price) -> Prices:
    """The gross prices, with which customers reckon."""
    gross = price.gross
    assert gross.base is not None
    return Prices(gross.base, gross.unit)


def _cost(price: Price, yearly_use_kwh: Decimal | None) -> tuple[Decimal, Decimal]:
    prices = prices_of(price)
    cost = yearly_cost(prices, yearly_use_kwh)
    return (cost, prices.base) if cost is not None else (prices.unit or prices.base, prices.base)
