"""Orders for moving out and in."""

from typing import Any, cast

from actions import _backend

Json = dict[str, Any]


async def open_move_outs() -> dict[str, str]:
    """Numbers of the orders by which the customer leaves places already, by service point."""
    listed = await _backend.items("/orders")
    numbers = [one["number"] for one in listed if one["kind"] == "move_out" and one["outcome"] == "open"]
    orders = [cast("Json", await _backend.get(f"/orders/{number}")) for number in numbers]
    return {order["service_point_id"]: order["number"] for order in orders if order["service_point_id"]}


async def check_move_in(details: Json) -> Json:
    """What a move to a new place would be, with what is wrong; nothing is stored."""
    body = {"kind": "move_in", "details": details}
    return cast("Json", await _backend.write("POST", "/order-checks", body, key=_backend.key_of("check")))


async def order(kind: str, details: Json, *, service_point_id: str | None = None, key: str) -> Json:
    """Place the order.

    Raises:
        BackendError: ``RuleBroken`` with ``order_invalid``; its ``fields`` name what is wrong.
    """
    body = {"kind": kind, "details": details, "service_point_id": service_point_id}
    return cast("Json", await _backend.write("POST", "/orders", body, key=key))
