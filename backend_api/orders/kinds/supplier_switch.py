"""A metering point changes its supplier: the ten neutral stages, from signing to the old supplier's final bill."""

from typing import Annotated, Literal

from pydantic import Field

from backend_api.orders.kind import PRINTED, Details, Kind
from backend_api.orders.machine import PEOPLE, SYSTEMS, Machine, Transition


class SupplierSwitchDetails(Details):
    """What is known when the customer signs."""

    direction: Literal["incoming", "outgoing"] = "incoming"
    """`incoming`: to us; `outgoing`: away from us."""
    counterpart: Annotated[str | None, Field(pattern=PRINTED, max_length=100)] = None
    """The other supplier's name."""
    meter_number: Annotated[str | None, Field(pattern=PRINTED, min_length=4, max_length=40)] = None
    """As printed on the meter; the service point's when it is known."""
    authority_document_id: Annotated[str | None, Field(pattern=PRINTED, min_length=36, max_length=36)] = None
    """The signed authority, as a document that was handed in."""


KIND = Kind(
    Machine(
        kind="supplier_switch",
        start="signed",
        transitions=(
            Transition("signed", "cooling_off", (*SYSTEMS, "clock"), working_days=1),
            Transition("signed", "authority_checked", (*SYSTEMS, "clock"), working_days=1),
            Transition("cooling_off", "authority_checked", (*SYSTEMS, "clock"), working_days=10),
            Transition("authority_checked", "old_contract_ended", SYSTEMS, working_days=3),
            Transition("authority_checked", "sent_to_grid_operator", SYSTEMS, working_days=1),
            Transition("old_contract_ended", "sent_to_grid_operator", SYSTEMS, working_days=1),
            Transition("sent_to_grid_operator", "accepted", SYSTEMS, working_days=3),
            Transition("sent_to_grid_operator", "rejected", SYSTEMS, working_days=3),
            Transition("rejected", "sent_to_grid_operator", ("customer", "agent", *SYSTEMS), working_days=2),
            Transition("rejected", "old_contract_ended", SYSTEMS, working_days=2),
            Transition("accepted", "date_fixed", (*SYSTEMS, "clock"), working_days=2),
            Transition("date_fixed", "active", (*SYSTEMS, "clock"), working_days=10),
            Transition("active", "first_reading", ("customer", "agent", *SYSTEMS), working_days=10),
            Transition("first_reading", "old_supplier_final_bill", ("customer", "agent", *SYSTEMS), working_days=30),
            Transition("signed", "old_contract_ended", SYSTEMS, working_days=3),  # a switch away: we confirm the notice
            Transition("signed", "sent_to_grid_operator", SYSTEMS, working_days=3),  # or it is registered without one
            *(  # the old supplier refuses the notice
                Transition(state, "rejected", SYSTEMS, working_days=3)
                for state in ("signed", "authority_checked", "old_contract_ended")
            ),
            *(
                Transition(state, "withdrawn", (*PEOPLE, "erp"))
                for state in (
                    "signed",
                    "cooling_off",
                    "authority_checked",
                    "old_contract_ended",
                    "sent_to_grid_operator",
                    "rejected",
                    "accepted",
                    "date_fixed",
                )
            ),
        ),
        done=("old_supplier_final_bill",),
        ended=("withdrawn",),
        fulfilled=("active", "first_reading", "old_supplier_final_bill"),
        changeable=("signed", "cooling_off", "rejected"),
        cancellable=(
            "signed",
            "cooling_off",
            "authority_checked",
            "old_contract_ended",
            "sent_to_grid_operator",
            "rejected",
            "accepted",
            "date_fixed",
        ),
        cancelled_as="withdrawn",
        waiting_for={
            "signed": "supplier",
            "cooling_off": "customer",
            "authority_checked": "old_supplier",
            "sent_to_grid_operator": "grid_operator",
            "rejected": "customer",
            "accepted": "grid_operator",
            "active": "customer",
            "first_reading": "old_supplier",
        },
    ),
    text="A metering point changes its supplier; the stages are those of `switches`.",
    details=SupplierSwitchDetails,
    subject="metering_point",
    needs_fresh=True,
)
