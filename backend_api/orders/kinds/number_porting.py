"""A phone number is brought along from another provider."""

from typing import Annotated

from pydantic import Field

from backend_api.orders.kind import PRINTED, Details, Kind
from backend_api.orders.machine import SYSTEMS, Machine, Transition


class NumberPortingDetails(Details):
    """What the other provider compares before it lets the number go."""

    phone_number: Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$")]
    """The number to bring along, in E.164."""
    old_provider: Annotated[str, Field(pattern=PRINTED, min_length=2, max_length=100)]
    """Who has it now."""
    holder_name: Annotated[str, Field(pattern=PRINTED, min_length=2, max_length=200)]
    """The name on the contract with the old provider, ours when it is not given; the commonest reason for a refusal."""


KIND = Kind(
    Machine(
        kind="number_porting",
        start="placed",
        transitions=(
            Transition("placed", "sent_to_old_provider", SYSTEMS, working_days=1),
            Transition("sent_to_old_provider", "date_fixed", SYSTEMS, working_days=2),
            Transition("sent_to_old_provider", "rejected", SYSTEMS, working_days=2),
            Transition("rejected", "sent_to_old_provider", ("customer", "partner", "agent", *SYSTEMS), working_days=2),
            Transition("date_fixed", "ported", (*SYSTEMS, "clock"), working_days=5),
        ),
        done=("ported",),
        changeable=("placed", "rejected"),
        cancellable=("placed", "sent_to_old_provider", "rejected"),
        waiting_for={"sent_to_old_provider": "old_supplier", "rejected": "customer", "date_fixed": "old_supplier"},
    ),
    text="A phone number is brought along from another provider.",
    details=NumberPortingDetails,
)
