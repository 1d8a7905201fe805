"""The states of a ticket: no illegal one, and always somebody to wait for until it is closed."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_api.tickets.errors import TicketMoveRefusedError
from backend_api.tickets.machine import TRANSITIONS, TicketEvent, apply, on_message, waited_for
from backend_api.tickets.models import PARTIES, STATES, Party, TicketState

EVENTS: tuple[TicketEvent, ...] = get_args(TicketEvent)


def test_every_state_is_known_and_reached() -> None:
    assert set(TRANSITIONS) == set(STATES)
    reached = {"open"} | {after for events in TRANSITIONS.values() for after in events.values()}
    assert reached == set(STATES)


@settings(max_examples=2_000)
@given(st.lists(st.tuples(st.sampled_from(EVENTS), st.sampled_from(PARTIES)), max_size=30))
def test_no_history_leads_astray(history: list[tuple[TicketEvent, Party]]) -> None:
    state: TicketState = "open"
    named: Party | None = None
    for event, party in history:
        before = state
        try:
            state = apply(state, event)
        except TicketMoveRefusedError:
            assert event not in TRANSITIONS[before]
            continue
        named = party if event == "wait" else None
        charged = waited_for(state, named)
        assert (charged is None) == (state == "closed")
        assert state != "waiting" or charged == named


@pytest.mark.parametrize(
    ("state", "waiting_for", "author", "event"),
    [
        ("open", "supplier", "customer", None),
        ("waiting", "customer", "customer", "resume"),
        ("waiting", "grid_operator", "customer", None),
        ("waiting", "partner", "partner", "resume"),
        ("answered", "customer", "customer", "reopen"),
        ("closed", None, "partner", "reopen"),
        ("reopened", "supplier", "customer", None),
    ],
)
def test_what_a_message_does(
    state: TicketState, waiting_for: Party | None, author: Party, event: TicketEvent | None
) -> None:
    assert on_message(state, waiting_for, author) == event
