"""Supply interruptions: who is told of which, what customers report, and what staff or the grid's system announce."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.numbers.service import next_number
from backend_api.outages import repository
from backend_api.outages.errors import OutageTimesInvalidError
from backend_api.outages.models import Outage, OutageArea, OutagePoint, OutageReport
from backend_api.outages.repository import Place
from backend_api.outages.rules import apply, normal_postcode
from backend_api.outages.schemas import (
    Area,
    OutageList,
    OutageOut,
    OutageReportOut,
    ReportGroup,
    ReportGroupList,
    StaffOutage,
    StaffOutageList,
)
from backend_api.security import Identity, Level

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.outages.models import OutageState
    from backend_api.outages.schemas import OutageIn, OutageMoveIn, OutageReportIn
    from backend_api.service_points.models import Commodity, ServicePoint

OVER_HOURS = 24
"""How long an interruption that is over is still told; our own rule."""
REPORT_HOURS = 2
"""How long reports without a known interruption count together; our own rule."""


async def by_postcode(
    session: AsyncSession, country: str, postcode: str, commodity: Commodity | None, *, now: datetime
) -> OutageList:
    """Interruptions in a postcode, for anybody."""
    place = Place(country, normal_postcode(postcode, country), commodity)
    return await _told(session, [place], now)


async def at_own_points(
    session: AsyncSession, identity: Identity, service_point_id: UUID | None, *, now: datetime
) -> OutageList:
    """Interruptions at one of the customer's points, or at all of them; none for a point of somebody else."""
    if service_point_id is None:
        points = list(await repository.own_points(session, identity))
    else:
        found = await repository.own_point(session, identity, service_point_id, Level.VERIFIED)
        points = [] if found is None else [found]
    return await _told(session, [_place(point) for point in points], now)


async def report(
    session: AsyncSession, identity: Identity, wanted: OutageReportIn, *, now: datetime
) -> OutageReportOut:
    """Note that a customer has no supply, and say what is known there; raises NotFoundError for a foreign point."""
    point = await repository.own_point(session, identity, wanted.service_point_id, Level.CHANNEL)
    if point is None:
        raise NotFoundError
    known = await repository.at_place(session, _place(point), over_since=now)
    running = next((outage for outage in known if outage.state == "running"), None)
    row = OutageReport(
        customer_id=point.customer_id,
        service_point_id=point.id,
        problem=wanted.problem,
        outage_id=None if running is None else running.id,
        reported_at=now,
    )
    await repository.store(session, row)
    shown = None if running is None else OutageOut.model_validate(running)
    return OutageReportOut(id=row.id, reported_at=now, outage=shown)


async def announce(session: AsyncSession, wanted: OutageIn, *, now: datetime) -> StaffOutage:
    """Announce an interruption; whoever is affected is told by events.

    Raises:
        OutageTimesInvalidError: It ends before it begins.
        NotFoundError: One of the service points does not exist.
    """
    if wanted.expected_until_at is not None and wanted.expected_until_at <= wanted.starts_at:
        raise OutageTimesInvalidError
    planned = wanted.starts_at > now
    points = sorted(set(wanted.service_point_ids))
    if points and await repository.missing_points(session, points):
        raise NotFoundError
    areas = {(area.country, normal_postcode(area.postcode, area.country)) for area in wanted.areas}
    outage = Outage(
        number=await next_number(session, "outage"),
        commodity=wanted.commodity,
        state="planned" if planned else "running",
        cause=wanted.cause,
        starts_at=wanted.starts_at,
        expected_until_at=wanted.expected_until_at,
        notes=dict(wanted.notes),
        announced_at=now,
        areas=[OutageArea(country=country, postcode=postcode) for country, postcode in sorted(areas)],
        points=[OutagePoint(service_point_id=point_id) for point_id in points],
    )
    await repository.store(session, outage)
    await _tell(session, outage, now)
    return await _for_staff(session, outage)


async def move(session: AsyncSession, outage_id: UUID, step: OutageMoveIn, *, now: datetime) -> StaffOutage:
    """Start, end or call off an interruption, or change what is expected.

    Raises:
        NotFoundError: There is no such interruption.
        OutageMoveRefusedError: That is not possible from its state.
        OutageTimesInvalidError: It would end before it begins.
    """
    outage = await repository.find(session, outage_id, to_change=True)
    if outage is None:
        raise NotFoundError
    if step.event is not None:
        outage.state = apply(outage.state, step.event)
        if step.event == "start":
            outage.starts_at = min(outage.starts_at, now)
        else:
            outage.ended_at = now
    if step.expected_until_at is not None:
        if step.expected_until_at <= outage.starts_at:
            raise OutageTimesInvalidError
        outage.expected_until_at = step.expected_until_at
    await session.flush()
    if step.event in ("start", "end"):
        await _tell(session, outage, now)
    return await _for_staff(session, outage)


async def list_outages(session: AsyncSession, *, state: OutageState | None, limit: int, offset: int) -> StaffOutageList:
    """A page, the latest first."""
    outages = await repository.list_for_staff(session, state=state, limit=limit, offset=offset)
    total = await repository.count_for_staff(session, state=state)
    return StaffOutageList(items=[await _for_staff(session, outage) for outage in outages], total=total)


async def unexplained(session: AsyncSession, *, now: datetime) -> ReportGroupList:
    """Where customers report what no known interruption explains."""
    rows = await repository.unexplained(session, since=now - timedelta(hours=REPORT_HOURS))
    items = [
        ReportGroup(country=country, postcode=postcode, commodity=commodity, reports=number, first_at=first)
        for country, postcode, commodity, number, first in rows
    ]
    return ReportGroupList(items=items, total=len(items))


def _place(point: ServicePoint) -> Place:
    return Place(point.country, point.postcode, point.commodity, point.id)


async def _told(session: AsyncSession, places: list[Place], now: datetime) -> OutageList:
    seen: dict[UUID, Outage] = {}
    for place in places:
        for outage in await repository.at_place(session, place, over_since=now - timedelta(hours=OVER_HOURS)):
            seen.setdefault(outage.id, outage)
    order = {"running": 0, "planned": 1, "over": 2}
    outages = sorted(seen.values(), key=lambda outage: (order[outage.state], outage.starts_at, outage.number))
    return OutageList(items=[OutageOut.model_validate(outage) for outage in outages], total=len(outages))


async def _for_staff(session: AsyncSession, outage: Outage) -> StaffOutage:
    return StaffOutage(
        **dict(OutageOut.model_validate(outage)),
        id=outage.id,
        areas=[Area.model_validate(area) for area in outage.areas],
        affected_points=await repository.count_affected(session, outage),
        reports=await repository.count_reports(session, outage.id),
    )


async def _tell(session: AsyncSession, outage: Outage, now: datetime) -> None:
    """One event for each service point that is affected at this moment."""
    if outage.state == "running":
        await repository.adopt_reports(session, outage, since=now - timedelta(hours=REPORT_HOURS))
    expected = None if outage.expected_until_at is None else outage.expected_until_at.isoformat()
    name = {"planned": "outage_planned", "running": "outage_started", "over": "outage_over"}[outage.state]
    times = {
        "outage_planned": {"from_at": outage.starts_at.isoformat(), "until_at": expected},
        "outage_started": {"expected_until_at": expected},
        "outage_over": {},
    }[name]
    for point_id, customer_id in await repository.affected(session, outage):
        about = {"outage_number": outage.number, "service_point_id": str(point_id), **times}
        await emit(session, name, customer_id=customer_id, about=about, at=now)
