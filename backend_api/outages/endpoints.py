"""Supply interruptions over HTTP: for anybody by postcode, for customers at their points, for those who announce."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse

from backend_api.dependencies import (
    Anyone,
    CurrentCaller,
    CurrentClock,
    KnownAddress,
    Once,
    ReadingSession,
    Verified,
    staff,
)
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.outages import service
from backend_api.outages.errors import OutageMoveRefusedError, OutageTimesInvalidError
from backend_api.outages.models import OutageState
from backend_api.outages.schemas import (
    Country,
    OutageIn,
    OutageList,
    OutageMoveIn,
    OutageReportIn,
    OutageReportOut,
    ReportGroupList,
    StaffOutage,
    StaffOutageList,
)
from backend_api.parameters import PathId, ServicePointFilter
from backend_api.security import Scope
from backend_api.service_points.schemas import CommodityName

router = APIRouter(tags=["outages"])

_WRITE = (IdempotencyKeyMissingError, IdempotencyKeyReusedError)
_ANNOUNCERS = ("agent", "team_lead", "back_office", "it")


async def announcer(known: CurrentCaller, identity: Anyone) -> None:
    """A system with the scope `erp` by itself, or one of our own people; raises RoleMissingError."""
    if identity.is_staff or not known.may(Scope.ERP) or known.may(Scope.GATEWAY):
        identity.require_staff(*_ANNOUNCERS)


@router.get("/outages", responses=refusals())
async def list_outages(
    session: ReadingSession,
    clock: CurrentClock,
    postcode: Annotated[str, Query(min_length=2, max_length=10, pattern="^[0-9][0-9 -]*$", description="Where.")],
    country: Annotated[Country, Query(description="ISO 3166.")] = "DE",
    commodity: Annotated[CommodityName | None, Query(description="Which supply; all when left out.")] = None,
) -> OutageList:
    """Interruptions in a postcode; nobody has to say who they are."""
    return await service.by_postcode(session, country, postcode, commodity, now=clock.now())


@router.get("/own-outages", responses=refusals())
async def list_own_outages(
    session: ReadingSession, identity: Verified, clock: CurrentClock, service_point_id: ServicePointFilter
) -> OutageList:
    """Interruptions at the customer's points, or at one of them; needs `verified`."""
    return await service.at_own_points(session, identity, service_point_id, now=clock.now())


@router.post(
    "/outage-reports", status_code=201, response_model=OutageReportOut, responses=refusals(*_WRITE, NotFoundError)
)
async def report_outage(identity: KnownAddress, once: Once, wanted: OutageReportIn) -> JSONResponse:
    """Say that there is no supply at one's own point; tells what is known there. Needs `channel`."""
    return await once(partial(service.report, once.session, identity, wanted, now=once.now))


@router.get(
    "/staff/outages",
    responses=refusals(RoleMissingError),
    dependencies=[Depends(staff(*_ANNOUNCERS))],
)
async def list_staff_outages(
    session: ReadingSession,
    state: Annotated[OutageState | None, Query(description="Only those in this state.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    offset: Annotated[int, Query(ge=0, le=100_000, description="How many to skip.")] = 0,
) -> StaffOutageList:
    """Interruptions with how many are affected and how many reported, the latest first."""
    return await service.list_outages(session, state=state, limit=limit, offset=offset)


@router.get(
    "/staff/outage-reports",
    responses=refusals(RoleMissingError),
    dependencies=[Depends(staff(*_ANNOUNCERS))],
)
async def list_unexplained_reports(session: ReadingSession, clock: CurrentClock) -> ReportGroupList:
    """Where customers report what no known interruption explains, of the last two hours."""
    return await service.unexplained(session, now=clock.now())


@router.post(
    "/staff/outages",
    status_code=201,
    response_model=StaffOutage,
    responses=refusals(*_WRITE, NotFoundError, RoleMissingError, OutageTimesInvalidError),
    dependencies=[Depends(announcer)],
)
async def announce_outage(once: Once, wanted: OutageIn) -> JSONResponse:
    """Announce an interruption, planned or running; who is affected is told. For staff, or the scope `erp`."""
    return await once(partial(service.announce, once.session, wanted, now=once.now))


@router.post(
    "/staff/outages/{item_id}/moves",
    response_model=StaffOutage,
    responses=refusals(*_WRITE, NotFoundError, RoleMissingError, OutageMoveRefusedError, OutageTimesInvalidError),
    dependencies=[Depends(announcer)],
)
async def move_outage(once: Once, item_id: PathId, step: OutageMoveIn) -> JSONResponse:
    """Start, end or call off an interruption, or change when supply is expected back."""
    return await once(partial(service.move, once.session, item_id, step, now=once.now), 200)
