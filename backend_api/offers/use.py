"""How much a customer really uses in a year, for working an offer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from backend_api.consumption import service as consumption
from backend_api.consumption.segments import year_earlier
from backend_api.offers.models import UseBasis
from backend_api.security import Identity, Level

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.consumption.schemas import ConsumptionOut
    from backend_api.contracts.models import Contract

_DAY = timedelta(days=1)
_YEAR_DAYS = 365
_SHORTER_DAYS = (182, 91)
"""Half a year and a quarter: less says nothing about a year. Judgement."""


@dataclass(frozen=True)
class YearlyUse:
    """The use of a year, and how it is known."""

    kwh: Decimal
    basis: UseBasis
    from_on: date
    to_on: date


async def yearly_use(session: AsyncSession, contract: Contract, *, today: date) -> YearlyUse | None:
    """The last twelve months that are wholly known, else a shorter time stretched to a year; None when too little is.

    It is read in the name of the contract's own customer, and only for the contract's own point.
    """
    if contract.unit_price_amount is None:
        return None
    owner = Identity(level=Level.VERIFIED, customer_id=contract.customer_id)

    async def used(from_on: date, to_on: date) -> ConsumptionOut:
        return await consumption.describe(session, owner, contract.service_point_id, from_on, to_on)

    until_on = today - _DAY
    known = await used(year_earlier(today), until_on)
    if known.covered_until_on is None:
        return None
    until_on = known.covered_until_on
    from_on = year_earlier(until_on + _DAY)
    if not known.complete:
        known = await used(from_on, until_on)
    if known.complete:
        return YearlyUse(known.total, "measured_year", from_on, until_on)
    for days in _SHORTER_DAYS:
        from_on = until_on - timedelta(days=days - 1)
        known = await used(from_on, until_on)
        if known.complete:
            year = (known.total * _YEAR_DAYS / days).quantize(Decimal(1), ROUND_HALF_UP)
            return YearlyUse(year, "annualised", from_on, until_on)
    return None
