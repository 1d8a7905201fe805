"""Supply where there is no supplier to leave: a new building, a point supplied by default, another phone line."""

from typing import Annotated, Literal

from pydantic import Field

from backend_api.orders.kind import PRINTED, Details, Kind
from backend_api.orders.machine import SYSTEMS, Machine, Transition


class NewSupplyDetails(Details):
    """What the grid operator asks for; a line needs none of it."""

    commodity: Literal["electricity", "gas", "fibre", "mobile"] = "electricity"
    """What is supplied."""
    meter_number: Annotated[str | None, Field(pattern=PRINTED, min_length=4, max_length=40)] = None
    """As printed on the meter; the service point's when it is known."""
    metering_point: Annotated[str | None, Field(pattern=PRINTED, min_length=11, max_length=40)] = None
    """MaLo-ID or PPE code; the service point's when it is known."""
    yearly_use_kwh: Annotated[int | None, Field(ge=1, le=100_000_000)] = None
    """Expected use in kWh a year."""


KIND = Kind(
    Machine(
        kind="new_supply",
        start="placed",
        transitions=(
            Transition("placed", "checked", SYSTEMS, working_days=1),
            Transition("checked", "sent_to_grid_operator", SYSTEMS, working_days=1),
            Transition("sent_to_grid_operator", "accepted", SYSTEMS, working_days=3),
            Transition("sent_to_grid_operator", "rejected", SYSTEMS, working_days=3),
            Transition("rejected", "checked", ("customer", "partner", "agent", *SYSTEMS), working_days=3),
            Transition("accepted", "active", (*SYSTEMS, "clock"), working_days=5),
        ),
        done=("active",),
        changeable=("placed", "checked", "rejected"),
        cancellable=("placed", "checked", "sent_to_grid_operator", "rejected", "accepted"),
        waiting_for={"sent_to_grid_operator": "grid_operator", "rejected": "customer", "accepted": "grid_operator"},
    ),
    text="Supply begins at a place that has no supplier to leave.",
    details=NewSupplyDetails,
    needs_lines=True,
    products=("tariff", "plan", "device", "accessory"),
)
