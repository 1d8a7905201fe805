"""A SIM card starts to work on a line."""

from typing import Annotated

from pydantic import Field

from backend_api.orders.kind import Details, Kind
from backend_api.orders.machine import STAFF, SYSTEMS, Machine, Transition


class SimActivationDetails(Details):
    """Which card."""

    iccid: Annotated[str, Field(pattern=r"^89[0-9]{16,18}$")]
    """The number printed on the card: 89 and 16 to 18 more digits (ITU-T E.118)."""


KIND = Kind(
    Machine(
        kind="sim_activation",
        start="placed",
        transitions=(
            Transition("placed", "activating", (*STAFF, "erp", "clock")),
            Transition("activating", "active", SYSTEMS, working_days=1),
            Transition("activating", "failed", SYSTEMS, working_days=1),
            Transition("failed", "activating", ("customer", "partner", *STAFF, "erp", "clock"), working_days=1),
        ),
        done=("active",),
        changeable=("placed", "failed"),
        cancellable=("placed", "failed"),
    ),
    text="A SIM card starts to work on a line.",
    details=SimActivationDetails,
    subject="line",
)
