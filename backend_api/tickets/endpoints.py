"""Tickets over HTTP."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from backend_api.dependencies import CurrentClock, KnownAddress, ReadingSession, Verified, Write, WritingSession
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    IdentityInvalidError,
    IdentityLevelTooLowError,
    NotFoundError,
    RequestInvalidError,
    listed,
)
from backend_api.idempotency.service import once
from backend_api.security import Level
from backend_api.tickets import service
from backend_api.tickets.schemas import TicketIn, TicketList, TicketOut

router = APIRouter(tags=["tickets"])


@router.post(
    "/tickets",
    status_code=service.CREATED,
    response_model=TicketOut,
    responses=listed(
        IdentityInvalidError,
        IdentityLevelTooLowError,
        IdempotencyKeyMissingError,
        IdempotencyKeyReusedError,
        NotFoundError,
        RequestInvalidError,
    ),
)
async def open_ticket(
    identity: KnownAddress, clock: CurrentClock, write: Write, ticket: TicketIn, session: WritingSession
) -> JSONResponse:
    """Open a ticket, promised for the next opening hour; needs `channel`. The same key again gets the same answer."""
    now = clock.now()
    work = partial(service.open_ticket, session, identity, ticket, now=now)
    answer = await once(session, write, identity.require(Level.CHANNEL), now=now, work=work)
    return JSONResponse(answer.body, status_code=answer.status)


@router.get("/tickets", responses=listed(IdentityInvalidError, IdentityLevelTooLowError))
async def list_tickets(session: ReadingSession, identity: Verified) -> TicketList:
    """The customer's tickets, newest first; needs `verified`."""
    return await service.list_own(session, identity)
