"""Use of several service points in two periods, from the billing systems where they know it, else from our readings.

A billing system is believed for whole calendar months, of which it has to know every one; for other days, and for
points in no system, use follows from our own readings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.billing_systems.service import monthly_use
from backend_api.consumption.schemas import ComparedPoint, ComparedTotal, ConsumptionComparison, Period
from backend_api.consumption.segments import months, usage
from backend_api.consumption.service import check_period, segments_of_point
from backend_api.errors import NotFoundError
from backend_api.service_points import repository as service_points
from backend_api.service_points.schemas import MissingSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.billing_systems.refreshing import JoinedSystems
    from backend_api.billing_systems.use import JoinedUse, PointUse
    from backend_api.consumption.segments import Source
    from backend_api.security import Identity
    from backend_api.service_points.models import ServicePoint

type Days = tuple[date, date]
"""First and last day."""
_DAY = timedelta(days=1)
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Asked:
    """Which points and which periods."""

    period: Days
    against: Days
    service_point_ids: tuple[UUID, ...] = ()
    """All of the customer's when empty."""


async def compare(
    systems: JoinedSystems, session: AsyncSession, identity: Identity, asked: Asked
) -> ConsumptionComparison:
    """Both periods beside each other, point by point and added up.

    Raises:
        NotFoundError: The customer has no such service point.
        PeriodInvalidError: A period ends before it begins, or is longer than three years.
    """
    check_period(*asked.period)
    check_period(*asked.against)
    first_on, last_on = min(asked.period[0], asked.against[0]), max(asked.period[1], asked.against[1])
    joined = await monthly_use(systems, session, identity, first_on, last_on)
    points = await _points(session, identity, asked.service_point_ids)
    told = {use.service_point_id: use for use in joined.points}
    rows = [await _row(session, identity, point, told.get(point.id), asked) for point in points]
    return ConsumptionComparison(
        period=Period(from_on=asked.period[0], to_on=asked.period[1]),
        against=Period(from_on=asked.against[0], to_on=asked.against[1]),
        points=rows,
        totals=totals(rows),
        complete=joined.complete and all(row.complete for row in rows),
        missing=_missing(joined),
    )


def totals(rows: Sequence[ComparedPoint]) -> list[ComparedTotal]:
    """One per commodity, over the points that are wholly known in both periods: nothing else can be compared."""
    found = []
    ordered = sorted(rows, key=lambda row: (row.commodity, row.unit))
    for (commodity, unit), group in groupby(ordered, key=lambda row: (row.commodity, row.unit)):
        of_kind = list(group)
        known = [row for row in of_kind if row.complete]
        now = sum((row.now or Decimal() for row in known), Decimal())
        before = sum((row.before or Decimal() for row in known), Decimal())
        found.append(
            ComparedTotal(
                commodity=commodity,
                unit=unit,
                now=now,
                before=before,
                change=now - before,
                change_percent=_percent(now, before),
                points=len(known),
                points_asked=len(of_kind),
            )
        )
    return found


def told_use(months_told: dict[date, Decimal], days: Days) -> Decimal | None:
    """Use in these days as a billing system has it; None unless they are whole months that it knows."""
    first_on, last_on = days
    if first_on.day != 1 or (last_on + _DAY).day != 1:
        return None
    wanted = [month.from_on for month in months(first_on, last_on)]
    if any(month_on not in months_told for month_on in wanted):
        return None
    return sum((months_told[month_on] for month_on in wanted), Decimal())


async def _points(session: AsyncSession, identity: Identity, wanted: tuple[UUID, ...]) -> list[ServicePoint]:
    own = await service_points.list_own(session, identity)
    if not wanted:
        return list(own)
    chosen = [point for point in own if point.id in wanted]
    if len(chosen) != len(set(wanted)):
        raise NotFoundError
    return chosen


async def _row(
    session: AsyncSession, identity: Identity, point: ServicePoint, told: PointUse | None, asked: Asked
) -> ComparedPoint:
    days = (min(asked.period[0], asked.against[0]), max(asked.period[1], asked.against[1]))
    segments = await segments_of_point(session, identity, point, days)
    now, before = usage(segments, *asked.period), usage(segments, *asked.against)
    by_system = told is not None and told.source is not None
    values = (_told_values(told, asked) if told is not None and by_system else None) or _Values(
        now.amount if now.covered_days else None,
        before.amount if before.covered_days else None,
        complete=now.covered_days == _length(asked.period) and before.covered_days == _length(asked.against),
        told=False,
    )
    return _shown(point, values, told if values.told else None, now.source)


@dataclass(frozen=True)
class _Values:
    now: Decimal | None
    before: Decimal | None
    complete: bool
    told: bool
    """By a billing system."""


def _told_values(told: PointUse, asked: Asked) -> _Values | None:
    """What the billing system knows of both periods; None when it does not know both."""
    now, before = told_use(told.months, asked.period), told_use(told.months, asked.against)
    return None if now is None or before is None else _Values(now, before, complete=True, told=True)


def _shown(point: ServicePoint, values: _Values, told: PointUse | None, source: Source | None) -> ComparedPoint:
    change = percent = None
    if values.complete and values.now is not None and values.before is not None:
        change, percent = values.now - values.before, _percent(values.now, values.before)
    return ComparedPoint(
        service_point_id=point.id,
        service_point_name=point.name,
        commodity=point.commodity,
        unit="GB" if point.kind == "line" else "kWh",
        now=values.now,
        before=values.before,
        change=change,
        change_percent=percent,
        complete=values.complete,
        reading_source=source,
        source=told.source if told else None,
        as_of=told.as_of if told else None,
        current=told.current if told else True,
    )


def _missing(joined: JoinedUse) -> list[MissingSource]:
    return [
        MissingSource(
            source=system.title,
            reason=system.reason,
            since=system.since,
            as_of=system.as_of,
            points=system.points,
        )
        for system in joined.missing
    ]


def _percent(now: Decimal, before: Decimal) -> Decimal | None:
    return None if before == 0 else ((now - before) / before * 100).quantize(_TENTH)


def _length(days: Days) -> int:
    return (days[1] - days[0]).days + 1
