"""Who keeps details of an order beside it, by kind: told in the same transaction when one is placed or moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from backend_api.offers import following as offers
from backend_api.returns import details as returns
from backend_api.switches import details as switches
from backend_api.win_back import following as win_back

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.models import Order


class Told(Protocol):
    """What is called with the order as it is now."""

    async def __call__(self, session: AsyncSession, order: Order, *, now: datetime) -> None:
        """Bring the details in step."""
        ...


@dataclass(frozen=True)
class Follower:
    """What one kind wants to be told."""

    moved: Told
    opened: Told | None = None
    """None when whoever opens it writes the details."""


FOLLOWERS: dict[str, Follower] = {
    "supplier_switch": Follower(switches.moved, switches.opened),
    "return": Follower(returns.moved),
    "renewal": Follower(offers.renewal_moved),
    "new_supply": Follower(offers.supply_moved),
    "contract_cancellation": Follower(win_back.cancellation_moved),
}
"""By order kind; a follower imports no order service."""


async def tell_opened(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """The order was placed."""
    follower = FOLLOWERS.get(order.kind)
    if follower is not None and follower.opened is not None:
        await follower.opened(session, order, now=now)


async def tell_moved(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """The order reached another state."""
    if order.kind in FOLLOWERS:
        await FOLLOWERS[order.kind].moved(session, order, now=now)
