"""Meter readings over HTTP."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse

from backend_api.dependencies import CurrentClock, KnownAddress, Once, ReadingSession, Verified, scoped, staff
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RequestInvalidError,
    RoleMissingError,
    ScopeMissingError,
    listed,
    refusals,
)
from backend_api.parameters import PathId, ServicePointParameter
from backend_api.readings import service, taking, telling
from backend_api.readings.errors import (
    MeterNumberDiffersError,
    NoMeterError,
    ReadingDuplicateError,
    ReadingImplausibleError,
    ReadingInFutureError,
    ReadingTooOldError,
    RegisterUnknownError,
    ReviewDecidedError,
)
from backend_api.readings.schemas import (
    DecisionIn,
    DueOut,
    ExchangeIn,
    MeterExchangeOut,
    MeterList,
    ReadingIn,
    ReadingList,
    ReadingsTaken,
    ReadingToldIn,
    ReviewList,
    ReviewOut,
)
from backend_api.security import Identity, Scope

router = APIRouter(tags=["readings"])

_ONCE = (IdempotencyKeyMissingError, IdempotencyKeyReusedError)
_REFUSED = (NotFoundError, NoMeterError, RegisterUnknownError, ReadingInFutureError, ReadingDuplicateError)
_Staff = Annotated[Identity, Depends(staff("agent", "team_lead", "back_office"))]
_SYSTEMS = Depends(scoped(Scope.ERP, Scope.OPERATIONS))


@router.get("/readings", responses=refusals(NotFoundError))
async def list_readings(
    session: ReadingSession,
    identity: Verified,
    clock: CurrentClock,
    service_point_id: ServicePointParameter,
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 30,
) -> ReadingList:
    """The latest readings of a metering point, with the counters that a new one must name; needs `verified`."""
    return await service.list_own(session, identity, service_point_id, limit=limit, today=clock.today())


@router.get("/meters", responses=refusals())
async def list_meters(session: ReadingSession, identity: KnownAddress) -> MeterList:
    """The meters that a reading can be handed in for; needs `channel`, so it tells no place and no use."""
    return await service.list_meters(session, identity)


@router.post(
    "/readings",
    status_code=201,
    response_model=ReadingsTaken,
    responses=refusals(*_REFUSED, ReadingImplausibleError, ReadingTooOldError, MeterNumberDiffersError, *_ONCE),
)
async def take_reading(identity: KnownAddress, once: Once, clock: CurrentClock, reading: ReadingIn) -> JSONResponse:
    """Hand in what a meter shows; needs `channel`. Out of range it is refused, and stored for a person with a photo."""
    return await once(partial(taking.take, once.session, identity, reading, now=once.now, today=clock.today()))


@router.get("/staff/reading-reviews", responses=refusals(RoleMissingError))
async def list_reading_reviews(session: ReadingSession, identity: _Staff) -> ReviewList:
    """Readings out of range that came with a photo and wait for a person; for staff."""
    del identity
    return await service.list_reviews(session)


@router.post(
    "/staff/reading-reviews/{item_id}/decisions",
    status_code=201,
    response_model=ReviewOut,
    responses=refusals(NotFoundError, RoleMissingError, ReviewDecidedError, *_ONCE),
)
async def decide_reading_review(identity: _Staff, once: Once, reading_id: PathId, decision: DecisionIn) -> JSONResponse:
    """Let a reading under review count, or not; for staff."""
    return await once(partial(service.decide, once.session, identity, reading_id, decision, now=once.now))


@router.post(
    "/operations/readings",
    status_code=201,
    response_model=ReadingsTaken,
    dependencies=[_SYSTEMS],
    responses=listed(ScopeMissingError, *_REFUSED, ReadingTooOldError, *_ONCE, RequestInvalidError),
)
async def tell_reading(once: Once, clock: CurrentClock, told: ReadingToldIn) -> JSONResponse:
    """Tell of a measured or estimated reading; needs scope `erp` or `operations`."""
    return await once(partial(telling.tell, once.session, told, now=once.now, today=clock.today()))


@router.post(
    "/operations/meter-exchanges",
    status_code=201,
    response_model=MeterExchangeOut,
    dependencies=[_SYSTEMS],
    responses=listed(ScopeMissingError, *_REFUSED, *_ONCE, RequestInvalidError),
)
async def tell_meter_exchange(once: Once, clock: CurrentClock, told: ExchangeIn) -> JSONResponse:
    """Tell of an exchanged meter; needs scope `erp` or `operations`."""
    return await once(partial(telling.exchange, once.session, told, now=once.now, today=clock.today()))


@router.post(
    "/operations/readings/requests",
    status_code=201,
    response_model=DueOut,
    dependencies=[Depends(scoped(Scope.OPERATIONS))],
    responses=listed(ScopeMissingError, RequestInvalidError, *_ONCE),
)
async def ask_for_readings(
    once: Once,
    clock: CurrentClock,
    after: Annotated[UUID | None, Query(description="Go on after this service point.")] = None,
) -> JSONResponse:
    """Emit `reading_due` where a yearly reading is due soon; for a scheduler, needs scope `operations`."""
    work = partial(telling.ask_for_readings, once.session, after=after, now=once.now, today=clock.today())
    return await once(work)
