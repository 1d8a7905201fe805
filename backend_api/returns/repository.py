"""Reads returns and returnable orders through the gates, and stores returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from backend_api.customers.models import Customer
from backend_api.orders.models import Order
from backend_api.products.models import Product
from backend_api.returns.models import Return, ReturnLine
from backend_api.security import Identity, Level, of_partner, readable_by

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


def _whole() -> Select[Return]:
    return select(Return).options(
        selectinload(Return.order),
        selectinload(Return.returned_order),
        selectinload(Return.replacement_order),
        selectinload(Return.lines),
    )


def _own(statement: Select[Return], identity: Identity) -> Select[Return]:
    """Through the gate twice: it is the customer's, and the order it is of is one that the person may see."""
    mine = readable_by(statement, Return.customer_id, identity)
    return readable_by(mine.join(Return.returned_order), Order.customer_id, identity)


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[Return]:
    """The customer's, newest first."""
    statement = _whole().order_by(Return.created_at.desc(), Return.number.desc())
    return (await session.scalars(_own(statement, identity))).all()


async def find_own(session: AsyncSession, identity: Identity, number: str) -> Return | None:
    """One of the customer's."""
    statement = _whole().where(Return.number == number)
    return (await session.scalars(_own(statement, identity))).one_or_none()


async def list_of_partner(session: AsyncSession, identity: Identity) -> Sequence[Return]:
    """The partner's, newest first."""
    statement = _whole().order_by(Return.created_at.desc(), Return.number.desc())
    return (await session.scalars(of_partner(statement, Return.partner_id, identity))).all()


async def find_of_partner(session: AsyncSession, identity: Identity, number: str) -> Return | None:
    """One of the partner's."""
    statement = _whole().where(Return.number == number)
    return (await session.scalars(of_partner(statement, Return.partner_id, identity))).one_or_none()


async def find_for_staff(session: AsyncSession, number: str, *, to_change: bool = False) -> Return | None:
    """Any; held until the transaction ends when it is going to change."""
    statement = _whole().where(Return.number == number)
    if to_change:
        statement = statement.with_for_update(of=Return)
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def list_for_staff(
    session: AsyncSession, *, state: str | None, code: str | None, limit: int, offset: int
) -> Sequence[Return]:
    """A page, newest first."""
    statement = _whole().join(Return.order).where(*_wanted(state, code))
    statement = statement.order_by(Return.created_at.desc(), Return.number.desc()).limit(limit).offset(offset)
    return (await session.scalars(statement)).all()


async def count_for_staff(session: AsyncSession, *, state: str | None, code: str | None) -> int:
    """How many there are on all pages."""
    statement = select(func.count()).select_from(Return).join(Return.order).where(*_wanted(state, code))
    return (await session.scalars(statement)).one()


async def own_order(session: AsyncSession, identity: Identity, number: str, *, to_change: bool = False) -> Order | None:
    """The customer's order with its lines; held until the transaction ends when pieces of it are going to be taken."""
    statement = _order(number, to_change=to_change)
    statement = readable_by(statement, Order.customer_id, identity, Level.VERIFIED)
    return (await session.scalars(statement)).one_or_none()


async def partners_order(session: AsyncSession, identity: Identity, number: str) -> Order | None:
    """The order that the partner entered, with its lines, held until the transaction ends."""
    statement = _order(number, to_change=True)
    return (await session.scalars(of_partner(statement, Order.partner_id, identity))).one_or_none()


async def customer_kind(session: AsyncSession, customer_id: UUID) -> str:
    """``private`` or ``company``."""
    return (await session.scalars(select(Customer.kind).where(Customer.id == customer_id))).one()


async def goods_among(session: AsyncSession, numbers: Collection[str]) -> set[str]:
    """Which of these products are things that can be sent: devices and accessories."""
    statement = select(Product.number).where(Product.number.in_(numbers), Product.kind.in_(("device", "accessory")))
    return set((await session.scalars(statement)).all())


async def find_by_order(session: AsyncSession, order_id: UUID) -> Return | None:
    """The return that an order moves, with its lines and the order of the other device."""
    loaded = selectinload(Return.lines), selectinload(Return.replacement_order)
    statement = select(Return).options(*loaded).where(Return.order_id == order_id)
    return (await session.scalars(statement)).one_or_none()


async def taken_units(session: AsyncSession, order_id: UUID) -> dict[int, set[int]]:
    """Pieces of an order that are coming back or have come back, by line."""
    statement = select(ReturnLine.order_position, ReturnLine.unit).where(ReturnLine.taken_order_id == order_id)
    taken: dict[int, set[int]] = {}
    for position, unit in await session.execute(statement):
        taken.setdefault(position, set()).add(unit)
    return taken


async def store(session: AsyncSession, row: Return) -> bool:
    """Write it down; False when somebody else has taken one of the pieces just now."""
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def _order(number: str, *, to_change: bool) -> Select[Order]:
    statement = select(Order).options(selectinload(Order.lines)).where(Order.number == number)
    return statement.with_for_update(of=Order) if to_change else statement


def _wanted(state: str | None, code: str | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if state is not None:
        conditions.append(Order.state == state)
    if code is not None:
        conditions.append(Return.code == code)
    return conditions
