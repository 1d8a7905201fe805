"""Goods sent back; the lines, reasons and the slip are in the return that opens it."""

from backend_api.orders.kind import Kind
from backend_api.orders.machine import STAFF, SYSTEMS, Machine, Transition

KIND = Kind(
    Machine(
        kind="return",
        start="requested",
        transitions=(
            Transition("requested", "slip_issued", (*STAFF, "erp", "clock"), working_days=1),
            Transition("requested", "refused", STAFF, working_days=1),
            Transition("slip_issued", "handed_over", ("customer", "partner", *STAFF, "erp"), working_days=3),
            Transition("slip_issued", "received", SYSTEMS, working_days=5),
            Transition("slip_issued", "lapsed", ("clock", "back_office"), working_days=20),
            Transition("handed_over", "received", SYSTEMS, working_days=2),
            Transition("received", "accepted", SYSTEMS, working_days=2),
            Transition("received", "refused", SYSTEMS, working_days=2),
            Transition("accepted", "settled", SYSTEMS, working_days=3),
        ),
        done=("settled",),
        ended=("refused", "lapsed"),
        changeable=("requested", "slip_issued"),
        cancellable=("requested", "slip_issued"),
        waiting_for={"slip_issued": "customer", "handed_over": "carrier", "received": "warehouse"},
    ),
    text="The customer sends goods back; settled once the money or the replacement is on its way.",
    entry=(),
)
