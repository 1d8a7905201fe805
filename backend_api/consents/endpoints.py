"""Consents over HTTP: for the customer, and for whoever sends messages."""

from functools import partial

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from backend_api.consents import service
from backend_api.consents.schemas import CheckIn, CheckList, ConsentList, ConsentsIn
from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import CurrentClock, KnownAddress, Once, ReadingSession, Verified, scoped
from backend_api.errors import IdempotencyKeyMissingError, IdempotencyKeyReusedError, ScopeMissingError, refusals
from backend_api.security import Scope

router = APIRouter(tags=["consents"])


@router.get("/consents", responses=refusals())
async def list_consents(session: ReadingSession, identity: Verified, clock: CurrentClock) -> ConsentList:
    """What the customer agreed to, by purpose and channel, with the history; needs `verified`."""
    return await service.list_own(session, identity, now=clock.now())


@router.put(
    "/consents",
    response_model=ConsentList,
    responses=refusals(RightMissingError, IdempotencyKeyMissingError, IdempotencyKeyReusedError),
)
async def put_consents(identity: KnownAddress, once: Once, consents: ConsentsIn) -> JSONResponse:
    """Give or withdraw consents; giving needs `verified`, withdrawing `channel`, which then hears of these only."""
    return await once(partial(service.put, once.session, identity, consents, now=once.now), status=200)


@router.post(
    "/operations/consent-checks",
    responses=refusals(ScopeMissingError),
    dependencies=[Depends(scoped(Scope.NOTIFICATIONS))],
)
async def check_consents(session: ReadingSession, clock: CurrentClock, check: CheckIn) -> CheckList:
    """Whether something may be sent to these customers now; changes nothing. For gateway and notifications."""
    return await service.check(session, check, now=clock.now())
