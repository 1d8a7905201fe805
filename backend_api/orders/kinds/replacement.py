"""Another device for one that came back; opened by the return it belongs to."""

from backend_api.orders.kind import Kind
from backend_api.orders.machine import Machine
from backend_api.orders.shipping import SHIPPING

KIND = Kind(
    Machine(
        kind="replacement",
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
    text="Another device is sent for one that came back.",
    entry=(),
    needs_lines=True,
    ships=True,
    products=("device", "accessory"),
)
