"""Shows a ticket to its parties, and to staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.tickets.schemas import (
    Reference,
    StaffTicket,
    StaffTicketSummary,
    ThirdParty,
    TicketDetail,
    TicketEntryOut,
    TicketMessageOut,
    TicketOut,
    Waited,
)

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

    from backend_api.tickets.models import Party, Ticket

_SECONDS = 3600


def brief(ticket: Ticket) -> TicketOut:
    """Without what was said."""
    return TicketOut.model_validate(ticket)


def detail(ticket: Ticket, now: datetime) -> TicketDetail:
    """For a party: everything but internal notes, assignments and third parties."""
    return TicketDetail(**_shared(ticket, now, with_internal=False))


def for_staff(ticket: Ticket, now: datetime) -> StaffTicket:
    """Everything."""
    return StaffTicket(
        **_shared(ticket, now, with_internal=True),
        customer_id=ticket.customer_id,
        partner_id=ticket.partner_id,
        assigned_to=ticket.assigned_to,
        conversation=ticket.conversation,
        third_parties=[ThirdParty.model_validate(third) for third in ticket.third_parties],
    )


def summary(ticket: Ticket, today: date) -> StaffTicketSummary:
    """A line of the staff's list."""
    late = ticket.answer_due_on is not None and ticket.answer_due_on < today
    return StaffTicketSummary(
        **dict(brief(ticket)),
        customer_id=ticket.customer_id,
        partner_id=ticket.partner_id,
        assigned_to=ticket.assigned_to,
        overdue=late and ticket.state in ("open", "waiting", "reopened"),
    )


def waited(ticket: Ticket, now: datetime) -> list[Waited]:
    """How long each party was waited for, in the order in which they first were."""
    charged: dict[tuple[Party, bool], timedelta] = {}
    for wait in ticket.waits:
        spent = max((wait.until_at or now) - wait.from_at, now - now)
        key = wait.party, wait.stops_clock
        charged[key] = charged[key] + spent if key in charged else spent
    return [
        Waited(party=party, hours=round(spent.total_seconds() / _SECONDS, 1), stopped_clock=stopped)
        for (party, stopped), spent in charged.items()
    ]


def _shared(ticket: Ticket, now: datetime, *, with_internal: bool) -> dict[str, Any]:
    shown = [message for message in ticket.messages if with_internal or message.visibility == "visible"]
    told = [entry for entry in ticket.entries if with_internal or entry.event not in ("assign", "party")]
    reference = None
    if ticket.reference_kind is not None and ticket.reference is not None:
        reference = Reference(kind=ticket.reference_kind, number=ticket.reference)
    return dict(brief(ticket)) | {
        "branch": ticket.branch,
        "reference": reference,
        "deadline_basis": ticket.deadline_basis,
        "outcome": ticket.outcome,
        "next_step": ticket.next_step,
        "next_on": ticket.next_on,
        "messages": [TicketMessageOut.model_validate(message) for message in shown],
        "history": [TicketEntryOut.model_validate(entry) for entry in told],
        "waited": waited(ticket, now),
    }
