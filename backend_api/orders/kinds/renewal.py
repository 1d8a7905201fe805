"""A contract gets a new term; opened when an offer is accepted."""

from backend_api.orders.kind import Kind
from backend_api.orders.machine import PEOPLE, STAFF, SYSTEMS, Machine, Transition

_OPEN = ("accepted", "papers_sent", "papers_received", "confirmed")

KIND = Kind(
    Machine(
        kind="renewal",
        start="accepted",
        transitions=(
            Transition("accepted", "confirmed", SYSTEMS, working_days=1),
            Transition("accepted", "papers_sent", (*STAFF, "erp", "clock"), working_days=1),
            Transition("papers_sent", "papers_received", (*STAFF, "erp"), working_days=10),
            Transition("papers_sent", "lapsed", ("clock", "back_office"), working_days=30),
            Transition("papers_received", "papers_sent", (*STAFF, "erp"), working_days=2),
            Transition("papers_received", "confirmed", SYSTEMS, working_days=1),
            Transition("confirmed", "in_force", (*SYSTEMS, "clock"), working_days=10),
            *(Transition(state, "withdrawn", PEOPLE) for state in _OPEN),
        ),
        done=("in_force",),
        ended=("withdrawn", "lapsed"),
        fulfilled=("confirmed", "in_force"),
        cancellable=_OPEN,
        cancelled_as="withdrawn",
        waiting_for={"papers_sent": "customer"},
    ),
    text="A contract gets a new term after an offer was accepted; it can be withdrawn until the term begins.",
    entry=(),
    subject="contract",
    needs_fresh=True,
)
