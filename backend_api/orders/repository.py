"""Reads orders through the gates, locks them for moves, and stores them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from backend_api.addresses.spelling import key_of
from backend_api.contracts.models import Contract
from backend_api.customers import repository as customers
from backend_api.customers.models import Customer
from backend_api.orders.models import Order, OrderChange, OrderStateEntry
from backend_api.security import Identity, Level, of_partner, readable_by
from backend_api.service_points.models import ServicePoint
from backend_api.values import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Select
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


type Sight = frozenset[UUID] | None
"""The service points somebody is limited to; None for all."""


@dataclass(frozen=True)
class Wanted:
    """Which orders, and which page of them."""

    kind: str | None = None
    outcome: str | None = None
    state: str | None = None
    limit: int = 50
    offset: int = 0


class Page(NamedTuple):
    """Some orders, and how many there are."""

    items: Sequence[Order]
    total: int


class FulfilledOrder(NamedTuple):
    """What a figure about delivery needs of one order."""

    kind: str
    placed_at: datetime
    fulfilled_at: datetime
    promised_on: date | None
    country: str


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
    return await customers.id_by_number(session, customer_number)


async def subject(
    session: AsyncSession,
    customer_id: UUID,
    point_id: UUID | None,
    point_number: str | None,
    contract_number: str | None,
) -> Subject:
    """The customer's point by id or by a number on it, and the contract by its number.

    A contract names its point; one of another point is not found.
    """
    contract = None
    if contract_number is not None:
        named = select(Contract).where(Contract.customer_id == customer_id, Contract.number == contract_number.strip())
        contract = (await session.scalars(named)).one_or_none()
    if point_id is None and point_number is None:
        point_id = None if contract is None else contract.service_point_id
    point = await _point(session, customer_id, point_id, point_number)
    if contract is not None and point is not None and contract.service_point_id != point.id:
        contract = None
    return Subject(point, None if contract is None else contract.id)


async def first_point(session: AsyncSession, customer_id: UUID, *, on: date) -> ServicePoint | None:
    """Where the customer is served longest; what is sent goes there unless another address is given.

    That is the point of the oldest contract that runs on the day; one without any comes last.
    """
    since = (
        select(func.min(Contract.starts_on))
        .where(Contract.service_point_id == ServicePoint.id, Contract.starts_on <= on, *_runs(on))
        .scalar_subquery()
    )
    statement = select(ServicePoint).where(ServicePoint.customer_id == customer_id, ServicePoint.state == "active")
    longest_first = statement.order_by(since.is_(None), since, ServicePoint.id)
    return (await session.scalars(longest_first.limit(1))).one_or_none()


def _runs(on: date) -> tuple[ColumnElement[bool], ...]:
    """That a contract has not ended by the day: by withdrawal, by notice, or with the only term it has."""
    return (
        Contract.withdrawn_on.is_(None),
        or_(Contract.notice_ends_on.is_(None), Contract.notice_ends_on >= on),
        or_(
            Contract.notice_ends_on.is_not(None),
            Contract.renewal != "none",
            Contract.term_ends_on.is_(None),
            Contract.term_ends_on >= on,
        ),
    )


async def is_at_several_places(session: AsyncSession, customer_id: UUID) -> bool:
    """Whether a customer's points are at more than one address."""
    place = (ServicePoint.postcode, ServicePoint.street, ServicePoint.house_number)
    statement = select(*place).where(ServicePoint.customer_id == customer_id, ServicePoint.state == "active")
    return len((await session.execute(statement.distinct().limit(2))).all()) > 1


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


