"""A cable, charger or other small thing, sent to the customer."""

from backend_api.orders.kind import Kind
from backend_api.orders.machine import Machine
from backend_api.orders.shipping import SHIPPING

KIND = Kind(
    Machine(
        kind="accessory",
        start="placed",
        transitions=SHIPPING,
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
    ),
    text="A cable, charger or other small thing is sent to the customer.",
    needs_lines=True,
    ships=True,
    products=("accessory",),
)
