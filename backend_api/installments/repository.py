"""Reads installments through the gate and stores their amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, selectinload

from backend_api.contracts.models import Contract
from backend_api.installments.models import Installment, InstallmentAmount
from backend_api.security import Identity, readable_by
from backend_api.service_points.models import ServicePoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[Installment]:
    """The customer's, with contracts, points and amounts, by point."""
    statement = _loaded().order_by(ServicePoint.name, Contract.number)
    return (await session.scalars(_own(statement, identity))).all()


async def find_own(
    session: AsyncSession, identity: Identity, installment_id: UUID, *, lock: bool = False
) -> Installment | None:
    """One of them, locked for a change when asked."""
    statement = _loaded().where(Installment.id == installment_id)
    if lock:
        statement = statement.with_for_update(of=Installment)
    return (await session.scalars(_own(statement, identity))).one_or_none()


async def store(session: AsyncSession, installment: Installment, amount: InstallmentAmount) -> None:
    """Add an amount to the history, in its place."""
    installment.amounts.append(amount)
    await session.flush()
    installment.amounts.sort(key=lambda entry: entry.from_on)


def _own(statement: Select[Any], identity: Identity) -> Select[Any]:
    """Through the gate twice: it is the customer's, and its contract is one that the person may see."""
    return readable_by(readable_by(statement, Installment.customer_id, identity), Contract.customer_id, identity)


def _loaded() -> Select[Any]:
    return (
        select(Installment)
        .join(Installment.contract)
        .join(Contract.service_point)
        .options(
            contains_eager(Installment.contract).contains_eager(Contract.service_point),
            selectinload(Installment.amounts),
        )
    )
