"""Tickets over HTTP, for customers and partners."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from backend_api.dependencies import CurrentClock, KnownAddress, Once, PartnerUser, ReadingSession, Verified
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.tickets import service
from backend_api.tickets.errors import TicketMoveRefusedError, TicketTooOldError
from backend_api.tickets.parameters import ComplaintDays, TicketNumber
from backend_api.tickets.schemas import (
    MessageIn,
    OwnMessageIn,
    PartnerTicketIn,
    TicketDetail,
    TicketIn,
    TicketList,
    TicketOut,
)

router = APIRouter(tags=["tickets"])

_WRITE = (IdempotencyKeyMissingError, IdempotencyKeyReusedError, NotFoundError)


@router.post("/tickets", status_code=201, response_model=TicketOut, responses=refusals(*_WRITE))
async def open_ticket(identity: KnownAddress, once: Once, changed: ComplaintDays, ticket: TicketIn) -> JSONResponse:
    """Open a ticket; needs `channel`. A call back is promised for an hour, the rest has a day for the answer."""
    return await once(partial(service.open_own, once.session, identity, ticket, now=once.now, changed=changed))


@router.get("/tickets", responses=refusals())
async def list_tickets(session: ReadingSession, identity: KnownAddress) -> TicketList:
    """The customer's tickets, newest first; needs `channel`. What they are about is told to who is `verified`."""
    return await service.list_own(session, identity)


@router.get("/tickets/{number}", responses=refusals(NotFoundError))
async def get_ticket(
    session: ReadingSession, identity: Verified, clock: CurrentClock, number: TicketNumber
) -> TicketDetail:
    """One ticket: what was said and done, and who was waited for how long; needs `verified`."""
    return await service.describe_own(session, identity, number, now=clock.now())


@router.post(
    "/tickets/{number}/messages",
    status_code=201,
    response_model=TicketOut,
    responses=refusals(*_WRITE, TicketMoveRefusedError, TicketTooOldError),
)
async def add_ticket_message(
    identity: KnownAddress, once: Once, changed: ComplaintDays, number: TicketNumber, message: OwnMessageIn
) -> JSONResponse:
    """Add to a ticket; needs `channel`. What waited for the customer goes on, what was answered is reopened."""
    return await once(partial(service.add_own, once.session, identity, number, message, now=once.now, changed=changed))


@router.post(
    "/partner/tickets", status_code=201, response_model=TicketOut, responses=refusals(*_WRITE, RoleMissingError)
)
async def open_partner_ticket(
    identity: PartnerUser, once: Once, changed: ComplaintDays, ticket: PartnerTicketIn
) -> JSONResponse:
    """Open a partner's complaint (order, delivery, commission, customer case, ...) or question."""
    return await once(partial(service.open_of_partner, once.session, identity, ticket, now=once.now, changed=changed))


@router.get("/partner/tickets", responses=refusals(NotFoundError, RoleMissingError))
async def list_partner_tickets(session: ReadingSession, identity: PartnerUser) -> TicketList:
    """The partner's tickets, newest first."""
    return await service.list_of_partner(session, identity)


@router.get("/partner/tickets/{number}", responses=refusals(NotFoundError, RoleMissingError))
async def get_partner_ticket(
    session: ReadingSession, identity: PartnerUser, clock: CurrentClock, number: TicketNumber
) -> TicketDetail:
    """One of the partner's tickets with what was said and done."""
    return await service.describe_of_partner(session, identity, number, now=clock.now())


@router.post(
    "/partner/tickets/{number}/messages",
    status_code=201,
    response_model=TicketOut,
    responses=refusals(*_WRITE, RoleMissingError, TicketTooOldError),
)
async def add_partner_ticket_message(
    identity: PartnerUser, once: Once, changed: ComplaintDays, number: TicketNumber, message: MessageIn
) -> JSONResponse:
    """Add to one of the partner's tickets."""
    return await once(
        partial(service.add_of_partner, once.session, identity, number, message, now=once.now, changed=changed)
    )
