"""Whether a value that somebody read can be right, from the register's history and the season; pure.

The last value somebody took (an estimate binds nobody) is the floor. The ceiling is that value and three times what
is expected since then: the use of the same days a year before, else what is known spread by season. A value beyond
is not refused for good: a photo of the meter lets it be stored for a person to look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

from backend_api.consumption.expectation import expected_use
from backend_api.readings.metering import Counter, Metered, counter, counter_now, segments_of, used_between
from backend_api.readings.registers import USUAL_DIGITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_api.readings.models import MeterReading

Problem = Literal["below_last", "too_high", "above_next", "too_many_digits"]

MOST_TIMES = 3
"""More than this many times the expected use is looked at by a person (own judgement: a new heat pump about doubles
the use of a flat; a slipped digit makes it tenfold)."""
UNUSUAL_TIMES = Decimal("1.5")
"""From this on the customer is told that the use is unusual."""
UNUSUALLY_LOW = Decimal("0.4")
"""Below this likewise."""
SLACK = {"kWh": Decimal(60), "m3": Decimal(10)}
"""Never fewer units than this above the last value are refused, so that a few days or an empty flat do no harm."""
_ROLLOVER_FROM = Decimal("0.9")
"""A counter begins again only from the last tenth of its range."""
_WHOLE = Decimal(1)


@dataclass(frozen=True)
class Taken:
    """A value as it was handed in."""

    read_on: date
    value: Decimal
    unit: str


@dataclass(frozen=True)
class Verdict:
    """What the history says to a value."""

    problem: Problem | None
    used: Decimal | None = None
    """Since the last value somebody took, in the register's unit; None without one or with a problem."""
    expected: Decimal | None = None
    """What was expected since then; None when too little is known."""
    lowest: Decimal | None = None
    """Lowest and highest value that need no photo, in whole units; None when nothing is known."""
    highest: Decimal | None = None
    rolled_over: bool = False
    """The counter began again from 0."""
    below_estimate: bool = False
    """An estimate before it was too high."""

    @property
    def unusual(self) -> Literal["high", "low"] | None:
        """Whether the use is far from what was expected, though possible."""
        if self.used is None or not self.expected:
            return None
        if self.used >= self.expected * UNUSUAL_TIMES:
            return "high"
        return "low" if self.used <= self.expected * UNUSUALLY_LOW else None


def judge(taken: Taken, history: Sequence[MeterReading], metered: Metered) -> Verdict:
    """Compare a value with the accepted readings of its register.

    Args:
        taken: The new value.
        history: Oldest first; readings after its day bind it too. Of its own day there is none but an estimate.
        metered: Digits, exchanged meters and season of the register.
    """
    digits = metered.digits or USUAL_DIGITS[taken.unit]
    if metered.digits and taken.value >= Decimal(10) ** digits:
        return Verdict("too_many_digits")
    certain = [reading for reading in history if reading.source != "estimated"]
    before = [reading for reading in certain if reading.read_on < taken.read_on]
    following = next((reading for reading in certain if reading.read_on > taken.read_on), None)
    if not before:
        return Verdict("above_next" if following and taken.value > following.value else None)
    return _beside_last(taken, history, metered, before, following)


def _beside_last(
    taken: Taken,
    history: Sequence[MeterReading],
    metered: Metered,
    before: list[MeterReading],
    following: MeterReading | None,
) -> Verdict:
    last = before[-1]
    floor = counter_now(last, metered, taken.read_on)
    expected = _expected(taken, history, metered, last)
    highest = None if expected is None else _ceiling(taken, metered, last, expected)
    used = used_between(counter(last), Counter(taken.read_on, taken.value), metered, unit=taken.unit)
    rolled_over = taken.value < floor
    if rolled_over and not _may_roll_over(floor, used, expected, metered, taken.unit):
        return Verdict("below_last", expected=expected, lowest=floor, highest=highest)
    if expected is not None and used > _most(expected, taken.unit):
        return Verdict("too_high", expected=expected, lowest=floor, highest=highest)
    if following and taken.value > following.value and not rolled_over and not _exchanged(taken, following, metered):
        return Verdict("above_next", expected=expected, lowest=floor, highest=following.value)
    estimates = [reading for reading in history if reading.source == "estimated" and reading.read_on <= taken.read_on]
    below_estimate = any(reading.read_on > last.read_on and reading.value > taken.value for reading in estimates)
    return Verdict(None, used, expected, floor, highest, rolled_over, below_estimate and not rolled_over)


def _expected(taken: Taken, history: Sequence[MeterReading], metered: Metered, last: MeterReading) -> Decimal | None:
    """In the register's unit."""
    known = [reading for reading in history if reading.read_on <= last.read_on]
    kwh = expected_use(segments_of(known, metered), metered.profile, last.read_on, taken.read_on)
    return None if kwh is None else kwh / last.kwh_per_unit


def _most(expected: Decimal, unit: str) -> Decimal:
    return max(expected * MOST_TIMES, SLACK[unit])


def _ceiling(taken: Taken, metered: Metered, last: MeterReading, expected: Decimal) -> Decimal:
    """The highest value on the meter that hangs there now: what an exchanged one counted comes off."""
    floor = counter_now(last, metered, taken.read_on)
    already = used_between(counter(last), Counter(taken.read_on, floor), metered, unit=taken.unit)
    return (floor + max(_most(expected, taken.unit) - already, Decimal())).quantize(_WHOLE, ROUND_HALF_UP)


def _may_roll_over(floor: Decimal, used: Decimal, expected: Decimal | None, metered: Metered, unit: str) -> bool:
    end = Decimal(10) ** (metered.digits or USUAL_DIGITS[unit])
    return expected is not None and floor >= end * _ROLLOVER_FROM and used <= _most(expected, unit)


def _exchanged(taken: Taken, following: MeterReading, metered: Metered) -> bool:
    return any(taken.read_on <= entry.exchanged_on < following.read_on for entry in metered.exchanges)
