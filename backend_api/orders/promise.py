"""When an order is promised for, and whether the promise holds; no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from backend_api.calendars import add_working_days, next_working_day

if TYPE_CHECKING:
    from datetime import date

    from backend_api.orders.machine import Machine

Risk = Literal["past", "late", "blocked"]
"""``past``: the day is over; ``late``: the usual time is longer than what is left; ``blocked``: something holds it up
and the day is near."""

_NEAR_WORKING_DAYS = 2
"""From so many working days before the promised one on, a blocker puts the promise at risk. Judgement."""


def promised_for(
    machine: Machine,
    state: str,
    *,
    today: date,
    country: str,
    wished_on: date | None = None,
    goods_on: date | None = None,
) -> date:
    """The day by which what is left usually happens, or the day the customer wishes when that is later.

    Args:
        machine: Of the order's kind.
        state: Where the order is.
        today: The local date.
        country: ISO 3166; its working days count.
        wished_on: The day the customer named; it stands as it is, though it may be no working day.
        goods_on: The day the goods are there; what is left begins then. None when nothing is missing.
    """
    begins_on = today if goods_on is None else max(today, goods_on)
    usual = add_working_days(begins_on, machine.usual_days(state), country)
    return usual if wished_on is None or wished_on < usual else wished_on


def risk_of(
    machine: Machine, state: str, promised_on: date | None, *, blocked: bool, today: date, country: str
) -> Risk | None:
    """Why the promise may break; None while it is likely kept, and when there is none or it was kept."""
    if promised_on is None or machine.outcome(state) != "open" or machine.keeps_promise(state):
        return None
    if promised_on < today:
        return "past"
    if blocked and promised_on <= add_working_days(today, _NEAR_WORKING_DAYS, country):
        return "blocked"
    expected_on = add_working_days(today, machine.usual_days(state), country)
    return "late" if expected_on > next_working_day(promised_on, country) else None
