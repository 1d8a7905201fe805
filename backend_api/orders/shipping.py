"""The way of goods to the customer, the same for every kind that ships something."""

from backend_api.orders.machine import STAFF, SYSTEMS, Transition

SHIPPING = (
    Transition("placed", "confirmed", SYSTEMS, working_days=1),
    Transition("placed", "back_ordered", SYSTEMS, working_days=1),
    Transition("confirmed", "packed", SYSTEMS, working_days=1),
    Transition("confirmed", "back_ordered", SYSTEMS),
    Transition("back_ordered", "confirmed", SYSTEMS, working_days=5),
    Transition("packed", "handed_over", SYSTEMS, working_days=1),
    Transition("handed_over", "delivered", SYSTEMS, working_days=2),
    Transition("handed_over", "not_delivered", SYSTEMS, working_days=2),
    Transition("not_delivered", "handed_over", (*STAFF, "erp", "customer"), working_days=2),
    Transition("not_delivered", "sent_back", (*STAFF, "erp"), working_days=7),
)
"""From the order to the door; ``back_ordered`` waits for stock, ``not_delivered`` for another try."""
