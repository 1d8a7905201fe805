"""The customer ends a contract: the notice is taken first, whatever is offered afterwards."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend_api.orders.kind import PRINTED, Details, Kind
from backend_api.orders.machine import PEOPLE, SYSTEMS, Machine, Transition

_REVOCABLE = ("received", "confirmed")


class ContractCancellationDetails(Details):
    """When it ends and, if the customer said so, why."""

    ends_on: date | None = None
    """Last day of supply by the rules of the contract."""
    notice: Literal["ordinary", "special_price_rise", "move"] = "ordinary"
    """By which right it ends."""
    reason: Annotated[str | None, Field(pattern=PRINTED, max_length=40)] = None
    """A code for the customer's reason; asking for it never holds the notice up."""


KIND = Kind(
    Machine(
        kind="contract_cancellation",
        start="received",
        transitions=(
            Transition("received", "confirmed", (*SYSTEMS, "agent"), working_days=1),
            Transition("confirmed", "supply_ended", (*SYSTEMS, "clock"), working_days=20),
            Transition("supply_ended", "final_bill_sent", SYSTEMS, working_days=20),
            Transition("final_bill_sent", "settled", SYSTEMS, working_days=10),
            *(Transition(state, "taken_back", PEOPLE) for state in _REVOCABLE),
        ),
        done=("settled",),
        ended=("taken_back",),
        fulfilled=("final_bill_sent", "settled"),
        cancellable=_REVOCABLE,
        cancelled_as="taken_back",
    ),
    text="The customer ends a contract; the notice is taken first and can be taken back until supply ends.",
    details=ContractCancellationDetails,
    entry=(),
    subject="contract",
    needs_fresh=True,
)
