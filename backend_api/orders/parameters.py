"""Parameters of the order routes."""

from typing import Annotated, Literal

from fastapi import Depends, Path, Query

from backend_api.orders.repository import Wanted

_MOST = 200


async def order_number(
    number: Annotated[str, Path(max_length=40, description="The order's number, such as `O-1000001`.")],
) -> str:
    """The number in the path; one that cannot be stored is replaced by one that nothing has."""
    return number.strip().upper() if number.isascii() and number.isprintable() else "-"


async def wanted_orders(
    kind: Annotated[str | None, Query(pattern="^[a-z_]{1,40}$", description="Only this kind.")] = None,
    outcome: Annotated[Literal["open", "done", "ended"] | None, Query(description="Only these.")] = None,
    state: Annotated[str | None, Query(pattern="^[a-z_]{1,40}$", description="Only in this state.")] = None,
    limit: Annotated[int, Query(ge=1, le=_MOST, description="At most so many.")] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="Leave out so many.")] = 0,
) -> Wanted:
    """Which orders, and which page of them."""
    return Wanted(kind, outcome, state, limit, offset)


OrderNumber = Annotated[str, Depends(order_number)]
WantedOrders = Annotated[Wanted, Depends(wanted_orders)]
