"""Goods that come back."""

from typing import Any, cast

from actions import _backend

Json = dict[str, Any]


async def every() -> list[Json]:
    """The customer's returns, newest first."""
    return cast("list[Json]", await _backend.items("/returns"))


async def returnable(order_number: str) -> Json:
    """What of an order can come back, and until when."""
    return cast("Json", await _backend.get("/returnable-lines", {"order_number": order_number}))


async def open_return(order_number: str, line: Json, *, wanted: str, key: str) -> Json:
    """Announce that goods come back.

    Args:
        order_number: The order they came with.
        line: ``{position, serial_number, reason, condition}``.
        wanted: ``refund`` or ``replacement``.
        key: Idempotency key.

    Raises:
        BackendError: ``RuleBroken`` with ``return_period_over``, ``already_returned`` or ``not_returnable``.
    """
    body = {"order_number": order_number, "wanted": wanted, "lines": [line]}
    return cast("Json", await _backend.write("POST", "/returns", body, key=key))


async def slip(number: str) -> bytes:
    """The slip for the parcel, as a PDF in the customer's language."""
    return await _backend.download(f"/returns/{number}/slip")
