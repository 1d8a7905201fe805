"""Tickets over HTTP."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from backend_api.dependencies import KnownAddress, Once, ReadingSession, Verified
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    IdentityInvalidError,
    IdentityLevelTooLowError,
    NotFoundError,
    RequestInvalidError,
    listed,
)
from backend_api.tickets import service
from backend_api.tickets.schemas import TicketIn, TicketList, TicketOut

router = APIRouter(tags=["tickets"])


@router.post(
    "/tickets",
    status_code=201,
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
    identity: KnownAddress, once: Once, ticket: TicketIn
) -> JSONResponse:
    """Open a ticket, promised for the next opening hour; needs `channel`. The same key again gets the same answer."""
    return await once(partial(service.open_ticket, once.session, identity, ticket, now=once.now))


@router.get("/tickets", responses=listed(IdentityInvalidError, IdentityLevelTooLowError))
async def list_tickets(session: ReadingSession, identity: Verified) -> TicketList:
    """The customer's tickets, newest first; needs `verified`."""
    return await service.list_own(session, identity)
