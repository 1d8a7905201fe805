"""How a payment plan can be refused.

BackendError
├── PlanNotPossibleError      409 payment_plan_not_possible, with the reason
├── PlanMonthsOutOfRangeError 422 payment_plan_months_out_of_range, with the bounds
├── PlanDateOutOfRangeError   422 payment_plan_date_out_of_range, with the bounds
└── PlanChangedError          409 payment_plan_changed, with what is open now
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.errors import BackendError

if TYPE_CHECKING:
    from datetime import date

    from backend_api.payment_plans.rules import Obstacle
    from backend_api.schemas import Money


class PlanNotPossibleError(BackendError):
    """There is too little open, a plan runs already, or one was broken not long ago."""

    status, code, message = 409, "payment_plan_not_possible", "There can be no payment plan."

    def __init__(self, reason: Obstacle, least: Money) -> None:
        super().__init__(reason)
        self.reason, self.least = reason, least

    def details(self) -> dict[str, Any]:
        """Why: ``too_little_open``, ``another_plan`` or ``broken_plan``; and the least that must be open."""
        return {"details": {"reason": self.reason, "least_open": self.least.model_dump()}}


class PlanMonthsOutOfRangeError(BackendError):
    """Too few or too many rates for this amount."""

    status, code, message = 422, "payment_plan_months_out_of_range", "So many rates are not possible."

    def __init__(self, least: int, most: int) -> None:
        super().__init__(f"{least} to {most}")
        self.least, self.most = least, most

    def details(self) -> dict[str, Any]:
        """How many there may be."""
        return {"details": {"least_months": self.least, "most_months": self.most}}


class PlanDateOutOfRangeError(BackendError):
    """The first rate would be too early or too late."""

    status, code, message = 422, "payment_plan_date_out_of_range", "The first rate cannot be due on this day."

    def __init__(self, earliest: date, latest: date) -> None:
        super().__init__(f"{earliest} to {latest}")
        self.earliest, self.latest = earliest, latest

    def details(self) -> dict[str, Any]:
        """Between which days."""
        return {"details": {"earliest_on": self.earliest.isoformat(), "latest_on": self.latest.isoformat()}}


class PlanChangedError(BackendError):
    """What is open is not what was shown any more."""

    status, code, message = 409, "payment_plan_changed", "The open amount has changed since it was shown."

    def __init__(self, total: Money) -> None:
        super().__init__(total.amount)
        self.total = total

    def details(self) -> dict[str, Any]:
        """What is open now."""
        return {"details": {"total": self.total.model_dump()}}
