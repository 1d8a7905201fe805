"""Takes a withdrawal in: within 14 days, with the former state restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.contracts import endings
from backend_api.contracts import repository as contracts
from backend_api.contracts.service import terms_of
from backend_api.contracts.terms import outcome
from backend_api.contracts.withdrawal import can_withdraw, withdrawal_until
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.offers import following, repository
from backend_api.offers.errors import WithdrawalNotPossibleError
from backend_api.offers.permission import require_may_end
from backend_api.offers.schemas import WithdrawalOut
from backend_api.orders import service as orders
from backend_api.orders.registry import machine_of
from backend_api.win_back import taking_back

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.clock import Clock
    from backend_api.contracts.models import Contract
    from backend_api.orders.models import Order
    from backend_api.security import Identity


async def withdraw(
    session: AsyncSession, identity: Identity, contract_id: UUID, *, now: datetime, clock: Clock
) -> WithdrawalOut:
    """Withdraw from a contract or a renewal: it counts as never agreed, and what was before is as it was.

    Raises:
        IdentityLevelTooLowError: It needs a fresh code bound to ``contract:<id>``.
        NotFoundError: The customer has no such contract.
        RightMissingError: Whoever acts may not end contracts for the customer.
        WithdrawalNotPossibleError: The time is over, there is no such right, or it was withdrawn from before.
    """
    identity.require_fresh(f"contract:{contract_id}")
    contract = await contracts.locked_own(session, identity, contract_id)
    if contract is None:
        raise NotFoundError
    await require_may_end(session, identity)
    today = clock.day_of(now)
    await _check(session, contract, today)
    acceptance = await repository.acceptance_of_contract(session, contract.id)
    order = None
    if acceptance is not None:
        order = await repository.order(session, acceptance.order_id)
    order = order or await repository.order_of_contract(session, contract.id)
    if order is not None:
        await _give_up(session, identity, order, now)
    if acceptance is not None and acceptance.withdrawn_at is None:
        await following.undo(session, acceptance, now=now, on=today)
    if contract.withdrawn_on is None:
        endings.withdraw(contract, on=today)
        await session.flush()
    if acceptance is None or order is None or order.kind != "renewal":
        about = {"contract_number": contract.number, "order_number": None if order is None else order.number}
        await emit(session, "contract_withdrawn", customer_id=contract.customer_id, about=about, at=now)
    former = None if contract.follows_id is None else await contracts.locked(session, contract.follows_id)
    if former is not None and former.ended_by == "notice":
        await taking_back.renew_notice(session, identity, former, now=now)
    return _out(contract, former, order, now=now, today=today)


async def _check(session: AsyncSession, contract: Contract, today: date) -> None:
    kind = await contracts.kind_of_customer(session, contract.customer_id)
    country = contract.service_point.country
    if contract.withdrawn_on is None and can_withdraw(
        customer_kind=kind, signed_on=contract.signed_on, country=country, today=today
    ):
        return
    until_on = None
    if kind == "private" and contract.signed_on is not None:
        until_on = withdrawal_until(contract.signed_on, country).isoformat()
    raise WithdrawalNotPossibleError(until_on)


async def _give_up(session: AsyncSession, identity: Identity, order: Order, now: datetime) -> None:
    """Let the order end as the machine of its kind says; one that is over already stays as it is."""
    machine = machine_of(order.kind)
    if any(arrow.to == machine.cancelled_as for arrow in machine.moves_from(order.state)):
        await orders.move(session, order, machine.cancelled_as, actor=identity.actor, now=now, reason="withdrawal")


def _out(
    contract: Contract, former: Contract | None, order: Order | None, *, now: datetime, today: date
) -> WithdrawalOut:
    return WithdrawalOut(
        contract_number=contract.number,
        withdrawn_at=now,
        order_number=None if order is None else order.number,
        order_state=None if order is None else order.state,
        restored_contract_number=None if former is None else former.number,
        restored_ends_on=None if former is None else outcome(terms_of(former), today=today).ends_on,
    )
