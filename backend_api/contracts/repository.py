"""Reads contracts through the gate, locks them for changes, and finds those whose term ends soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from backend_api.contracts.models import Contract, ContractPriceChange, ContractReminder
from backend_api.customers.models import Customer
from backend_api.security import Identity, readable_by
from backend_api.service_points.models import ServicePoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(session: AsyncSession, identity: Identity, service_point_id: UUID | None) -> Sequence[Contract]:
    """The customer's contracts, of one service point or of all."""
    statement = _own(identity).order_by(ServicePoint.name, Contract.starts_on.desc(), Contract.number)
    if service_point_id is not None:
        statement = statement.where(Contract.service_point_id == service_point_id)
    return (await session.scalars(statement)).all()


async def find_own(session: AsyncSession, identity: Identity, contract_id: UUID) -> Contract | None:
    """One of the customer's."""
    return (await session.scalars(_own(identity).where(Contract.id == contract_id))).one_or_none()


async def find(session: AsyncSession, contract_id: UUID) -> Contract | None:
    """A contract with point and announced prices; passes no gate."""
    statement = _with_point().where(Contract.id == contract_id)
    return (await session.scalars(statement)).one_or_none()


async def locked(session: AsyncSession, contract_id: UUID) -> Contract | None:
    """A contract with point and announced prices, held until the transaction ends, as it is now; passes no gate."""
    statement = _with_point().where(Contract.id == contract_id).with_for_update(of=Contract)
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def locked_own(session: AsyncSession, identity: Identity, contract_id: UUID) -> Contract | None:
    """The same for one of the customer's."""
    found = await find_own(session, identity, contract_id)
    return None if found is None else await locked(session, found.id)


async def running_at(session: AsyncSession, service_point_id: UUID, on: date) -> Contract | None:
    """The contract that supplies a point on a day, held until the transaction ends."""
    statement = (
        select(Contract)
        .where(
            Contract.service_point_id == service_point_id,
            Contract.starts_on <= on,
            Contract.withdrawn_on.is_(None),
            or_(Contract.notice_ends_on.is_(None), Contract.notice_ends_on >= on),
        )
        .order_by(Contract.starts_on.desc())
        .limit(1)
        .with_for_update()
    )
    return (await session.scalars(statement)).first()


async def follow_up_of(session: AsyncSession, contract_id: UUID) -> Contract | None:
    """The contract that continues another and still stands."""
    return (await session.scalars(select(Contract).where(Contract.succeeds_id == contract_id))).one_or_none()


async def kind_of_customer(session: AsyncSession, customer_id: UUID) -> str:
    """``private`` or ``company``."""
    return (await session.scalars(select(Customer.kind).where(Customer.id == customer_id))).one()


async def that_may_expire(
    session: AsyncSession, *, until_on: date, today: date, after: UUID | None, limit: int
) -> Sequence[Contract]:
    """Contracts whose first term ends by a day, or renews since; page by page in the order of their ids."""
    ends_soon = Contract.term_ends_on.between(today, until_on)
    renews = and_(Contract.renewal == "fixed_term", Contract.term_ends_on < today)
    statement = (
        select(Contract)
        .where(
            or_(ends_soon, renews),
            Contract.notice_ends_on.is_(None),
            Contract.withdrawn_on.is_(None),
            Contract.starts_on <= today,
        )
        .options(joinedload(Contract.service_point))
        .order_by(Contract.id)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(Contract.id > after)
    return (await session.scalars(statement)).all()


async def remind(session: AsyncSession, reminder: ContractReminder) -> bool:
    """Write down that a customer is told; False when that was done before."""
    try:
        async with session.begin_nested():
            session.add(reminder)
    except IntegrityError:
        return False
    return True


async def store(session: AsyncSession, row: Contract | ContractPriceChange) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(row)
    await session.flush()


def _with_point() -> Select[Contract]:
    return select(Contract).options(joinedload(Contract.service_point), selectinload(Contract.price_changes))


def _own(identity: Identity) -> Select[Contract]:
    statement = (
        select(Contract)
        .join(Contract.service_point)
        .options(contains_eager(Contract.service_point), selectinload(Contract.price_changes))
    )
    return readable_by(statement, Contract.customer_id, identity)
