"""Which counter-offer is allowed for somebody who leaves; no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.offers.arithmetic import discounted
from backend_api.products.validity import covers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from backend_api.win_back.models import WinBackRule

NEVER_FOR = ("moving",)
"""Who moves away is not asked to stay: the place changes, not the supplier."""


@dataclass(frozen=True)
class Leaving:
    """Who leaves, what, and why."""

    customer_kind: str
    country: str
    commodity: str
    currency: str
    reason: str | None
    yearly_use_kwh: Decimal | None
    on: date


def allowed(rules: Iterable[WinBackRule], leaving: Leaving, uses: Mapping[UUID, int]) -> WinBackRule | None:
    """The rule that applies: one for the reason before one for any, then by position; None when none is allowed.

    Args:
        rules: All of them.
        leaving: The situation.
        uses: How often each was used so far.
    """
    if leaving.reason in NEVER_FOR:
        return None
    fitting = [rule for rule in rules if _fits(rule, leaving) and uses.get(rule.id, 0) < rule.most_uses]
    return min(fitting, key=lambda rule: (rule.reason is None, rule.position, rule.name), default=None)


def _fits(rule: WinBackRule, leaving: Leaving) -> bool:
    segment = (rule.customer_kind, rule.country, rule.commodity)
    if segment != (leaving.customer_kind, leaving.country, leaving.commodity) or not covers(rule, leaving.on):
        return False
    if rule.reason is not None and rule.reason != leaving.reason:
        return False
    return rule.least_use_kwh is None or (leaving.yearly_use_kwh or Decimal(0)) >= rule.least_use_kwh


def unit_price(rule: WinBackRule, listed: Decimal | None) -> Decimal | None:
    """The price per kWh after the discount, never below the floor and never above the listed one."""
    cut = discounted(listed, rule.discount_percent)
    if cut is None or listed is None or rule.floor_unit_amount is None:
        return cut
    return min(listed, max(cut, rule.floor_unit_amount))
