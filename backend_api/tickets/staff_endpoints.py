"""Tickets over HTTP, for the staff who work on them."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse

from backend_api.dependencies import CurrentClock, Once, ReadingSession
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.tickets import staff_service
from backend_api.tickets.errors import TicketMoveRefusedError
from backend_api.tickets.models import Party, TicketKind, TicketState
from backend_api.tickets.parameters import CareStaff, ComplaintDays, TicketNumber
from backend_api.tickets.repository import StaffQuery
from backend_api.tickets.schemas import AssignmentIn, MoveIn, PartyIn, StaffMessageIn, StaffTicket, StaffTicketList

router = APIRouter(prefix="/staff/tickets", tags=["tickets"])

_WRITE = refusals(
    IdempotencyKeyMissingError, IdempotencyKeyReusedError, NotFoundError, RoleMissingError, TicketMoveRefusedError
)


async def staff_query(  # noqa: PLR0913 (one parameter per filter)
    *,
    clock: CurrentClock,
    state: Annotated[TicketState | None, Query(description="Only tickets in this state.")] = None,
    kind: Annotated[TicketKind | None, Query(description="Only tickets of this kind.")] = None,
    waiting_for: Annotated[Party | None, Query(description="Only tickets that wait for this party.")] = None,
    assigned_to: Annotated[UUID | None, Query(description="Only those of this staff member.")] = None,
    customer_id: Annotated[UUID | None, Query(description="Only those of this customer.")] = None,
    overdue: Annotated[
        bool | None, Query(description="Only those that should have been answered, or only the rest.")
    ] = None,
    with_closed: Annotated[bool, Query(description="Also closed ones.")] = False,
) -> StaffQuery:
    """Which tickets to list."""
    return StaffQuery(clock.today(), state, kind, waiting_for, assigned_to, customer_id, overdue, with_closed)


@router.get("", responses=refusals(RoleMissingError))
async def list_staff_tickets(
    session: ReadingSession,
    identity: CareStaff,
    query: Annotated[StaffQuery, Depends(staff_query)],
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    offset: Annotated[int, Query(ge=0, le=100_000, description="How many to skip.")] = 0,
) -> StaffTicketList:
    """The queue of tickets, the most urgent first; needs an agent, team lead or back office."""
    del identity
    return await staff_service.list_tickets(session, query, limit=limit, offset=offset)


@router.get("/{number}", responses=refusals(NotFoundError, RoleMissingError))
async def get_staff_ticket(
    session: ReadingSession, identity: CareStaff, clock: CurrentClock, number: TicketNumber
) -> StaffTicket:
    """One ticket with its internal notes and parties."""
    del identity
    return await staff_service.describe(session, number, now=clock.now())


@router.post("/{number}/messages", status_code=201, response_model=StaffTicket, responses=_WRITE)
async def add_staff_message(
    identity: CareStaff, once: Once, number: TicketNumber, message: StaffMessageIn
) -> JSONResponse:
    """Say something to the parties, or note it for colleagues only."""
    return await once(partial(staff_service.say, once.session, identity, number, message, now=once.now))


@router.post("/{number}/moves", response_model=StaffTicket, responses=_WRITE)
async def move_ticket(
    identity: CareStaff, once: Once, changed: ComplaintDays, number: TicketNumber, step: MoveIn
) -> JSONResponse:
    """Answer it, wait for somebody, go on, close or reopen it; with what was agreed."""
    work = partial(staff_service.move, once.session, identity, number, step, now=once.now, changed=changed)
    return await once(work, 200)


@router.put("/{number}/assignment", response_model=StaffTicket, responses=_WRITE)
async def assign_ticket(identity: CareStaff, once: Once, number: TicketNumber, wanted: AssignmentIn) -> JSONResponse:
    """Say who works on it."""
    return await once(partial(staff_service.assign, once.session, identity, number, wanted, now=once.now), 200)


@router.post("/{number}/parties", response_model=StaffTicket, responses=_WRITE)
async def add_ticket_party(identity: CareStaff, once: Once, number: TicketNumber, party: PartyIn) -> JSONResponse:
    """Make a partner a party, who then reads the ticket; or note a third party, who sees nothing."""
    return await once(partial(staff_service.add_party, once.session, identity, number, party, now=once.now), 200)
