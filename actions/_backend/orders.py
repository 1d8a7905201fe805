"""Orders, the products they are made of, baskets, and agreements to call off from."""

import asyncio
from typing import Any, cast

from actions import _backend

Json = dict[str, Any]

LISTED = 30
"""How many of the newest orders are looked at."""


async def brief() -> list[Json]:
    """The customer's orders, newest first, as far as a confirmed address may see them."""
    return cast("list[Json]", await _backend.items("/orders", {"limit": LISTED}))


async def one(number: str) -> Json:
    """Everything about one order."""
    return cast("Json", await _backend.get(f"/orders/{number}"))


async def in_full(briefs: list[Json]) -> list[Json]:
    """The same orders with their lines and history."""
    return list(await asyncio.gather(*(one(order["number"]) for order in briefs)))


async def kinds() -> dict[str, Json]:
    """Every kind of order by its word."""
    return {kind["kind"]: kind for kind in await _backend.items("/order-kinds")}


async def products(language: str, country: str, customer_kind: str | None = None) -> list[Json]:
    """What can be ordered today, in the customer's assortment.

    Args:
        language: Of names and descriptions.
        country: Where the customer is served.
        customer_kind: ``private`` or ``company``; leaves out what is for others only.
    """
    found = await _backend.items("/products", {"language": language, "country": country})
    return [
        product for product in found if product["customer_kind"] in (None, customer_kind or product["customer_kind"])
    ]


async def basket(number: str) -> Json:
    """A basket from the web shop.

    Raises:
        BackendError: ``NotFound`` when there is none, or it belongs to somebody else.
    """
    return cast("Json", await _backend.get(f"/baskets/{number}"))


async def agreements() -> list[Json]:
    """The customer's framework agreements."""
    return cast("list[Json]", await _backend.items("/framework-agreements"))


async def agreed(number: str, product_number: str, quantity: int, energy_kwh: str | None, point: str | None) -> Json:
    """Whether an order could be called off from an agreement today, and at which price."""
    query: dict[str, str | int] = {"product_number": product_number, "quantity": quantity}
    query |= {name: value for name, value in (("energy_kwh", energy_kwh), ("service_point_id", point)) if value}
    return cast("Json", await _backend.get(f"/framework-agreements/{number}/check", query))


async def check(body: Json) -> Json:
    """What an order would be: prices, promised day, approval, problems; nothing is stored.

    Raises:
        BackendError: ``RuleBroken`` with ``call_off_refused``, ``basket_not_open``, ``basket_prices_changed``.
    """
    return cast("Json", await _backend.write("POST", "/order-checks", body, key=_backend.key_of("order-check")))


async def place(body: Json, *, key: str) -> Json:
    """Place an order; it has its number at once.

    Raises:
        BackendError: As ``check``, and ``order_invalid`` with every field that is wrong.
    """
    return cast("Json", await _backend.write("POST", "/orders", body, key=key))


async def change(number: str, body: Json, *, key: str) -> Json:
    """Change lines, details or the day of an order; prices stay.

    Raises:
        BackendError: ``RuleBroken`` with ``order_not_changeable`` or ``order_invalid``.
    """
    return cast("Json", await _backend.write("PATCH", f"/orders/{number}", body, key=key))


async def cancel(number: str, *, key: str) -> Json:
    """Cancel an order.

    Raises:
        BackendError: ``RuleBroken`` with ``order_move_refused``; ``Refused`` without the code that its kind needs.
    """
    return cast("Json", await _backend.write("POST", f"/orders/{number}/cancellation", {}, key=key))
