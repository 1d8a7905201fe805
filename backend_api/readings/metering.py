"""From what meters showed to what was used: exchanged meters, counters that began again, refuted estimates; pure.

exchanged     the old meter's last value less the reading, and the next reading less the new meter's first value
began again   the next reading is smaller and no meter was exchanged: the counter passed its last digit
refuted       an estimate above a later reading that somebody took is left out, and what lies around it is one span
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from backend_api.consumption.seasons import Profile
from backend_api.consumption.segments import Segment
from backend_api.readings.registers import TARIFFS, TOTAL, USUAL_DIGITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_api.readings.models import MeterReading
    from backend_api.readings.registers import RegisterCode


@dataclass(frozen=True)
class Counter:
    """What a register showed at the beginning of a day."""

    read_on: date
    value: Decimal


@dataclass(frozen=True)
class Exchange:
    """A register's last value on the old meter and its first on the new one."""

    exchanged_on: date
    old_final_value: Decimal
    new_start_value: Decimal


@dataclass(frozen=True)
class Metered:
    """What is known of one register besides its readings."""

    exchanges: tuple[Exchange, ...] = ()
    digits: int | None = None
    """Before the decimal point; the usual number when None."""
    profile: Profile = "even"


def used_between(first: Counter, second: Counter, metered: Metered, *, unit: str) -> Decimal:
    """What a register counted between two of its values, in its unit; negative never comes out."""
    total, value = Decimal(), first.value
    for exchange in sorted(metered.exchanges, key=lambda entry: entry.exchanged_on):
        if first.read_on <= exchange.exchanged_on < second.read_on:
            total += _counted(value, exchange.old_final_value, metered, unit)
            value = exchange.new_start_value
    return total + _counted(value, second.value, metered, unit)


def counter(reading: MeterReading) -> Counter:
    """What a stored reading says."""
    return Counter(reading.read_on, reading.value)


def counter_now(last: MeterReading, metered: Metered, until_on: date) -> Decimal:
    """The value that a register continued from: the last reading, or the first value of a meter put in since."""
    since = [entry for entry in metered.exchanges if last.read_on <= entry.exchanged_on < until_on]
    return max(since, key=lambda entry: entry.exchanged_on).new_start_value if since else last.value


def segments_of(readings: Sequence[MeterReading], metered: Metered | None = None) -> list[Segment]:
    """What one register counted between its readings, in kWh; the later reading says how sure that is."""
    metered = metered or Metered()
    return [
        Segment(
            from_on=first.read_on,
            until_on=second.read_on,
            amount=used_between(counter(first), counter(second), metered, unit=second.unit) * second.kwh_per_unit,
            source=second.source,
            profile=metered.profile,
        )
        for first, second in pairwise(without_refuted(readings, metered))
    ]


def energy_segments(
    readings: Sequence[MeterReading], metered: dict[RegisterCode, Metered] | None = None, profile: Profile = "even"
) -> list[Segment]:
    """What a whole meter counted: its total register, or its tariff registers where both were read."""
    by_code: dict[RegisterCode, list[MeterReading]] = {}
    for reading in readings:
        by_code.setdefault(reading.register_code or TOTAL, []).append(reading)
    known = metered or {}
    found = {code: segments_of(rows, known.get(code, Metered(profile=profile))) for code, rows in by_code.items()}
    tariffs = [found.pop(code) for code in TARIFFS if code in found]
    whole = next((segments for segments in found.values() if segments), [])
    return whole or _added(tariffs)


def without_refuted(readings: Sequence[MeterReading], metered: Metered) -> list[MeterReading]:
    """The readings without the estimates that a later reading shows to be too high."""
    kept: list[MeterReading] = []
    for reading in readings:
        if reading.source != "estimated":
            while kept and kept[-1].source == "estimated" and _refutes(reading, kept[-1], metered):
                kept.pop()
        kept.append(reading)
    return kept


def _refutes(later: MeterReading, estimate: MeterReading, metered: Metered) -> bool:
    exchanged = any(estimate.read_on <= entry.exchanged_on < later.read_on for entry in metered.exchanges)
    return not exchanged and later.value < estimate.value


def _counted(start: Decimal, end: Decimal, metered: Metered, unit: str) -> Decimal:
    if end >= start:
        return end - start
    digits = metered.digits or USUAL_DIGITS.get(unit, USUAL_DIGITS["kWh"])
    while Decimal(10) ** digits <= start:
        digits += 1
    return Decimal(10) ** digits - start + end


def _added(registers: list[list[Segment]]) -> list[Segment]:
    """Spans that all registers have, with their amounts added; what only one of them has is not the whole."""
    if not registers:
        return []
    spans = [{(entry.from_on, entry.until_on): entry for entry in segments} for segments in registers]
    common = sorted(set.intersection(*(set(entries) for entries in spans)))
    return [_sum([entries[span] for entries in spans]) for span in common]


def _sum(segments: list[Segment]) -> Segment:
    first, sources = segments[0], {segment.source for segment in segments}
    amount = sum((segment.amount for segment in segments), Decimal())
    source = next(iter(sources)) if len(sources) == 1 else "mixed"
    return Segment(first.from_on, first.until_on, amount, source, first.profile)
