"""A cable, charger or other small thing, sent to the customer."""

from backend_api.orders.kind import Kind
from backend_api.orders.shipping import shipped

KIND = Kind(
    shipped("accessory"),
    text="A cable, charger or other small thing is sent to the customer.",
    needs_lines=True,
    ships=True,
    products=("accessory",),
)
