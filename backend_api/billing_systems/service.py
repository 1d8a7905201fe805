"""A customer's points and use joined over the billing systems, from what they said last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.billing_systems import repository
from backend_api.billing_systems.models import BillingPoint
from backend_api.billing_systems.use import JoinedUse, MissingSystem, PointUse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.billing_systems.models import BillingCheck, BillingMonthUse
    from backend_api.billing_systems.refreshing import JoinedSystems
    from backend_api.security import Identity
    from backend_api.service_points.models import ServicePoint


@dataclass(frozen=True)
class JoinedPoint:
    """What one of the customer's points is in the billing system that knows it best."""

    record: BillingPoint
    title: str
    """The system's."""
    current: bool
    """False when these are the last known values of a system that is missing."""


@dataclass(frozen=True)
class Joined:
    """The billing systems' view of one customer."""

    points: dict[UUID, JoinedPoint]
    """By the id of the service point; a point in two systems stands once."""
    missing: list[MissingSystem]
    """Empty when every system answered in full."""


async def joined_points(systems: JoinedSystems, session: AsyncSession, identity: Identity) -> Joined:
    """What the systems say about the customer's points; asks those that are due first, for at most two seconds.

    Call it before anything else is read with this session: a transaction that has begun may not see what they said.
    """
    checks = await systems.refresh(identity)
    records = await repository.own_points(session, identity) if systems.askers else []
    return join(systems, checks, records, now=systems.clock.now())


async def monthly_use(
    systems: JoinedSystems, session: AsyncSession, identity: Identity, from_on: date, to_on: date
) -> JoinedUse:
    """Use of all of the customer's points in the months that begin in these days, both included.

    Systems whose answer is not fresh are asked first, for at most two seconds. Call it before anything else is read
    with this session: a transaction that has begun may not see what they said.

    Args:
        systems: ``dependencies.BillingSystems`` of the endpoint.
        session: The request's.
        identity: Whose points; needs ``verified``.
        from_on: First day; a month that begins before it is left out. Use is kept for ``MONTHS_KEPT`` months.
        to_on: Last day.
    """
    joined = await joined_points(systems, session, identity)
    places = await repository.own_service_points(session, identity)
    months: dict[UUID, list[BillingMonthUse]] = {}
    for use in await repository.own_uses(session, identity, from_on, to_on):
        months.setdefault(use.billing_point_id, []).append(use)
    points = [_point_use(place, joined.points.get(place.id), months) for place in places]
    return JoinedUse(points=points, missing=joined.missing)


def join(
    systems: JoinedSystems, checks: Sequence[BillingCheck], records: Sequence[BillingPoint], *, now: datetime
) -> Joined:
    """Put the last good records and how the last questions went together; pure."""
    last = {check.source: check for check in checks}
    titles = {asker.system.name: asker.system.title for asker in systems.askers}
    order = {name: place for place, name in enumerate(titles)}
    points: dict[UUID, JoinedPoint] = {}
    stale: dict[str, list[BillingPoint]] = {}
    for record in sorted(records, key=lambda row: (order.get(row.source, len(order)), row.source_id)):
        check = last.get(record.source)
        current = check is not None and systems.lasts(check, now) and record.seen_at >= check.asked_at
        if not current:
            stale.setdefault(record.source, []).append(record)
        found = points.get(record.service_point_id)
        if found is None or (current and not found.current):
            title = titles.get(record.source, record.source.capitalize())
            points[record.service_point_id] = JoinedPoint(record, title, current)
    missing = [
        _missing(name, title, last.get(name), stale.get(name, []), now)
        for name, title in titles.items()
        if (check := last.get(name)) is None or check.outcome != "answered" or not systems.lasts(check, now)
    ]
    return Joined(points=points, missing=missing)


def _missing(
    name: str, title: str, check: BillingCheck | None, stale: Sequence[BillingPoint], now: datetime
) -> MissingSystem:
    """A system whose questions are still running has been missing since it was last asked."""
    running = check is None or check.outcome == "answered"
    since = now if check is None else check.missing_since or check.asked_at
    return MissingSystem(
        name=name,
        title=title,
        reason="silent" if check is None or running else check.outcome,
        since=since,
        as_of=min((record.as_of for record in stale), default=None),
        points=len(stale),
    )


def _point_use(place: ServicePoint, joined: JoinedPoint | None, months: dict[UUID, list[BillingMonthUse]]) -> PointUse:
    uses = [] if joined is None else months.get(joined.record.id, [])
    return PointUse(
        service_point_id=place.id,
        name=place.name,
        commodity=place.commodity,
        unit="GB" if place.kind == "line" else "kWh",
        months={use.month_on: use.amount for use in uses},
        source=None if joined is None else joined.title,
        as_of=None if joined is None else joined.record.as_of,
        current=joined is None or joined.current,
    )
