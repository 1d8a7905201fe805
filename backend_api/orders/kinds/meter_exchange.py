"""Another meter is put in: an appointment, the work, the two readings."""

from typing import Annotated, Literal

from pydantic import Field

from backend_api.orders.kind import PRINTED, Details, Kind
from backend_api.orders.machine import STAFF, SYSTEMS, Machine, Transition


class MeterExchangeDetails(Details):
    """Why, and how the fitter gets in."""

    reason: Literal["calibration_due", "smart_meter", "defect", "customer_wish"] = "customer_wish"
    """Why the meter is exchanged."""
    access_note: Annotated[str | None, Field(pattern=PRINTED, max_length=200)] = None
    """How the fitter gets to the meter."""


KIND = Kind(
    Machine(
        kind="meter_exchange",
        start="placed",
        transitions=(
            Transition("placed", "scheduled", (*STAFF, "erp"), working_days=5),
            Transition("scheduled", "exchanged", SYSTEMS, working_days=10),
            Transition("scheduled", "missed", SYSTEMS, working_days=10),
            Transition("missed", "scheduled", ("customer", *STAFF, "erp"), working_days=5),
            Transition("exchanged", "readings_stored", SYSTEMS, working_days=2),
        ),
        done=("readings_stored",),
        fulfilled=("exchanged", "readings_stored"),
        changeable=("placed", "scheduled", "missed"),
        cancellable=("placed", "scheduled", "missed"),
        waiting_for={"scheduled": "grid_operator", "missed": "customer"},
    ),
    text="Another meter is put in, with a last reading of the old one and a first of the new one.",
    details=MeterExchangeDetails,
    subject="metering_point",
)
