"""Opens a ticket with its number, its deadline or hour, and the first wait; also for other resources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from backend_api.errors import RequestInvalidError
from backend_api.events.service import emit
from backend_api.numbers.service import next_number
from backend_api.security import Actor
from backend_api.supplier import service as supplier
from backend_api.supplier.service import Window
from backend_api.tickets import deadlines, repository
from backend_api.tickets.models import (
    Branch,
    ComplaintType,
    ReferenceKind,
    Ticket,
    TicketEntry,
    TicketKind,
    TicketMessage,
    TicketWait,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.supplier.models import Supplier
    from backend_api.tickets.deadlines import Deadline

HOME = "DE"
CALLBACK_DAYS = 60
"""How far ahead a call back can be promised; our own rule."""
BRANCH_OF: dict[str, Branch] = {"electricity": "energy", "gas": "energy", "fibre": "telecom", "mobile": "telecom"}


@dataclass(frozen=True)
class NewTicket:
    """A ticket that is going to be opened; who may is the caller's to check."""

    kind: TicketKind
    opened_by: Actor
    country: str
    """Whose law and holidays count, ISO 3166."""
    customer_id: UUID | None = None
    partner_id: UUID | None = None
    complaint_type: ComplaintType | None = None
    branch: Branch | None = None
    about: str | None = None
    reference: tuple[ReferenceKind, str] | None = None
    text: str | None = None
    callback_after: datetime | None = None
    conversation: str | None = None


async def open_ticket(session: AsyncSession, new: NewTicket, *, now: datetime, changed: Mapping[str, int]) -> Ticket:
    """Open it and say so; the receipt number counts from this transaction.

    Args:
        session: The one that writes.
        new: What to open.
        now: The receipt.
        changed: Days of deadlines by the name of a rule, from the settings.

    Raises:
        NotFoundError: The supplier was not set up, or has no opening hours for a call back.
        RequestInvalidError: The call back is wished for too late a day.
    """
    known = await supplier.load(session)
    deadline = _deadline(new, now.astimezone(ZoneInfo(known.time_zone)).date(), changed)
    promised = _promised(new, known, deadline, now)
    kind, number = new.reference or (None, None)
    ticket = Ticket(
        number=await next_number(session, "ticket"),
        customer_id=new.customer_id,
        partner_id=new.partner_id,
        kind=new.kind,
        complaint_type=new.complaint_type,
        branch=new.branch,
        about=new.about,
        reference_kind=kind,
        reference=number,
        state="open",
        waiting_for="supplier",
        answer_due_on=None if deadline is None else deadline.due_on,
        deadline_basis=None if deadline is None else deadline.basis,
        conversation=new.conversation,
        promised_from=promised.from_at,
        promised_until=promised.until_at,
        created_at=now,
        entries=[_opened(new.opened_by, now)],
        waits=[TicketWait(party="supplier", from_at=now, stops_clock=False)],
        messages=_first_message(new, now),
        third_parties=[],
    )
    await repository.store(session, ticket)
    about = {"ticket_number": ticket.number, "kind": ticket.kind, "answer_due_on": day_text(ticket)}
    await emit(session, "ticket_opened", customer_id=ticket.customer_id, about=about, at=now)
    return ticket


def callback_hour(known: Supplier, country: str, after: datetime | None, now: datetime) -> Window:
    """The opening hour in which a call back can be promised.

    Raises:
        NotFoundError: There are no opening hours.
        RequestInvalidError: It is wished for too late a day.
    """
    if after is not None and after > now + timedelta(days=CALLBACK_DAYS):
        raise RequestInvalidError([{"field": "body.callback_after", "problem": "too_late"}])
    return supplier.next_opening_hour(known, country=country, now=now, not_before=after)


def day_text(ticket: Ticket) -> str | None:
    """The day by which it has to be answered, for events."""
    return None if ticket.answer_due_on is None else ticket.answer_due_on.isoformat()


def end_of(deadline: Deadline, zone: str) -> datetime:
    """The moment at which the last day for an answer is over, in UTC."""
    return datetime.combine(deadline.due_on + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)


def _deadline(new: NewTicket, received_on: date, changed: Mapping[str, int]) -> Deadline | None:
    if new.complaint_type is None:
        return deadlines.goal(new.kind, new.country, received_on)
    rule = deadlines.complaint_rule(new.country, new.branch, new.complaint_type, changed)
    return deadlines.complaint_deadline(rule, received_on)


def _promised(new: NewTicket, known: Supplier, deadline: Deadline | None, now: datetime) -> Window:
    if deadline is not None:
        return Window(now, end_of(deadline, known.time_zone))
    return callback_hour(known, new.country, new.callback_after, now)


def _opened(actor: Actor, now: datetime) -> TicketEntry:
    return TicketEntry(
        position=1,
        event="opened",
        state="open",
        waiting_for="supplier",
        actor_kind=actor.kind,
        actor_id=actor.id,
        at=now,
    )


def _first_message(new: NewTicket, now: datetime) -> list[TicketMessage]:
    if new.text is None:
        return []
    actor = new.opened_by
    return [TicketMessage(author_kind=actor.kind, author_id=actor.id, visibility="visible", text=new.text, at=now)]
