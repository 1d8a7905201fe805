"""Consumption of any period from what was measured between two days; pure.

A segment is what was used from one day up to but not including another. A period takes whole segments as they are and
parts of segments by their share of days (for gas: of heating need, see ``seasons``), and such a part counts as
estimated. Amounts are rounded once, at the end, to 0.001.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from backend_api.consumption.seasons import Profile, weight

type Source = Literal["measured", "estimated", "customer", "mixed"]

_DAY = timedelta(days=1)
_STEP = Decimal("0.001")


@dataclass(frozen=True)
class Segment:
    """What was used between two days."""

    from_on: date
    until_on: date
    """The first day that no longer belongs to it."""
    amount: Decimal
    source: Source
    profile: Profile = "even"
    """How its use is spread over its days."""

    @property
    def days(self) -> int:
        """Its length."""
        return (self.until_on - self.from_on).days

    def part(self, from_on: date, until_on: date) -> Decimal:
        """What was used in some of its days; the second day no longer belongs to it."""
        if (until_on - from_on).days == self.days:
            return self.amount
        return self.amount * weight(self.profile, from_on, until_on) / weight(self.profile, self.from_on, self.until_on)


@dataclass(frozen=True)
class Usage:
    """What was used in a period, as far as it is known."""

    amount: Decimal
    source: Source | None
    """None when nothing is known."""
    covered_days: int
    covered_until_on: date | None
    """Last day that is known."""


@dataclass(frozen=True)
class Month:
    """The days of one calendar month within a period."""

    name: str
    """``2026-03``."""
    from_on: date
    to_on: date


def usage(segments: list[Segment], from_on: date, to_on: date) -> Usage:
    """What was used from the first to the last day, both included; to 0.001."""
    amount, sources, covered, last_on = Decimal(), set[Source](), 0, None
    for segment in segments:
        start, until = max(segment.from_on, from_on), min(segment.until_on, to_on + _DAY)
        days = (until - start).days
        if days <= 0:
            continue
        amount += segment.part(start, until)
        sources.add(segment.source if days == segment.days else "estimated")
        covered += days
        last_on = until - _DAY
    return Usage(amount.quantize(_STEP), combined(sources), covered, last_on)


def combined(sources: set[Source]) -> Source | None:
    """The one source there is, ``mixed`` for several, None for none."""
    if len(sources) > 1:
        return "mixed"
    return next(iter(sources), None)


def months(from_on: date, to_on: date) -> list[Month]:
    """The calendar months that a period touches, each with its days in the period."""
    found, start = [], from_on
    while start <= to_on:
        following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append(Month(f"{start:%Y-%m}", start, min(to_on, following - _DAY)))
        start = following
    return found


def year_earlier(day: date) -> date:
    """The same day a year before; 28 February for 29 February."""
    if (day.month, day.day) == (2, 29):
        return day.replace(year=day.year - 1, day=28)
    return day.replace(year=day.year - 1)


def year_earlier_end(day: date) -> date:
    """The same for the last day of a period: the end of February stays the end of February."""
    return year_earlier(day + _DAY) - _DAY
