"""What follows from a contract's dates: its state, when it ends, and until when notice can be given.

Days are whole: supply lasts up to and including the last day. A period of months before a last day is counted from the
day after it (end 28 February, one month: notice by 31 January), and a notice given today runs from tomorrow
(sections 187 and 188 of the German Civil Code; articles 111 and 112 of the Polish one; read 2026-11).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

ContractState = Literal["active", "ending", "ended", "future"]
_DAY = timedelta(days=1)
_MOST_TERMS = 1000


@dataclass(frozen=True)
class Terms:
    """The dates and rules that were agreed."""

    starts_on: date
    term_ends_on: date | None
    notice_period_value: int
    notice_period_unit: Literal["weeks", "months"]
    renewal: Literal["none", "fixed_term", "indefinite"]
    renewal_months: int | None = None
    cannot_end_before_on: date | None = None
    notice_ends_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Outcome:
    """What they mean on a given day."""

    state: ContractState
    ends_on: date | None
    """Last day of the term that is running; null when it runs on until somebody gives notice, or never began."""
    notice_by_on: date | None
    """Last day for a notice that ends it at ``earliest_end_on``; null when no such day is needed."""
    earliest_end_on: date
    """The first day with which it can end."""


def outcome(terms: Terms, *, today: date) -> Outcome:
    """Work the dates out for a day."""
    if terms.withdrawn_on is not None:
        began = terms.withdrawn_on >= terms.starts_on
        return Outcome("ended", terms.withdrawn_on if began else None, None, max(terms.withdrawn_on, terms.starts_on))
    if terms.notice_ends_on is not None:
        state = _state(terms, terms.notice_ends_on, today, running="ending")
        return Outcome(state, terms.notice_ends_on, None, terms.notice_ends_on)
    if terms.renewal == "none" and terms.term_ends_on is not None:
        state = _state(terms, terms.term_ends_on, today, running="active")
        return Outcome(state, terms.term_ends_on, None, terms.term_ends_on)
    running: ContractState = "future" if today < terms.starts_on else "active"
    if terms.renewal == "fixed_term":
        return _renewing(terms, running, today)
    return _open_ended(terms, running, today)


def _state(terms: Terms, last_on: date, today: date, *, running: ContractState) -> ContractState:
    if today > last_on:
        return "ended"
    return "future" if today < terms.starts_on else running


def _renewing(terms: Terms, running: ContractState, today: date) -> Outcome:
    """It can only end with one of its terms, and is renewed unless notice comes in time."""
    ends = [term_end(terms, number) for number in range(2)]
    number = 0
    while ends[number] < today and number < _MOST_TERMS:
        number += 1
        ends.append(term_end(terms, number + 1))
    current_on = ends[number]
    while not _can_still_end(terms, ends[number], today) and number < _MOST_TERMS:
        number += 1
        ends.append(term_end(terms, number + 1))
    return Outcome(running, current_on, notice_day(terms, ends[number]), ends[number])


def _can_still_end(terms: Terms, end_on: date, today: date) -> bool:
    allowed = terms.cannot_end_before_on is None or end_on >= terms.cannot_end_before_on
    return allowed and notice_day(terms, end_on) >= today


def _open_ended(terms: Terms, running: ContractState, today: date) -> Outcome:
    """After a first term, if any, it can end on any day that a notice reaches."""
    end_on = after_notice(terms, today)
    floors = [day for day in (terms.term_ends_on, terms.cannot_end_before_on, terms.starts_on) if day is not None]
    earliest_on = max([end_on, *floors])
    term_running = terms.term_ends_on is not None and today <= terms.term_ends_on
    return Outcome(
        running,
        terms.term_ends_on if term_running else None,
        max(notice_day(terms, earliest_on), today) if earliest_on in floors else None,
        earliest_on,
    )


def term_end(terms: Terms, number: int) -> date:
    """Last day of a term: 0 is the first one; the others follow by ``renewal_months`` each."""
    assert terms.term_ends_on is not None
    return add_months(terms.term_ends_on + _DAY, number * (terms.renewal_months or 0)) - _DAY


def notice_day(terms: Terms, end_on: date) -> date:
    """The last day on which a notice can arrive for this end."""
    if terms.notice_period_unit == "weeks":
        return end_on - timedelta(weeks=terms.notice_period_value)
    return add_months(end_on + _DAY, -terms.notice_period_value) - _DAY


def after_notice(terms: Terms, given_on: date) -> date:
    """The last day of supply when notice arrives on a day and nothing else holds it."""
    if terms.notice_period_unit == "weeks":
        return given_on + timedelta(weeks=terms.notice_period_value)
    return add_months(given_on, terms.notice_period_value)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
