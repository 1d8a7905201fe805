"""The way of goods to the customer, the same for every kind that ships something."""

from backend_api.orders.machine import STAFF, SYSTEMS, Machine, Transition

BACK_ORDERED = "back_ordered"
"""Where goods wait for stock."""
BACK_ORDER_DAYS = 5
"""Working days until goods that are missing are usually there."""

_TO_THE_DOOR = (
    Transition("placed", "confirmed", SYSTEMS, working_days=1),
    Transition("placed", "back_ordered", SYSTEMS, working_days=1),
    Transition("confirmed", "packed", SYSTEMS, working_days=1),
    Transition("confirmed", "back_ordered", SYSTEMS),
    Transition("back_ordered", "confirmed", SYSTEMS, working_days=BACK_ORDER_DAYS),
    Transition("packed", "handed_over", SYSTEMS, working_days=1),
    Transition("handed_over", "delivered", SYSTEMS, working_days=2),
    Transition("handed_over", "not_delivered", SYSTEMS, working_days=2),
    Transition("not_delivered", "handed_over", (*STAFF, "erp", "customer"), working_days=2),
    Transition("not_delivered", "sent_back", (*STAFF, "erp"), working_days=7),
)
"""``back_ordered`` waits for stock, ``not_delivered`` for another try."""


def shipped(kind: str) -> Machine:
    """From the order to the door: the machine of a kind that sends goods."""
    return Machine(
        kind=kind,
        start="placed",
        transitions=_TO_THE_DOOR,
        done=("delivered",),
        ended=("sent_back",),
        changeable=("placed", "confirmed", "back_ordered"),
        cancellable=("placed", "confirmed", "back_ordered"),
        waiting_for={
            "confirmed": "warehouse",
            "packed": "warehouse",
            "handed_over": "carrier",
            "not_delivered": "customer",
        },
    )
