"""Reads orders through the gates, locks them for moves, and stores them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from backend_api.addresses.spelling import key_of
from backend_api.contracts.models import Contract
from backend_api.customers.models import Customer
from backend_api.orders.models import Order, OrderChange, OrderStateEntry
from backend_api.service_points.models import ServicePoint
from backend_api.values import compact

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.kind import Kind


@dataclass(frozen=True)
class Party:
    """What an order needs to know of its customer."""

    country: str
    currency: str
    language: str
    name: str
    """As it stands on contracts."""
    family_name: str
    """Without the first name; the company's name."""
    kind: str

    def is_named(self, name: str) -> bool:
        """Whether somebody who writes this name means the customer; case and marks do not count."""
        return key_of(name) in (key_of(self.name), key_of(self.family_name))


@dataclass(frozen=True)
class Subject:
    """What an order is about: the customer's own point and contract."""

    point: ServicePoint | None = None
    contract_id: UUID | None = None

    def id_of(self, kind: Kind) -> UUID | None:
        """The id a fresh code for this kind is bound to."""
        if kind.subject == "contract":
            return self.contract_id
        return None if self.point is None else self.point.id


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
    return Party(row.country, row.currency, row.language, name, row.name, row.kind)


async def customer_id_of(session: AsyncSession, customer_number: str) -> UUID | None:
    """The customer with this number."""
    return (await session.scalars(select(Customer.id).where(Customer.customer_number == customer_number))).one_or_none()


async def subject(
    session: AsyncSession,
    customer_id: UUID,
    point_id: UUID | None,
    point_number: str | None,
    contract_number: str | None,
) -> Subject:
    """The customer's point by id or by a number on it, and the contract by its number; a contract names its point."""
    contract = None
    if contract_number is not None:
        named = select(Contract).where(Contract.customer_id == customer_id, Contract.number == contract_number.strip())
        contract = (await session.scalars(named)).one_or_none()
    if point_id is None and point_number is None:
        point_id = None if contract is None else contract.service_point_id
    point = await _point(session, customer_id, point_id, point_number)
    return Subject(point, None if contract is None else contract.id)


async def first_point(session: AsyncSession, customer_id: UUID) -> ServicePoint | None:
    """Where the customer is served longest; what is sent goes there unless another address is given."""
    statement = select(ServicePoint).where(ServicePoint.customer_id == customer_id, ServicePoint.state == "active")
    return (await session.scalars(statement.order_by(ServicePoint.id).limit(1))).one_or_none()


async def id_of_customers(session: AsyncSession, customer_id: UUID, number: str) -> UUID | None:
    """The id of an order of this customer."""
    statement = select(Order.id).where(Order.customer_id == customer_id, Order.number == number)
    return (await session.scalars(statement)).one_or_none()


async def _point(
    session: AsyncSession, customer_id: UUID, point_id: UUID | None, point_number: str | None
) -> ServicePoint | None:
    statement = select(ServicePoint).where(ServicePoint.customer_id == customer_id)
    if point_id is not None:
        return (await session.scalars(statement.where(ServicePoint.id == point_id))).one_or_none()
    if point_number is None:
        return None
    number = compact(point_number)
    points = (await session.scalars(statement)).all()
    fitting = [point for point in points if number in (compact(point.identifier), compact(point.meter_number or "-"))]
    return fitting[0] if len(fitting) == 1 else None


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
