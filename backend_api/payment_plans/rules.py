"""Who may pay an open amount in rates, in how many, and how much each rate is; pure.

Times: section 41g(1) EnWG (German Energy Industry Act, read 2026-11) takes six to 18 months as reasonable, and above
300 euro 12 to 24, free of interest. We offer shorter plans as well, and take the same months everywhere. The least
amounts are the supplier's own rules. Rates are whole cents: all are the total divided by the months, rounded down, and
the first one takes what is left, so that they add up exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Literal

PlanState = Literal["active", "kept", "broken"]
Obstacle = Literal["too_little_open", "another_plan", "broken_plan"]

LEAST_OPEN = {"EUR": Decimal(60), "PLN": Decimal(250)}
LEAST_RATE = {"EUR": Decimal(10), "PLN": Decimal(40)}
LARGE_AMOUNT = {"EUR": Decimal(300), "PLN": Decimal(1300)}
"""Above this, ``MONTHS_LARGE`` apply; zloty at about 4.30 to the euro."""
MONTHS_SMALL, MONTHS_LARGE = 18, 24
LEAST_MONTHS = 2
GRACE = timedelta(days=7)
"""A rate so many days late breaks the plan."""
BROKEN_BARS = timedelta(days=365)
"""For so long after a broken plan there is no other."""
FIRST_RATE_AFTER = timedelta(days=14)
"""The first rate is due so long after agreeing, unless another day was asked for."""
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Rate:
    """One payment of a plan."""

    due_on: date
    amount: Decimal


@dataclass(frozen=True)
class Standing:
    """What counts when a customer asks for a plan."""

    open_amount: Decimal
    currency: str
    running: bool
    """Another plan is being paid."""
    broken_on: date | None
    """When the last broken plan was broken."""


def obstacle(standing: Standing, today: date) -> Obstacle | None:
    """Why there is no plan; None when there can be one."""
    if standing.running:
        return "another_plan"
    if standing.broken_on is not None and today - standing.broken_on < BROKEN_BARS:
        return "broken_plan"
    return "too_little_open" if standing.open_amount < _of(LEAST_OPEN, standing.currency) else None


def most_months(open_amount: Decimal, currency: str) -> int:
    """How many rates there may be at most: by law's measure, and so that no rate is tiny."""
    by_amount = MONTHS_LARGE if open_amount > _of(LARGE_AMOUNT, currency) else MONTHS_SMALL
    return max(min(by_amount, int(open_amount / _of(LEAST_RATE, currency))), LEAST_MONTHS)


def rates(total: Decimal, months: int, first_due_on: date) -> list[Rate]:
    """The schedule: one rate a month, on the same day (the 28th at the latest), adding up exactly to the total."""
    each = (total / months).quantize(_CENT, ROUND_DOWN)
    first = total - each * (months - 1)
    return [Rate(_month_later(first_due_on, number), first if number == 0 else each) for number in range(months)]


def plan_state(schedule: list[Rate], paid: Decimal, today: date) -> PlanState:
    """``kept`` when all is paid, ``broken`` when a rate is more than ``GRACE`` late."""
    if paid >= sum((rate.amount for rate in schedule), Decimal()):
        return "kept"
    late_on = broken_on(schedule, paid)
    return "broken" if late_on is not None and late_on <= today else "active"


def broken_on(schedule: list[Rate], paid: Decimal) -> date | None:
    """The day on which the plan is broken if nothing more is paid; None when all is paid."""
    owed = Decimal()
    for rate in schedule:
        owed += rate.amount
        if owed > paid:
            return rate.due_on + GRACE + timedelta(days=1)
    return None


def instalment(schedule: list[Rate], paid: Decimal, today: date) -> Rate | None:
    """What has to be paid next: the first rate from today on that is not wholly paid, with what is missing before it.

    When only late rates are left it is the last of them; None when all is paid.
    """
    owed, found = Decimal(), None
    for rate in schedule:
        owed += rate.amount
        if owed > paid:
            found = Rate(rate.due_on, owed - paid)
            if rate.due_on >= today:
                break
    return found


def paid_rates(schedule: list[Rate], paid: Decimal) -> int:
    """How many rates, from the first one, are wholly paid."""
    owed, count = Decimal(), 0
    for rate in schedule:
        owed += rate.amount
        if owed > paid:
            break
        count += 1
    return count


def _month_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def _of(amounts: dict[str, Decimal], currency: str) -> Decimal:
    return amounts.get(currency, amounts["EUR"])
