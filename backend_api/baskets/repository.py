"""Reads and stores baskets; who may see what is decided by ``baskets/rules.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from backend_api.baskets.models import Basket
from backend_api.customers import repository as customers

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession


async def find(session: AsyncSession, number: str) -> Basket | None:
    """The basket of this number with all it holds."""
    return (await session.scalars(_loaded(number))).one_or_none()


async def lock(session: AsyncSession, number: str) -> Basket | None:
    """The same, locked until the transaction ends."""
    statement = _loaded(number).with_for_update()
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def customer_id_of(session: AsyncSession, customer_number: str) -> UUID | None:
    """The customer with this number."""
    return await customers.id_by_number(session, customer_number)


async def store(session: AsyncSession, basket: Basket) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(basket)
    await session.flush()


def _loaded(number: str) -> Select[Basket]:
    return (
        select(Basket).where(Basket.number == number).options(selectinload(Basket.lines), selectinload(Basket.contact))
    )
