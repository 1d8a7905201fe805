"""The customer moves to a place and is supplied there from a day on."""

from datetime import date
from typing import Annotated

from pydantic import Field

from backend_api.orders.kind import PRINTED, DeliveryAddress, Details, Kind
from backend_api.orders.machine import SYSTEMS, Machine, Transition


class MoveInDetails(Details):
    """The new place and the day."""

    address: DeliveryAddress
    """The new place; it cannot be known yet."""
    moves_in_on: date
    """First day at the new place."""
    meter_number: Annotated[str | None, Field(pattern=PRINTED, min_length=4, max_length=40)] = None
    """As printed on the meter; null when the customer does not know it yet."""
    first_reading: Annotated[str | None, Field(pattern=r"^[0-9]{1,9}([.,][0-9]{1,3})?$")] = None
    """What the meter showed on that day."""


KIND = Kind(
    Machine(
        kind="move_in",
        start="placed",
        transitions=(
            Transition("placed", "checked", SYSTEMS, working_days=1),
            Transition("checked", "sent_to_grid_operator", SYSTEMS, working_days=1),
            Transition("sent_to_grid_operator", "accepted", SYSTEMS, working_days=3),
            Transition("sent_to_grid_operator", "rejected", SYSTEMS, working_days=3),
            Transition("rejected", "checked", ("customer", "partner", "agent", *SYSTEMS), working_days=3),
            Transition("accepted", "active", (*SYSTEMS, "clock"), working_days=3),
        ),
        done=("active",),
        changeable=("placed", "checked", "rejected"),
        cancellable=("placed", "checked", "sent_to_grid_operator", "rejected"),
        waiting_for={"sent_to_grid_operator": "grid_operator", "rejected": "customer", "accepted": "grid_operator"},
    ),
    text="The customer moves to a place and is supplied there from a day on.",
    details=MoveInDetails,
)
