"""A phone, router or other device, sent to the customer."""

from backend_api.orders.kind import Kind
from backend_api.orders.shipping import shipped

KIND = Kind(
    shipped("device"),
    text="A phone, router or other device is sent to the customer.",
    needs_lines=True,
    ships=True,
    products=("device", "accessory", "plan"),
)
