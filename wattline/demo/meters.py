"""What was used, month by month, and what the meters showed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.invoices.models import ReadingSource
from backend_api.readings.models import LineUsage, MeterReading
from wattline.demo.calendar import DAY, add_months, month_first

if TYPE_CHECKING:
    from random import Random
    from uuid import UUID

    from wattline.demo.plan import PointPlan
    from wattline.demo.terms import Spans

SEASONS = {
    "electricity": (1.16, 1.12, 1.06, 0.98, 0.92, 0.87, 0.85, 0.87, 0.93, 1.02, 1.09, 1.13),
    "gas": (1.95, 1.75, 1.45, 1.00, 0.52, 0.28, 0.22, 0.24, 0.45, 0.98, 1.42, 1.74),
}
"""How much of an average month is used in each month, from January."""
KWH_PER_M3 = {"DE": Decimal("10.9"), "PL": Decimal("11.2")}
"""Calorific value times state number."""
DOUBLED = Decimal("2.25")
"""An estimate far too high: with the base price in it, the bill about doubles."""


@dataclass(frozen=True)
class UsedPeriod:
    """A billing period and what was used in it."""

    from_on: date
    to_on: date
    amount: Decimal
    """kWh, or GB for a line."""
    source: ReadingSource | None
    """Where the closing reading came from; none for a line."""


def energy(
    point: PointPlan, point_id: UUID, days: Spans, country: str, random: Random
) -> tuple[list[MeterReading], list[UsedPeriod]]:
    """Readings of a metering point and the periods between them, oldest first."""
    if not days.periods:
        return [], []
    is_gas = point.commodity == "gas"
    factor = KWH_PER_M3[country] if is_gas else Decimal(1)
    step = Decimal(1) if is_gas or point.meter != "smart" else Decimal("0.1")
    counter = Decimal(random.randint(1_000, 40_000))
    readings = [
        _reading(
            point_id, add_months(days.billed_until, -days.periods * days.step), counter, is_gas, factor, "measured"
        )
    ]
    periods: list[UsedPeriod] = []
    for ago in reversed(range(days.periods)):
        from_on = add_months(days.billed_until, -(ago + 1) * days.step)
        until_on = add_months(days.billed_until, -ago * days.step)
        units = (_expected(point, from_on, until_on, days.billed_until, random) / factor).quantize(step)
        if point.bills.doubled and ago == 0:
            units = (periods[-1].amount / factor * DOUBLED).quantize(step)
        counter += units
        source = _source(point, ago)
        readings.append(_reading(point_id, until_on, counter, is_gas, factor, source))
        periods.append(UsedPeriod(from_on, until_on - DAY, units * factor, source))
    return readings, periods


def data(
    point: PointPlan, point_id: UUID, days: Spans, today: date, random: Random
) -> tuple[list[LineUsage], list[UsedPeriod]]:
    """Use of a line in GB per month; the running month is counted until yesterday."""
    usages: list[LineUsage] = []
    periods: list[UsedPeriod] = []
    for ago in reversed(range(days.periods)):
        month_on = add_months(days.billed_until, -(ago + 1))
        last_on = add_months(month_on, 1) - DAY
        used = (point.use * (Decimal(1) if ago == 0 else _noise(random, 0.18))).quantize(Decimal("0.1"))
        usages.append(_usage(point_id, month_on, last_on, used))
        periods.append(UsedPeriod(month_on, last_on, used, None))
    if today.day > 1 and not point.planned:
        share = Decimal(today.day - 1) / Decimal((add_months(month_first(today), 1) - month_first(today)).days)
        used = (point.use * share * Decimal("0.85")).quantize(Decimal("0.1"))
        usages.append(_usage(point_id, month_first(today), today - DAY, used))
    return usages, periods


def _expected(point: PointPlan, from_on: date, until_on: date, now: date, random: Random) -> Decimal:
    """Use in kWh by season and trend, with a little chance."""
    season = SEASONS[point.commodity]
    count = (until_on - from_on).days
    weight = sum(season[(from_on + timedelta(days=number)).month - 1] for number in range(count)) / 365
    years_ago = (now - until_on).days / 365
    drift = (1 + point.trend) ** -years_ago
    return point.use * Decimal(f"{weight * drift:.6f}") * _noise(random, 0.03)


def _source(point: PointPlan, ago: int) -> ReadingSource:
    """A smart or yearly meter is read each time; others once a year, and between that estimated."""
    if point.meter != "quarterly":
        return "measured"
    if ago == 0:
        return "estimated" if point.bills.doubled else "customer"
    return "measured" if ago % 4 == 1 else "estimated"


def _noise(random: Random, spread: float) -> Decimal:
    return Decimal(f"{random.uniform(1 - spread, 1 + spread):.4f}")


def _reading(
    point_id: UUID, read_on: date, value: Decimal, is_gas: bool, factor: Decimal, source: ReadingSource
) -> MeterReading:
    return MeterReading(
        service_point_id=point_id,
        read_on=read_on,
        value=value,
        unit="m3" if is_gas else "kWh",
        kwh_per_unit=factor,
        source=source,
    )


def _usage(point_id: UUID, month_on: date, last_on: date, used: Decimal) -> LineUsage:
    return LineUsage(service_point_id=point_id, month_on=month_on, counted_until_on=last_on, data_gb=used)
