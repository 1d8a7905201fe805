"""What a service point will probably use, from the same season last year or from all that is known; pure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from backend_api.consumption.seasons import Profile, weight
from backend_api.consumption.segments import Segment, usage, year_earlier, year_earlier_end

LEAST_DAYS = 20
"""Less than this says nothing about other days (own judgement)."""
_DAY = timedelta(days=1)


def expected_use(segments: list[Segment], profile: Profile, from_on: date, until_on: date) -> Decimal | None:
    """Expected use from one day up to but not including another, in the segments' unit.

    The same days a year earlier, when they are wholly known; else everything known, spread by season.

    Args:
        segments: What was used before, oldest first.
        profile: How use is spread over a year.
        from_on: First day.
        until_on: The day after the last.

    Returns:
        None when less than ``LEAST_DAYS`` are known.
    """
    first_on, last_on = year_earlier(from_on), year_earlier_end(until_on - _DAY)
    before = usage(segments, first_on, last_on)
    if first_on <= last_on and before.covered_days == (last_on - first_on).days + 1:
        return before.amount
    if sum(segment.days for segment in segments) < LEAST_DAYS:
        return None
    amount = sum((segment.amount for segment in segments), Decimal())
    spread = sum((weight(profile, segment.from_on, segment.until_on) for segment in segments), Decimal())
    return amount / spread * weight(profile, from_on, until_on)
