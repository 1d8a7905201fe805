"""Takes a notice back, because a counter-offer was accepted or the customer thought again; and revives one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.orders import service as orders
from backend_api.orders.service import NewOrder
from backend_api.win_back import repository
from backend_api.win_back.models import WinBackCase

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.contracts.models import Contract
    from backend_api.security import Identity


async def take_back(session: AsyncSession, identity: Identity, offer_id: UUID, *, now: datetime) -> None:
    """The counter-offer to a notice was accepted: the notice is taken back.

    Raises:
        OrderMoveRefusedError: Supply has ended already.
    """
    found = await repository.of_offer(session, offer_id)
    if found is not None:
        await orders.move(
            session, found.order, "taken_back", actor=identity.actor, now=now, reason="counter_offer_accepted"
        )


async def renew_notice(session: AsyncSession, identity: Identity, contract: Contract, *, now: datetime) -> None:
    """What had taken a notice back was withdrawn from: the notice stands again, as an order of its own."""
    former = await repository.last_of_contract(session, contract.id)
    if former is None or former.order.outcome == "open" or contract.notice_ends_on is None:
        return
    new = NewOrder(
        kind="contract_cancellation",
        customer_id=contract.customer_id,
        details=dict(former.order.details),
        service_point_id=contract.service_point_id,
        contract_id=contract.id,
        promised_on=former.order.promised_on,
        follows_id=former.order.id,
    )
    order = await orders.place(session, identity, new, now=now)
    row = WinBackCase(
        order_id=order.id,
        contract_id=contract.id,
        customer_id=contract.customer_id,
        received_at=now,
        reason=former.reason,
    )
    await repository.store(session, row)
