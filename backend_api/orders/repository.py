"""Reads orders through the gates, locks them for moves, and stores them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from backend_api.customers.models import Customer
from backend_api.orders.models import Order, OrderChange, OrderStateEntry

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Party:
    """What an order needs to know of its customer."""

    country: str
    currency: str
    language: str
    name: str
    """As it stands on contracts."""
    kind: str


async def party(session: AsyncSession, customer_id: UUID) -> Party | None:
    """The customer's country, currency and name."""
    columns = (
        Customer.country,
        Customer.currency,
        Customer.language,
        Customer.first_name,
        Customer.name,
        Customer.kind,
    )
    row = (await session.execute(select(*columns).where(Customer.id == customer_id))).one_or_none()
    if row is None:
        return None
    name = " ".join(part for part in (row.first_name, row.name) if part)
    return Party(row.country, row.currency, row.language, name, row.kind)


async def store(session: AsyncSession, order: Order) -> None:
    """Write it down with its lines and history; it lasts when the request's transaction does."""
    session.add(order)
    await session.flush()


async def locked(session: AsyncSession, order_id: UUID) -> Order | None:
    """The order with everything on it, held until the transaction ends, as it is now (not as it was read before)."""
    statement = _whole(select(Order)).where(Order.id == order_id).with_for_update()
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def number_of(session: AsyncSession, order_id: UUID | None) -> str | None:
    """Its number, for links; None when there is no such order."""
    return None if order_id is None else await session.scalar(select(Order.number).where(Order.id == order_id))


def add_entry(order: Order, entry: OrderStateEntry) -> None:
    """The next entry of its history."""
    entry.position = len(order.history) + 1
    order.history.append(entry)


def add_change(order: Order, change: OrderChange) -> None:
    """The next entry of its changes."""
    change.position = len(order.changes) + 1
    order.changes.append(change)


def _whole(statement: Select[Order]) -> Select[Order]:
    return statement.options(selectinload(Order.lines), selectinload(Order.history), selectinload(Order.changes))
