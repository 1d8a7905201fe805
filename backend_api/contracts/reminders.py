"""When a customer is told that a term ends, and what happens without him doing anything; no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from backend_api.contracts.terms import Terms, add_months, notice_day, outcome

LEAD_DAYS = (60, 30, 14, 3)
"""Days before the last day of a term, longest first (journey J2)."""
WithoutAction = Literal["ends", "renews", "runs_on"]
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Expiry:
    """The end of a term that is near."""

    ends_on: date
    lead_days: int
    """The lead time that has been reached: the shortest that covers the days left."""
    notice_by_on: date | None
    """Last day for a notice that ends the contract with this term; null when that is over or not needed."""
    without_action: WithoutAction
    """What happens when the customer does nothing."""
    renews_until_on: date | None
    """Last day of the next term, when it renews by itself."""


def reached(ends_on: date, today: date) -> int | None:
    """The lead time that has been reached; None when the end is further away, or over."""
    left = (ends_on - today).days
    if left < 0:
        return None
    return min((lead for lead in LEAD_DAYS if lead >= left), default=None)


def expiry(terms: Terms, *, today: date) -> Expiry | None:
    """The end of the term that runs, when it is near; None for a contract that was ended or has no such end."""
    result = outcome(terms, today=today)
    if result.state != "active" or result.ends_on is None:
        return None
    lead_days = reached(result.ends_on, today)
    if lead_days is None:
        return None
    if terms.renewal == "none":
        return Expiry(result.ends_on, lead_days, None, "ends", None)
    last_notice_on = notice_day(terms, result.ends_on)
    notice_by_on = last_notice_on if last_notice_on >= today else None
    if terms.renewal == "indefinite":
        return Expiry(result.ends_on, lead_days, notice_by_on, "runs_on", None)
    until_on = add_months(result.ends_on + _DAY, terms.renewal_months or 0) - _DAY
    return Expiry(result.ends_on, lead_days, notice_by_on, "renews", until_on)
