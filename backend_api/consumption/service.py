"""Consumption of a service point per period and month, beside the year before."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.consumption.schemas import ConsumptionOut, MonthUse, YearBefore
from backend_api.consumption.seasons import profile_of
from backend_api.consumption.segments import Segment, Usage, months, usage, year_earlier, year_earlier_end
from backend_api.errors import NotFoundError, PeriodInvalidError
from backend_api.readings import repository as readings
from backend_api.readings.known import known_of
from backend_api.readings.metering import energy_segments
from backend_api.service_points import repository as service_points

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.readings.models import LineUsage
    from backend_api.security import Identity
    from backend_api.service_points.models import ServicePoint

LONGEST_DAYS = 3 * 366
"""A longer period is refused: nobody asks for it, and it would be slow."""
EARLIEST_ON = date(2000, 1, 1)
LATEST_ON = date(2100, 1, 1)
_DAY = timedelta(days=1)
_TENTH = Decimal("0.1")


async def describe(
    session: AsyncSession, identity: Identity, service_point_id: UUID, from_on: date, to_on: date
) -> ConsumptionOut:
    """Use in the days, both included.

    Raises:
        NotFoundError: The customer has no such service point.
        PeriodInvalidError: It ends before it begins, or is longer than three years.
    """
    check_period(from_on, to_on)
    point = await service_points.find_own(session, identity, service_point_id)
    segments = await _segments(session, identity, service_point_id, point, (year_earlier(from_on), to_on))
    if point is None:
        raise NotFoundError
    used = usage(segments, from_on, to_on)
    return ConsumptionOut(
        service_point_id=point.id,
        service_point_name=point.name,
        commodity=point.commodity,
        from_on=from_on,
        to_on=to_on,
        total=used.amount,
        unit="GB" if point.kind == "line" else "kWh",
        reading_source=used.source,
        covered_until_on=used.covered_until_on,
        complete=used.covered_days == _days(from_on, to_on),
        year_before=_year_before(segments, used, from_on),
        months=_months(segments, from_on, to_on),
    )


def check_period(from_on: date, to_on: date) -> None:
    """Refuse a period that ends before it begins, or is longer than three years; raises PeriodInvalidError."""
    if not (EARLIEST_ON <= from_on <= to_on <= LATEST_ON) or (to_on - from_on).days >= LONGEST_DAYS:
        raise PeriodInvalidError


def last_twelve_months(today: date) -> tuple[date, date]:
    """The twelve whole calendar months before this one."""
    first_on = today.replace(day=1)
    return year_earlier(first_on), first_on - _DAY


def data_segments(usages: Sequence[LineUsage]) -> list[Segment]:
    """The months of a line in GB; the network measures them."""
    return [Segment(use.month_on, use.counted_until_on + _DAY, use.data_gb, "measured") for use in usages]


async def segments_of_point(
    session: AsyncSession, identity: Identity, point: ServicePoint, period: tuple[date, date]
) -> list[Segment]:
    """What was used at a point of the customer, in the days and somewhat beyond; in kWh, or GB for a line."""
    return await _segments(session, identity, point.id, point, period)


async def _segments(
    session: AsyncSession,
    identity: Identity,
    service_point_id: UUID,
    point: ServicePoint | None,
    period: tuple[date, date],
) -> list[Segment]:
    """Also asked for a point that was not found, so that both answers take the same work."""
    from_on, to_on = period
    if point is not None and point.kind == "line":
        return data_segments(await readings.own_line_usages(session, identity, service_point_id, from_on, to_on))
    read = await readings.own_readings(session, identity, service_point_id, from_on, to_on + _DAY)
    if point is None:
        return []
    profile = profile_of(point.commodity)
    return energy_segments(read, await known_of(session, service_point_id, profile), profile)


def _year_before(segments: list[Segment], used: Usage, from_on: date) -> YearBefore | None:
    """The known days a year earlier; a gap in either year makes a comparison worthless."""
    if used.covered_until_on is None or used.covered_days != _days(from_on, used.covered_until_on):
        return None
    before = _wholly_known(segments, from_on, used.covered_until_on)
    if before is None:
        return None
    change = None if before == 0 else ((used.amount - before) / before * 100).quantize(_TENTH)
    return YearBefore(
        from_on=year_earlier(from_on),
        to_on=year_earlier_end(used.covered_until_on),
        total=before,
        change_percent=change,
    )


def _months(segments: list[Segment], from_on: date, to_on: date) -> list[MonthUse]:
    found = []
    for month in months(from_on, to_on):
        used = usage(segments, month.from_on, month.to_on)
        if used.source is None or used.covered_until_on is None:
            continue
        before = _wholly_known(segments, month.from_on, used.covered_until_on)
        found.append(MonthUse(month=month.name, value=used.amount, source=used.source, year_before_value=before))
    return found


def _wholly_known(segments: list[Segment], from_on: date, to_on: date) -> Decimal | None:
    """Use in the same days a year earlier; None when one of them is not known."""
    first_on, last_on = year_earlier(from_on), year_earlier_end(to_on)
    before = usage(segments, first_on, last_on)
    return before.amount if before.covered_days == _days(first_on, last_on) else None


def _days(from_on: date, to_on: date) -> int:
    return (to_on - from_on).days + 1
