"""Whether a contract can be renewed now, and from when; no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from backend_api.contracts.terms import Terms, outcome

Problem = Literal["contract_over", "notice_given", "not_started", "renewed_already", "too_early"]

EARLIEST_DAYS = 120
"""So many days before the end of a term a renewal is offered at the earliest. Judgement: twice the longest reminder."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Eligibility:
    """Whether a renewal is possible."""

    problems: tuple[Problem, ...]
    """Why not; none when it is."""
    starts_on: date | None
    """First day of the new term; None when a renewal is not possible."""


def eligibility(terms: Terms, *, today: date, has_follow_up: bool) -> Eligibility:
    """Judge a contract by its terms.

    A renewal begins the day after the running term; without one, with the next month.
    """
    result = outcome(terms, today=today)
    found: list[Problem] = []
    if result.state == "ended":
        found.append("contract_over")
    if result.state == "ending":
        found.append("notice_given")
    if result.state == "future":
        found.append("not_started")
    if has_follow_up:
        found.append("renewed_already")
    if result.state == "active" and result.ends_on is not None and (result.ends_on - today).days > EARLIEST_DAYS:
        found.append("too_early")
    if found:
        return Eligibility(tuple(found), None)
    return Eligibility((), first_day(terms, today=today))


def first_day(terms: Terms, *, today: date) -> date:
    """The first day of a contract that follows this one: after its term or notice, else the first of next month."""
    ends_on = outcome(terms, today=today).ends_on
    if ends_on is not None and ends_on >= today:
        return ends_on + _DAY
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
