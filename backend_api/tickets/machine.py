"""The states of a ticket and who is waited for in them; pure.

::

    open ──wait──> waiting ──resume──> open
    open, waiting, reopened ──answer──> answered
    answered, closed ──reopen──> reopened
    every state but closed ──close──> closed
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from backend_api.tickets.errors import TicketMoveRefusedError

if TYPE_CHECKING:
    from backend_api.tickets.models import Party, TicketState

TicketEvent = Literal["wait", "resume", "answer", "close", "reopen"]

TRANSITIONS: dict[TicketState, dict[TicketEvent, TicketState]] = {
    "open": {"wait": "waiting", "answer": "answered", "close": "closed"},
    "waiting": {"wait": "waiting", "resume": "open", "answer": "answered", "close": "closed"},
    "answered": {"wait": "waiting", "close": "closed", "reopen": "reopened"},
    "reopened": {"wait": "waiting", "answer": "answered", "close": "closed"},
    "closed": {"reopen": "reopened"},
}
"""From each state, what each event leads to."""


def apply(state: TicketState, event: TicketEvent) -> TicketState:
    """The state after the event; raises TicketMoveRefusedError."""
    after = TRANSITIONS[state].get(event)
    if after is None:
        raise TicketMoveRefusedError(state, event)
    return after


def waited_for(state: TicketState, named: Party | None) -> Party | None:
    """Who is charged with the time in a state.

    Args:
        state: The state.
        named: The party that was named when the ticket was set to ``waiting``.
    """
    if state == "closed":
        return None
    if state == "waiting":
        return named
    return "customer" if state == "answered" else "supplier"


def on_message(state: TicketState, waiting_for: Party | None, author: Party) -> TicketEvent | None:
    """What a party's message does: what waited for that party goes on, what was answered or closed is reopened."""
    if state in ("answered", "closed"):
        return "reopen"
    return "resume" if state == "waiting" and waiting_for == author else None
