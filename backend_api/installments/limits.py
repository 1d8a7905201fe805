"""Between which amounts a customer may set the regular advance payment; pure.

Expected yearly cost = expected use x unit price + 12 x base price; a fair installment is its share of the months. The
range is the supplier's own rule; German law only wants a claim of lower use to be taken into account and an
installment that follows the use (section 13 StromGVV, section 41b(3) EnWG; read 2026-11). The bounds are whole units of
money: the lower one rounded up (never above the fair amount), the upper one down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal

LOWEST_SHARE = Decimal("0.8")
"""Of the fair amount; below it the yearly bill would bring a large claim."""
HIGHEST_SHARE = Decimal(2)
"""Of the fair amount; above it we would hold much of the customer's money."""
CHANGE_DAYS = timedelta(days=3)
"""A change takes effect from the first due day that is at least so far away: a debit is announced before."""
_CENT = Decimal("0.01")
_WHOLE = Decimal(1)
_MONTHS = 12

Basis = Literal["use", "bill", "current"]


@dataclass(frozen=True)
class Limits:
    """The range and what it was worked out from."""

    lowest: Decimal
    highest: Decimal
    fair: Decimal
    """A twelfth (or sixth, for two months) of the expected yearly cost, to the cent."""
    basis: Basis
    """``use``: metered use of a year; ``bill``: the latest bill; ``current``: the amount of today."""


def yearly_cost(use: Decimal, unit_price: Decimal | None, base_price: Decimal) -> Decimal:
    """What a year costs, to the cent, halves up; unrounded use times price."""
    return (use * (unit_price or 0) + _MONTHS * base_price).quantize(_CENT, ROUND_HALF_UP)


def limits(cost: Decimal, interval_months: int, basis: Basis) -> Limits:
    """The range for a yearly cost that is paid every so many months."""
    fair = cost * interval_months / _MONTHS
    lowest = min((fair * LOWEST_SHARE).quantize(_WHOLE, ROUND_CEILING), fair.quantize(_WHOLE, ROUND_FLOOR))
    return Limits(
        lowest=max(lowest, _WHOLE),
        highest=max((fair * HIGHEST_SHARE).quantize(_WHOLE, ROUND_FLOOR), _WHOLE),
        fair=fair.quantize(_CENT, ROUND_HALF_UP),
        basis=basis,
    )


def next_due(due_day: int, interval_months: int, first_due_on: date, after: date) -> date:
    """The first due day on or after a day.

    Args:
        due_day: 1 to 28, so that every month has it.
        interval_months: 1 or 2.
        first_due_on: The first due day of all; the others follow from it.
        after: The earliest day that will do.
    """
    day = first_due_on.replace(day=due_day)
    while day < after or day < first_due_on:
        year, month = divmod(day.year * 12 + day.month - 1 + interval_months, 12)
        day = date(year, month + 1, due_day)
    return day