async def locked_by_number(session: AsyncSession, number: str) -> Order | None:
    """The same by its number; who may see it is the caller's to check."""
    statement = _whole(select(Order)).where(Order.number == number).with_for_update()
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def numbers_of(session: AsyncSession, order_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Numbers by id, for links."""
    wanted = [order_id for order_id in order_ids if order_id is not None]
    if not wanted:
        return {}
    rows = await session.execute(select(Order.id, Order.number).where(Order.id.in_(wanted)))
    return dict(rows.all())


async def replacement_of(session: AsyncSession, order_id: UUID) -> str | None:
    """The number of the newest order that took the place of this one."""
    statement = select(Order.number).where(Order.replaces_id == order_id).order_by(Order.placed_at.desc(), Order.number)
    return (await session.scalars(statement.limit(1))).one_or_none()


async def find_own(session: AsyncSession, identity: Identity, number: str, sight: Sight) -> Order | None:
    """One of the customer's, open to a confirmed address."""
    statement = _whole(select(Order)).where(Order.number == number)
    return (await session.scalars(_seen(statement, identity, sight))).one_or_none()


async def list_own(session: AsyncSession, identity: Identity, wanted: Wanted, sight: Sight) -> Page:
    """The customer's orders, newest first, without lines and history."""
    return await _page(session, _seen(select(Order), identity, sight), wanted)


async def find_of_partner(session: AsyncSession, identity: Identity, number: str) -> Order | None:
    """One that the partner entered."""
    statement = of_partner(_whole(select(Order)), Order.partner_id, identity)
    return (await session.scalars(statement.where(Order.number == number))).one_or_none()


async def list_of_partner(session: AsyncSession, identity: Identity, wanted: Wanted) -> Page:
    """The orders that the partner entered, newest first."""
    return await _page(session, of_partner(_whole(select(Order)), Order.partner_id, identity), wanted)


async def find_of_service(session: AsyncSession, service: str, number: str) -> Order | None:
    """One that a service, such as a shop, sent."""
    statement = _whole(select(Order)).where(Order.service == service, Order.number == number)
    return (await session.scalars(statement)).one_or_none()


async def list_for_staff(session: AsyncSession, wanted: Wanted) -> Page:
    """All orders, newest first."""
    return await _page(session, select(Order), wanted)


async def open_promises(session: AsyncSession, *, until: date, at_most: int, unwarned: bool = False) -> Sequence[Order]:
    """Open orders that are promised until a day and have not kept it, the nearest first.

    Args:
        session: A session; a writing one when ``unwarned``.
        until: The last promised day of interest.
        at_most: How many.
        unwarned: Only those whose promised day nobody was warned of; they are locked until the transaction ends.
    """
    statement = select(Order).where(Order.outcome == "open", Order.promised_on <= until, Order.fulfilled_at.is_(None))
    if unwarned:
        known = or_(Order.warned_for_on.is_(None), Order.warned_for_on != Order.promised_on)
        statement = statement.where(known).with_for_update()
    return (await session.scalars(statement.order_by(Order.promised_on, Order.number).limit(at_most))).all()


async def fulfilled_between(session: AsyncSession, start: datetime, end: datetime) -> Sequence[FulfilledOrder]:
    """What was fulfilled from one moment until before another."""
    columns = (Order.kind, Order.placed_at, Order.fulfilled_at, Order.promised_on, Order.country)
    statement = select(*columns).where(Order.fulfilled_at >= start, Order.fulfilled_at < end)
    rows = await session.execute(statement)
    return [
        FulfilledOrder(kind, placed_at, fulfilled_at, promised_on, country)
        for kind, placed_at, fulfilled_at, promised_on, country in rows
        if fulfilled_at is not None
    ]


async def count_open(session: AsyncSession) -> dict[str, int]:
    """Open orders by kind."""
    statement = select(Order.kind, func.count()).where(Order.outcome == "open").group_by(Order.kind)
    return dict((await session.execute(statement)).all())


def add_entry(order: Order, entry: OrderStateEntry) -> None:
    """The next entry of its history."""
    entry.position = len(order.history) + 1
    order.history.append(entry)


def add_change(order: Order, change: OrderChange) -> None:
    """The next entry of its changes."""
    change.position = len(order.changes) + 1
    order.changes.append(change)


async def _page(session: AsyncSession, statement: Select[Order], wanted: Wanted) -> Page:
    for column, value in ((Order.kind, wanted.kind), (Order.outcome, wanted.outcome), (Order.state, wanted.state)):
        if value is not None:
            statement = statement.where(column == value)
    total = await session.scalar(statement.with_only_columns(func.count()).order_by(None))
    page = statement.order_by(Order.placed_at.desc(), Order.number.desc()).limit(wanted.limit).offset(wanted.offset)
    return Page((await session.scalars(page)).all(), total or 0)


def _seen(statement: Select[Order], identity: Identity, sight: Sight) -> Select[Order]:
    """Through the gate; for somebody limited to some service points, only what is about them or about none."""
    statement = readable_by(statement, Order.customer_id, identity, Level.CHANNEL)
    if sight is None:
        return statement
    return statement.where(or_(Order.service_point_id.is_(None), Order.service_point_id.in_(sight)))


def _whole(statement: Select[Order]) -> Select[Order]:
    return statement.options(selectinload(Order.lines), selectinload(Order.history), selectinload(Order.changes))
