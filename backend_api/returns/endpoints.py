"""Returns over HTTP, for customers and partners."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import Once, PartnerUser, ReadingSession, Verified
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.returns import service
from backend_api.returns.errors import AlreadyReturnedError, NotReturnableError, ReturnPeriodOverError
from backend_api.returns.parameters import ReturnDays, ReturnNumber
from backend_api.returns.schemas import ReturnableOrder, ReturnIn, ReturnList, ReturnOut

router = APIRouter(tags=["returns"])

_WRITE = (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    AlreadyReturnedError,
    NotReturnableError,
    ReturnPeriodOverError,
)


@router.get("/returnable-lines", responses=refusals(NotFoundError))
async def list_returnable_lines(
    session: ReadingSession,
    identity: Verified,
    changed: ReturnDays,
    order_number: Annotated[str, Query(max_length=40, pattern="^[!-~]+$", description="Which order.")],
) -> ReturnableOrder:
    """What of an order can come back, and until when; needs `verified`."""
    return await service.returnable(session, identity, order_number, changed=changed)


@router.post("/returns", status_code=201, response_model=ReturnOut, responses=refusals(*_WRITE, RightMissingError))
async def open_return(identity: Verified, once: Once, changed: ReturnDays, wanted: ReturnIn) -> JSONResponse:
    """Send goods of an order back: checks the period, opens the order of kind `return`, gives a code and a slip."""
    return await once(partial(service.open_own, once.session, identity, wanted, now=once.now, changed=changed))


@router.get("/returns", responses=refusals())
async def list_returns(session: ReadingSession, identity: Verified) -> ReturnList:
    """The customer's returns, newest first; needs `verified`."""
    return await service.list_own(session, identity)


@router.get("/returns/{number}", responses=refusals(NotFoundError))
async def get_return(session: ReadingSession, identity: Verified, number: ReturnNumber) -> ReturnOut:
    """One return with its lines; needs `verified`."""
    return await service.describe_own(session, identity, number)


@router.post(
    "/partner/returns", status_code=201, response_model=ReturnOut, responses=refusals(*_WRITE, RoleMissingError)
)
async def open_partner_return(identity: PartnerUser, once: Once, changed: ReturnDays, wanted: ReturnIn) -> JSONResponse:
    """Send goods back that a customer brought to the partner who sold them."""
    return await once(partial(service.open_of_partner, once.session, identity, wanted, now=once.now, changed=changed))


@router.get("/partner/returns", responses=refusals(NotFoundError, RoleMissingError))
async def list_partner_returns(session: ReadingSession, identity: PartnerUser) -> ReturnList:
    """The partner's returns, newest first."""
    return await service.list_of_partner(session, identity)


@router.get("/partner/returns/{number}", responses=refusals(NotFoundError, RoleMissingError))
async def get_partner_return(session: ReadingSession, identity: PartnerUser, number: ReturnNumber) -> ReturnOut:
    """One of the partner's returns."""
    return await service.describe_of_partner(session, identity, number)
