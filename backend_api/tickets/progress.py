"""What moves a ticket: messages and staff's steps change state, waits, deadline and history together."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from backend_api.events.service import emit
from backend_api.supplier import service as supplier
from backend_api.tickets import deadlines, machine, repository
from backend_api.tickets.deadlines import Deadline
from backend_api.tickets.errors import TicketMoveRefusedError, TicketTooOldError
from backend_api.tickets.models import TicketEntry, TicketMessage, TicketWait
from backend_api.tickets.opening import HOME, callback_hour, end_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.security import Actor
    from backend_api.tickets.machine import TicketEvent
    from backend_api.tickets.models import EntryEvent, Party, Ticket, Visibility

REOPEN_DAYS = 90
"""How long after closing a party can go on in the same ticket; our own rule."""


async def say(
    session: AsyncSession, ticket: Ticket, text: str, *, actor: Actor, now: datetime, changed: Mapping[str, int]
) -> None:
    """Add a party's message; it goes on with what waited for that party, and reopens what was answered or closed.

    Raises:
        TicketTooOldError: It was closed too long ago.
    """
    await repository.lock(session, ticket)
    if ticket.closed_at is not None and now - ticket.closed_at > timedelta(days=REOPEN_DAYS):
        raise TicketTooOldError
    add_message(ticket, text, "visible", actor, now)
    event = machine.on_message(ticket.state, ticket.waiting_for, "partner" if actor.kind == "partner" else "customer")
    if event is None:
        note(ticket, "message", actor, now)
        await session.flush()
        return
    await move(session, ticket, event, actor=actor, now=now, changed=changed)


async def withdraw_callback(
    session: AsyncSession, ticket: Ticket, *, actor: Actor, now: datetime, changed: Mapping[str, int]
) -> None:
    """Close a call back that the customer does not want any more.

    Raises:
        TicketMoveRefusedError: It is no call back that is still to come.
    """
    _require_callback(ticket, "close")
    ticket.outcome = "withdrawn"
    await move(session, ticket, "close", actor=actor, now=now, changed=changed)


async def move_callback(session: AsyncSession, ticket: Ticket, after: datetime, *, now: datetime) -> None:
    """Promise a call back for another time.

    Raises:
        RequestInvalidError: It is wished for too late a day.
        TicketMoveRefusedError: It is no call back that is still to come.
    """
    _require_callback(ticket, "resume")
    known, country = await supplier.load(session), await country_of(session, ticket)
    hour = callback_hour(known, country, after, now)
    ticket.promised_from, ticket.promised_until = hour.from_at, hour.until_at
    await session.flush()


def _require_callback(ticket: Ticket, event: TicketEvent) -> None:
    if ticket.kind != "callback" or ticket.state not in ("open", "waiting", "reopened"):
        raise TicketMoveRefusedError(ticket.state, event)


async def move(  # noqa: PLR0913 (a step has these parts)
    session: AsyncSession,
    ticket: Ticket,
    event: TicketEvent,
    *,
    actor: Actor,
    now: datetime,
    changed: Mapping[str, int],
    waiting_for: Party | None = None,
) -> None:
    """Move a locked ticket and say so.

    Raises:
        TicketMoveRefusedError: That is not possible from its state.
    """
    ticket.state = machine.apply(ticket.state, event)
    await _charge(session, ticket, machine.waited_for(ticket.state, waiting_for), now)
    if event == "close":
        ticket.closed_at = now
    elif event == "reopen":
        ticket.closed_at, ticket.outcome = None, None
        await _new_deadline(session, ticket, now, changed)
    note(ticket, event, actor, now)
    await session.flush()
    about = {
        "ticket_number": ticket.number,
        "kind": ticket.kind,
        "state": ticket.state,
        "waiting_for": ticket.waiting_for,
    }
    await emit(session, "ticket_state_changed", customer_id=ticket.customer_id, about=about, at=now)


def add_message(ticket: Ticket, text: str, visibility: Visibility, actor: Actor, now: datetime) -> None:
    """Add something that was said."""
    message = TicketMessage(author_kind=actor.kind, author_id=actor.id, visibility=visibility, text=text, at=now)
    ticket.messages.append(message)


def note(ticket: Ticket, event: EntryEvent, actor: Actor, now: datetime) -> None:
    """The next entry of its history."""
    entry = TicketEntry(
        position=len(ticket.entries) + 1,
        event=event,
        state=ticket.state,
        waiting_for=ticket.waiting_for,
        actor_kind=actor.kind,
        actor_id=actor.id,
        at=now,
    )
    ticket.entries.append(entry)


async def _charge(session: AsyncSession, ticket: Ticket, party: Party | None, now: datetime) -> None:
    """Charge the time from now on to this party; the deadline moves by what stopped the clock until now."""
    running = next((wait for wait in ticket.waits if wait.until_at is None), None)
    if running is not None:
        running.until_at = max(now, running.from_at)
        if running.stops_clock and ticket.answer_due_on is not None:
            moved = deadlines.moved_by([(running.from_at, running.until_at)])
            await _due(session, ticket, Deadline(ticket.answer_due_on + moved, ticket.deadline_basis or ""))
    ticket.waiting_for = party
    if party is not None:
        stops = ticket.state == "waiting" and deadlines.stops(ticket.deadline_basis, party)
        ticket.waits.append(TicketWait(party=party, from_at=now, stops_clock=stops))


async def _new_deadline(session: AsyncSession, ticket: Ticket, now: datetime, changed: Mapping[str, int]) -> None:
    """What is taken up again has to be answered anew, in the time the rule gives."""
    if ticket.answer_due_on is None:
        return
    country = await country_of(session, ticket)
    today = now.astimezone(ZoneInfo((await supplier.load(session)).time_zone)).date()
    if ticket.complaint_type is None:
        deadline = deadlines.goal(ticket.kind, country, today)
    else:
        rule = deadlines.complaint_rule(country, ticket.branch, ticket.complaint_type, changed)
        deadline = deadlines.complaint_deadline(rule, today)
    if deadline is not None:
        await _due(session, ticket, deadline)


async def country_of(session: AsyncSession, ticket: Ticket) -> str:
    """Whose law and holidays count: the customer's country, else the partner's."""
    found = None
    if ticket.customer_id is not None:
        found = await repository.country_of_customer(session, ticket.customer_id)
    elif ticket.partner_id is not None:
        found = await repository.country_of_partner(session, ticket.partner_id)
    return found or HOME


async def _due(session: AsyncSession, ticket: Ticket, deadline: Deadline) -> None:
    zone = (await supplier.load(session)).time_zone
    ticket.answer_due_on, ticket.deadline_basis = deadline.due_on, deadline.basis
    ticket.promised_until = end_of(deadline, zone)
