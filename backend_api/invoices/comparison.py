"""Splits the difference between two invoices into its causes; the parts add up exactly to the difference.

Base charges are compared in the unit they are billed in (months or days), energy per day. With D days, C consumption,
u the average unit price, b the base price and q its quantity, 0 the invoice before and 1 this one:

    days   (q1 - q0) b0 + (D1 - D0) (C0 / D0) u0
    price  (b1 - b0) q1 + (u1 - u0) C1
    use    (C1 - C0 D1 / D0) u0, and what went beyond an allowance
    other  the rest: corrections, credits, discounts, another tax rate, rounding

Amounts are rounded to the cent, so average prices differ a little when nothing was dearer: a price effect within what
rounding explains is none, and counts as use.

Where tax is a line of its own, the first three carry the tax rate of the invoice before.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

type Cause = Literal["days", "price", "use", "other"]

_CENT = Decimal("0.01")
_ROUNDED_OFF = Decimal("0.005")
_SMALLEST = Decimal("0.0001")


@dataclass(frozen=True)
class BilledLine:
    """What the comparison needs of an invoice line; amounts in the invoice's currency."""

    kind: str
    amount: Decimal
    quantity: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True)
class BilledPeriod:
    """What the comparison needs of an invoice."""

    total: Decimal
    days: int
    consumption: Decimal | None
    lines: tuple[BilledLine, ...]

    def amount_of(self, *kinds: str) -> Decimal:
        """The lines of these kinds added up."""
        return sum((line.amount for line in self.lines if line.kind in kinds), Decimal())

    def count_of(self, kind: str) -> int:
        """How many lines of this kind there are."""
        return sum(line.kind == kind for line in self.lines)

    @property
    def unit_price(self) -> Decimal | None:
        """Energy charges per unit of consumption; None when there is none."""
        return self.amount_of("work") / self.consumption if self.consumption else None

    def base_quantity(self, unit: str | None) -> Decimal:
        """Base charges counted in this unit; in days when there is none that both invoices use."""
        if unit is None:
            return Decimal(self.days)
        return sum((line.quantity or Decimal() for line in self.lines if line.kind == "base"), Decimal())

    @property
    def base_unit(self) -> str | None:
        """The one unit of all base lines; None when they have none or several."""
        base = [line for line in self.lines if line.kind == "base"]
        units = {line.unit if line.quantity else None for line in base}
        return units.pop() if len(units) == 1 else None

    @property
    def tax_factor(self) -> Decimal:
        """1 where lines include tax; 1.19 where 19 % follow in a line of their own."""
        tax = self.amount_of("tax")
        net = sum((line.amount for line in self.lines), Decimal()) - tax
        return 1 + tax / net if tax and net else Decimal(1)


def split_difference(now: BilledPeriod, before: BilledPeriod) -> dict[Cause, Decimal]:
    """How much each cause adds to the difference, rounded to 0.01; ``other`` takes the rest, so nothing is lost."""
    base_days, base_price = _base_effects(now, before)
    work_days, work_price, work_use = _work_effects(now, before)
    beyond = now.amount_of("usage") - before.amount_of("usage")
    factor = before.tax_factor
    parts: dict[Cause, Decimal] = {
        "days": ((base_days + work_days) * factor).quantize(_CENT),
        "price": ((base_price + work_price) * factor).quantize(_CENT),
        "use": ((work_use + beyond) * factor).quantize(_CENT),
    }
    parts["other"] = now.total - before.total - sum(parts.values())
    return parts


def base_prices(now: BilledPeriod, before: BilledPeriod) -> tuple[Decimal, Decimal] | None:
    """Base price per common unit, now and before, to four decimals; None when one of the two has none."""
    unit = _common_base_unit(now, before)
    if not (now.amount_of("base") and before.amount_of("base")):
        return None
    prices = [period.amount_of("base") / period.base_quantity(unit) for period in (now, before)]
    return prices[0].quantize(_SMALLEST), prices[1].quantize(_SMALLEST)


def unit_prices(now: BilledPeriod, before: BilledPeriod) -> tuple[Decimal, Decimal] | None:
    """Average unit price, now and before, to four decimals; None when one of the two bills no consumption."""
    first, second = now.unit_price, before.unit_price
    if not first or not second:
        return None
    return first.quantize(_SMALLEST), second.quantize(_SMALLEST)


def _common_base_unit(now: BilledPeriod, before: BilledPeriod) -> str | None:
    return now.base_unit if now.base_unit == before.base_unit else None


def _base_effects(now: BilledPeriod, before: BilledPeriod) -> tuple[Decimal, Decimal]:
    """Effects of days and price in the base charges; together exactly their difference."""
    unit = _common_base_unit(now, before)
    quantity_now, quantity_before = now.base_quantity(unit), before.base_quantity(unit)
    difference = now.amount_of("base") - before.amount_of("base")
    if not quantity_now or not quantity_before:
        return Decimal(), difference
    days = (quantity_now - quantity_before) * before.amount_of("base") / quantity_before
    return days, difference - days


def _work_effects(now: BilledPeriod, before: BilledPeriod) -> tuple[Decimal, Decimal, Decimal]:
    """Effects of days, price and use in the energy charges; together exactly their difference."""
    difference = now.amount_of("work") - before.amount_of("work")
    price_before, price_now = before.unit_price, now.unit_price
    if price_before is None or price_now is None or before.consumption is None or now.consumption is None:
        return Decimal(), Decimal(), difference
    days = (now.days - before.days) * before.consumption / before.days * price_before
    price = (price_now - price_before) * now.consumption
    rounded_off = now.count_of("work") + before.count_of("work") * now.consumption / before.consumption
    if abs(price) <= _ROUNDED_OFF * rounded_off:
        price = Decimal()
    return days, price, difference - days - price
