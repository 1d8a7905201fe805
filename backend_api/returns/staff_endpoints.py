"""Returns over HTTP, for staff and the warehouse."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from backend_api.dependencies import Once, ReadingSession
from backend_api.documents.binding import read_code
from backend_api.documents.errors import CodeInvalidError
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.returns import staff_service
from backend_api.returns.errors import NotReturnableError, ReturnNotReadyError
from backend_api.returns.parameters import CareStaff, ReturnNumber, WarehouseStaff
from backend_api.returns.schemas import InspectionIn, ReturnState, StaffReturn, StaffReturnList

router = APIRouter(prefix="/staff/returns", tags=["returns"])

_WRITE = (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    ReturnNotReadyError,
)


@router.get("", responses=refusals(RoleMissingError, CodeInvalidError))
async def list_staff_returns(
    session: ReadingSession,
    identity: CareStaff,
    *,
    state: Annotated[ReturnState | None, Query(description="Only returns in this state.")] = None,
    code: Annotated[str | None, Query(max_length=40, description="The one with this code on its slip.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    offset: Annotated[int, Query(ge=0, le=100_000, description="How many to skip.")] = 0,
) -> StaffReturnList:
    """Returns, newest first; by the code on the slip the one whose parcel was opened."""
    del identity
    known = None if code is None else read_code(code)
    return await staff_service.list_returns(session, state=state, code=known, limit=limit, offset=offset)


@router.get("/{number}", responses=refusals(NotFoundError, RoleMissingError))
async def get_staff_return(session: ReadingSession, identity: CareStaff, number: ReturnNumber) -> StaffReturn:
    """One return."""
    del identity
    return await staff_service.describe(session, number)


@router.post("/{number}/inspection", response_model=StaffReturn, responses=refusals(*_WRITE, NotReturnableError))
async def inspect_return(
    identity: WarehouseStaff, once: Once, number: ReturnNumber, seen: InspectionIn
) -> JSONResponse:
    """The parcel has come: note each piece, take it back or not; a wanted replacement is sent at once."""
    return await once(partial(staff_service.inspect, once.session, identity, number, seen, now=once.now), 200)


@router.post("/{number}/replacement", status_code=201, response_model=StaffReturn, responses=refusals(*_WRITE))
async def send_replacement(identity: CareStaff, once: Once, number: ReturnNumber) -> JSONResponse:
    """Send another device now, before the first has come back; nothing is entered twice."""
    return await once(partial(staff_service.replace, once.session, identity, number, now=once.now))
