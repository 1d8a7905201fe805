"""What a contract costs on a day: the agreed price, or the last announced change that applies; no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.contracts.notice import PriceRise

if TYPE_CHECKING:
    from datetime import date

    from backend_api.contracts.models import Contract, ContractPriceChange


@dataclass(frozen=True)
class CurrentPrices:
    """Including tax."""

    base: Decimal
    """Per month."""
    unit: Decimal | None
    """Per kWh; None for a line."""


def prices_on(contract: Contract, day: date) -> CurrentPrices:
    """The prices of a day; announced changes must be loaded."""
    applied = [change for change in contract.price_changes if change.effective_on <= day]
    if not applied:
        return CurrentPrices(contract.base_price_amount, contract.unit_price_amount)
    return CurrentPrices(applied[-1].new_base_amount, applied[-1].new_unit_amount)


def announced(contract: Contract, day: date) -> ContractPriceChange | None:
    """The next change that the customer was told of and that does not apply yet."""
    return next((change for change in contract.price_changes if change.announced_on <= day < change.effective_on), None)


def open_rise(contract: Contract, day: date) -> PriceRise | None:
    """The announced rise because of which the contract can be ended at once, if any."""
    for change in contract.price_changes:
        rise = PriceRise(change.announced_on, change.effective_on)
        if change.is_rise and rise.is_open(day):
            return rise
    return None
