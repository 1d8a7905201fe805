"""What can be ordered, and for how much."""

from typing import Any, cast

from actions import _backend

Product = dict[str, Any]


async def orderable(
    language: str, *, country: str | None = None, commodity: str | None = None, customer_kind: str | None = None
) -> list[Product]:
    """Tariffs, plans, devices and accessories with today's price; needs no identity.

    Args:
        language: Of names and descriptions.
        country: Only what is sold there.
        commodity: Only for this supply.
        customer_kind: Only what these customers may take: ``private`` or ``company``.
    """
    query = {"language": language, "country": country, "commodity": commodity, "customer_kind": customer_kind}
    wanted = {name: value for name, value in query.items() if value is not None}
    return cast("list[Product]", await _backend.items("/products", wanted))
