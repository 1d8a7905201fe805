"""Keeps a contract in step with the order that ends it: a notice that is taken back leaves no trace on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.contracts import endings
from backend_api.contracts import repository as contracts
from backend_api.contracts.endings import Ending

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.models import Order


async def cancellation_moved(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """The notice was taken back: the contract goes on as if it had never been given."""
    del now
    if order.state != "taken_back" or order.contract_id is None:
        return
    contract = await contracts.locked(session, order.contract_id)
    if contract is not None and contract.ended_by == "notice":
        endings.restore(contract, Ending())
        await session.flush()
