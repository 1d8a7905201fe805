"""Work on tickets by staff: the queue, answers, waiting, notes, parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.tickets import progress, repository, views
from backend_api.tickets.models import TicketThirdParty
from backend_api.tickets.schemas import StaffTicketList

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.security import Identity
    from backend_api.tickets.models import Ticket
    from backend_api.tickets.repository import StaffQuery
    from backend_api.tickets.schemas import AssignmentIn, MoveIn, PartyIn, StaffMessageIn, StaffTicket


async def list_tickets(session: AsyncSession, query: StaffQuery, *, limit: int, offset: int) -> StaffTicketList:
    """A page, the most urgent first."""
    tickets = await repository.list_for_staff(session, query, limit=limit, offset=offset)
    total = await repository.count_for_staff(session, query)
    return StaffTicketList(items=[views.summary(ticket, query.today) for ticket in tickets], total=total)


async def describe(session: AsyncSession, number: str, *, now: datetime) -> StaffTicket:
    """One with everything; raises NotFoundError."""
    return views.for_staff(await _find(session, number), now)


async def say(
    session: AsyncSession, identity: Identity, number: str, message: StaffMessageIn, *, now: datetime
) -> StaffTicket:
    """Say something to the parties, or note it for colleagues; the state stays. Raises NotFoundError."""
    ticket = await _held(session, number)
    progress.add_message(ticket, message.text, message.visibility, identity.actor, now)
    if message.visibility == "visible":
        progress.note(ticket, "message", identity.actor, now)
    await session.flush()
    return views.for_staff(ticket, now)


async def move(
    session: AsyncSession, identity: Identity, number: str, step: MoveIn, *, now: datetime, changed: Mapping[str, int]
) -> StaffTicket:
    """Take a step with it.

    Raises:
        NotFoundError: There is no such ticket.
        TicketMoveRefusedError: That is not possible from its state.
    """
    ticket = await _held(session, number)
    if step.event == "close":
        ticket.outcome = step.outcome or "settled"
    await progress.move(
        session,
        ticket,
        step.event,
        actor=identity.actor,
        now=now,
        changed=changed,
        waiting_for=step.waiting_for,
    )
    if step.text is not None:
        progress.add_message(ticket, step.text, "visible", identity.actor, now)
    if step.next_step is not None:
        ticket.next_step = step.next_step
    if step.next_on is not None:
        ticket.next_on = step.next_on
    await session.flush()
    return views.for_staff(ticket, now)


async def assign(
    session: AsyncSession, identity: Identity, number: str, wanted: AssignmentIn, *, now: datetime
) -> StaffTicket:
    """Say who works on it; raises NotFoundError, also when nobody with this id works here."""
    ticket = await _held(session, number)
    if wanted.staff_id is not None and not await repository.is_staff_member(session, wanted.staff_id):
        raise NotFoundError
    ticket.assigned_to = wanted.staff_id
    progress.note(ticket, "assign", identity.actor, now)
    await session.flush()
    return views.for_staff(ticket, now)


async def add_party(
    session: AsyncSession, identity: Identity, number: str, party: PartyIn, *, now: datetime
) -> StaffTicket:
    """Let a partner read it, or note a third party, who sees nothing.

    Raises:
        NotFoundError: There is no such ticket or partner.
    """
    ticket = await _held(session, number)
    if party.partner_id is not None:
        if await repository.country_of_partner(session, party.partner_id) is None:
            raise NotFoundError
        ticket.partner_id = party.partner_id
    elif party.name is not None and party.relation is not None:
        third = TicketThirdParty(name=party.name, relation=party.relation, added_at=now)
        ticket.third_parties.append(third)
    progress.note(ticket, "party", identity.actor, now)
    await session.flush()
    return views.for_staff(ticket, now)


async def _find(session: AsyncSession, number: str) -> Ticket:
    ticket = await repository.find_for_staff(session, number)
    if ticket is None:
        raise NotFoundError
    return ticket


async def _held(session: AsyncSession, number: str) -> Ticket:
    ticket = await _find(session, number)
    await repository.lock(session, ticket)
    return ticket
