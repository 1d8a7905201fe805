"""Keeps a return in step with its order: told by the order's machine, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.events.service import emit
from backend_api.returns import repository

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.models import Order
    from backend_api.returns.models import Return


async def opened(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """Nothing: the return itself opens its order."""
    del session, order, now


def is_replaced(row: Return) -> bool:
    """Whether another device was sent for it already: its pieces are not the customer's to send back again."""
    return row.replacement_order is not None and row.replacement_order.outcome != "ended"


async def moved(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """Say so, and free the pieces when nothing came of it, so that they can come back after all."""
    found = await repository.find_by_order(session, order.id)
    if found is None:
        return
    if order.outcome == "ended" and not is_replaced(found):
        for line in found.lines:
            line.taken_order_id = None
        await session.flush()
    about = {"return_number": found.number, "order_number": order.number, "state": order.state}
    await emit(session, "return_state_changed", customer_id=found.customer_id, about=about, at=now)
