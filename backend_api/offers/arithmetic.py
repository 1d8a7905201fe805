"""What a year costs: twelve base prices and the real use; no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from backend_api.contracts.terms import add_months

_CENT = Decimal("0.01")
_MONTHS = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Prices:
    """A base price per month and a price per kWh, with the tax they include or that comes on top."""

    base: Decimal
    unit: Decimal | None
    """None for a line."""
    tax_percent: Decimal | None = None
    """Percent on top; None when the prices include it."""


def yearly_cost(prices: Prices, yearly_use_kwh: Decimal | None) -> Decimal | None:
    """Twelve base prices and the use of a year, including tax.

    Rounded half up once, at the very end, to the cent. None when the price depends on a use that is not known.
    """
    if prices.unit is not None and yearly_use_kwh is None:
        return None
    work = Decimal(0) if prices.unit is None or yearly_use_kwh is None else prices.unit * yearly_use_kwh
    net = prices.base * _MONTHS + work
    return (net * (1 + (prices.tax_percent or Decimal(0)) / 100)).quantize(_CENT, ROUND_HALF_UP)


def discounted(amount: Decimal | None, percent: Decimal) -> Decimal | None:
    """A price per kWh less some percent, rounded half up to four decimals."""
    if amount is None:
        return None
    return (amount * (1 - percent / 100)).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def discounted_base(amount: Decimal, percent: Decimal) -> Decimal:
    """A base price less some percent, rounded half up to the cent: it is what is paid each month."""
    return (amount * (1 - percent / 100)).quantize(_CENT, ROUND_HALF_UP)


def last_day(starts_on: date, months: int | None) -> date | None:
    """Last day of a term or guarantee of so many months; None for none."""
    return None if not months else add_months(starts_on, months) - _DAY
