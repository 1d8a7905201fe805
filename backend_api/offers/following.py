"""Keeps contracts in step with the orders that carry offers out: a withdrawal restores what was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.contracts import endings
from backend_api.contracts import repository as contracts
from backend_api.contracts.endings import Ending
from backend_api.events.service import emit
from backend_api.offers import repository

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.offers.models import OfferAcceptance
    from backend_api.orders.models import Order

_GIVEN_UP = ("withdrawn", "lapsed", "cancelled")


async def renewal_moved(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """A renewal was confirmed, withdrawn from, or its papers never came back."""
    acceptance = await repository.acceptance_of_order(session, order.id)
    if acceptance is None:
        return
    if order.state == "confirmed":
        await _tell(session, "contract_renewed", order, acceptance, now)
    elif order.state in _GIVEN_UP:
        await undo(session, acceptance, now=now, on=now.date())
        await _tell(session, "contract_withdrawn", order, acceptance, now)


async def supply_moved(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """New supply was cancelled: its contract never begins."""
    if order.state in _GIVEN_UP and order.contract_id is not None:
        await endings.never_began(session, order.contract_id, on=now.date())
        acceptance = await repository.acceptance_of_order(session, order.id)
        if acceptance is not None:
            acceptance.withdrawn_at = now


async def undo(session: AsyncSession, acceptance: OfferAcceptance, *, now: datetime, on: date) -> None:
    """Take back what an acceptance did: the contract counts as never agreed, and the one before ends as it did."""
    if acceptance.withdrawn_at is not None:
        return
    acceptance.withdrawn_at = now
    former_id = acceptance.offer.contract_id
    former = None if former_id is None else await contracts.locked(session, former_id)
    contract = await contracts.locked(session, acceptance.contract_id)
    if contract is not None and contract.withdrawn_on is None:
        endings.withdraw(contract, on=on)
    if former is not None:
        before = Ending(acceptance.notice_given_on, acceptance.notice_ends_on, acceptance.ended_by)
        endings.restore(former, before)
    await session.flush()


async def _tell(session: AsyncSession, name: str, order: Order, acceptance: OfferAcceptance, now: datetime) -> None:
    contract = await contracts.locked(session, acceptance.contract_id)
    assert contract is not None
    about = {"contract_number": contract.number, "order_number": order.number}
    await emit(session, name, customer_id=order.customer_id, about=about, at=now)
