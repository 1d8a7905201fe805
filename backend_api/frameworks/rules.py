"""Whether an order may be called off from an agreement, and how much it takes; without I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from backend_api.products.prices import Amounts

LimitUnit = Literal["kwh", "pieces", "money"]
RefusalReason = Literal[
    "not_valid_yet", "not_valid_any_more", "product_not_covered", "site_not_covered", "energy_needed", "limit_exceeded"
]
_CENT = Decimal("0.01")
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Agreement:
    """What an agreement allows."""

    valid_from_on: date
    valid_until_on: date
    limit_unit: LimitUnit
    limit_value: Decimal
    new_sites_allowed: bool


@dataclass(frozen=True)
class Wanted:
    """What an order wants from it."""

    amounts: Amounts | None
    """The agreement's price of the product without tax; None when it has none."""
    quantity: int
    energy_kwh: Decimal | None
    """The energy expected over the whole term; None when the order has none."""
    term_months: int
    """For which time the monthly price is counted; 0 without a fixed term."""
    is_new_site: bool


@dataclass(frozen=True)
class Accepted:
    """It can be called off."""

    value: Decimal
    """How much it takes, in the unit of the limit."""
    left: Decimal
    """What is left afterwards."""


@dataclass(frozen=True)
class Refusal:
    """It cannot be called off."""

    reason: RefusalReason
    left: Decimal
    """What could still be called off, in the unit of the limit."""


def check_call_off(agreement: Agreement, used: Decimal, wanted: Wanted, on: date) -> Accepted | Refusal:
    """Check an order against an agreement on a day.

    Args:
        agreement: What it allows.
        used: What was called off so far, in the unit of the limit.
        wanted: What the order wants.
        on: The supplier's local date.
    """
    left = max(agreement.limit_value - used, _NOTHING)
    value = _NOTHING if wanted.amounts is None else _value(agreement.limit_unit, wanted, wanted.amounts)
    refused: dict[RefusalReason, bool] = {
        "not_valid_yet": on < agreement.valid_from_on,
        "not_valid_any_more": on > agreement.valid_until_on,
        "product_not_covered": wanted.amounts is None,
        "site_not_covered": wanted.is_new_site and not agreement.new_sites_allowed,
        "energy_needed": value is None,
        "limit_exceeded": value is not None and value > left,
    }
    reason = next((name for name, holds in refused.items() if holds), None)
    if reason is not None or value is None:
        return Refusal(reason or "energy_needed", left)
    return Accepted(value, left - value)


def _value(unit: LimitUnit, wanted: Wanted, amounts: Amounts) -> Decimal | None:
    """What an order takes from the limit; None when the energy is not known and needed.

    A device takes no energy. Money is what the whole term costs without tax, rounded half up to the cent once.
    """
    if unit == "pieces":
        return Decimal(wanted.quantity)
    energy = _NOTHING if amounts.unit is None else wanted.energy_kwh
    if energy is None or (amounts.unit is not None and energy <= 0):
        return None
    if unit == "kwh":
        return energy
    piece = (amounts.one_off or _NOTHING) + (amounts.base or _NOTHING) * wanted.term_months
    return (piece * wanted.quantity + (amounts.unit or _NOTHING) * energy).quantize(_CENT, ROUND_HALF_UP)
