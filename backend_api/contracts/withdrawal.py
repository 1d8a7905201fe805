"""Until when a contract can be withdrawn from; no I/O.

A consumer has 14 days from the conclusion of a contract made at a distance or outside business premises: article 9 of
Directive 2011/83/EU; sections 312g, 355 and 356 (2) number 2 of the German Civil Code; articles 27 and 28 of the Polish
Consumer Rights Act. The day of conclusion does not count, and a period that would end on a Saturday, Sunday or public
holiday ends with the next working day: article 3 (1) and (4) of Regulation (EEC, Euratom) 1182/71; section 193 of the
German Civil Code; article 115 of the Polish one. Read 2026-11. That a supplier who never explained the right gives far
more time is not modelled.
"""

from __future__ import annotations

from datetime import date, timedelta

from backend_api.calendars import next_working_day

WITHDRAWAL_DAYS = 14


def withdrawal_until(signed_on: date, country: str) -> date:
    """Last day on which a withdrawal from a contract concluded on a day is in time."""
    return next_working_day(signed_on + timedelta(days=WITHDRAWAL_DAYS), country)


def can_withdraw(*, customer_kind: str, signed_on: date | None, country: str, today: date) -> bool:
    """Whether the customer can still withdraw: a private person, in time, from a contract whose day is known."""
    if customer_kind != "private" or signed_on is None:
        return False
    return signed_on <= today <= withdrawal_until(signed_on, country)
