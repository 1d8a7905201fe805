"""The customer leaves a place: last reading, final bill."""

from datetime import date
from typing import Annotated

from pydantic import Field

from backend_api.orders.kind import DeliveryAddress, Details, Kind
from backend_api.orders.machine import STAFF, SYSTEMS, Machine, Transition


class MoveOutDetails(Details):
    """The day, and where the final bill goes."""

    moves_out_on: date
    """Last day at the place."""
    next_address: DeliveryAddress | None = None
    """Where the final bill is sent; the address on record when it is not given."""
    last_reading: Annotated[str | None, Field(pattern=r"^[0-9]{1,9}([.,][0-9]{1,3})?$")] = None
    """What the meter showed on that day."""


KIND = Kind(
    Machine(
        kind="move_out",
        start="placed",
        transitions=(
            Transition("placed", "confirmed", SYSTEMS, working_days=1),
            Transition("confirmed", "reading_due", (*SYSTEMS, "clock"), working_days=3),
            Transition("reading_due", "reading_taken", ("customer", *STAFF, "erp"), working_days=3),
            Transition("reading_taken", "final_bill_sent", SYSTEMS, working_days=10),
        ),
        done=("final_bill_sent",),
        changeable=("placed", "confirmed"),
        cancellable=("placed", "confirmed"),
        waiting_for={"reading_due": "customer"},
    ),
    text="The customer leaves a place; the last reading is taken and the final bill sent.",
    details=MoveOutDetails,
    subject="service_point",
)
