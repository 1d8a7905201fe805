"""How the use of a year is spread over its days, for a part that nobody measured; pure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

type Profile = Literal["even", "heating"]
"""``heating`` for gas, ``even`` for everything else."""

HEATING_PER_MILLE = (170, 150, 130, 80, 40, Decimal(40) / 3, Decimal(40) / 3, Decimal(40) / 3, 30, 80, 120, 160)
"""Heating need per month, from January, in thousandths of a year: VDI 2067 part 1 (1983), table 22, as quoted at
regiomess.de and aqua-calor.de (read 2026-11)."""
HEATED_SHARE = Decimal("0.82")
"""The rest is hot water and cooking and does not follow the weather: 18 % is what the German ordinance on heating costs
long took for hot water where nobody measured it (section 9 HeizkostenV, read 2026-11)."""
_DAYS_OF_YEAR = Decimal("365.25")
_DAY = timedelta(days=1)


def profile_of(commodity: str) -> Profile:
    """How a commodity's use is spread."""
    return "heating" if commodity == "gas" else "even"


def weight(profile: Profile, from_on: date, until_on: date) -> Decimal:
    """How much of a year's use falls from one day up to but not including another, in days of an average day.

    A year weighs about 365 in both profiles, a January day about 1.8 in ``heating`` and a July day 0.3.
    """
    if profile == "even":
        return Decimal(max((until_on - from_on).days, 0))
    total, start = Decimal(), from_on
    while start < until_on:
        following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        end = min(following, until_on)
        total += (end - start).days * _per_day(start.month, (following - start.replace(day=1)).days)
        start = end
    return total


@lru_cache(maxsize=64)
def _per_day(month: int, days: int) -> Decimal:
    heated = Decimal(HEATING_PER_MILLE[month - 1]) / 1000 / days * _DAYS_OF_YEAR
    return HEATED_SHARE * heated + (1 - HEATED_SHARE)
