"""Another device for one that came back; opened by the return it belongs to."""

from backend_api.orders.kind import Kind
from backend_api.orders.shipping import shipped

KIND = Kind(
    shipped("replacement"),
    text="Another device is sent for one that came back.",
    entry=(),
    needs_lines=True,
    ships=True,
    products=("device", "accessory"),
)
