"""Reads products with their words, prices and stock; a partner's category narrows every read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from backend_api.assortments import repository as assortments
from backend_api.products.models import Product, ProductAlternative, ProductText, Stock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Wanted:
    """Which products are looked for; what is None is not asked."""

    kind: str | None = None
    commodity: str | None = None
    country: str | None = None
    customer_kind: str | None = None
    """Those for this kind of customer, and those for both."""


async def list_orderable(session: AsyncSession, wanted: Wanted, category: str | None, on: date) -> Sequence[Product]:
    """What can be ordered on the day, by kind and number."""
    statement = _orderable(_loaded(), category, on).order_by(Product.kind.desc(), Product.country, Product.number)
    for column, value in (
        (Product.kind, wanted.kind),
        (Product.commodity, wanted.commodity),
        (Product.country, wanted.country),
    ):
        if value is not None:
            statement = statement.where(column == value)
    if wanted.customer_kind is not None:
        statement = statement.where(or_(Product.customer_kind.is_(None), Product.customer_kind == wanted.customer_kind))
    return (await session.scalars(statement)).all()


async def find_orderable(session: AsyncSession, number: str, category: str | None, on: date) -> Product | None:
    """The product of this number, if it can be ordered on the day."""
    statement = _orderable(_loaded(), category, on).where(Product.number == number)
    return (await session.scalars(statement)).one_or_none()


async def find(session: AsyncSession, number: str) -> Product | None:
    """The product of this number, also one that is not sold any more."""
    return (await session.scalars(_loaded().where(Product.number == number))).one_or_none()


async def find_by_name(session: AsyncSession, name: str, country: str) -> Product | None:
    """The product of this name, as it stands on a contract; of two the one that began last."""
    named = select(ProductText.product_id).where(ProductText.name == name)
    statement = _loaded().where(Product.country == country, Product.id.in_(named))
    return (await session.scalars(statement.order_by(Product.orderable_from_on.desc()).limit(1))).first()


async def list_alternatives(session: AsyncSession, product_id: UUID, category: str, on: date) -> Sequence[Product]:
    """What is listed to be sold instead of a product and is in the category's assortment, best first."""
    statement = (
        _orderable(_loaded(), category, on)
        .join(ProductAlternative, ProductAlternative.alternative_id == Product.id)
        .where(ProductAlternative.product_id == product_id)
        .order_by(ProductAlternative.position)
    )
    return (await session.scalars(statement)).all()


async def lock(session: AsyncSession, number: str) -> Product | None:
    """The product of this number, locked until the transaction ends."""
    statement = _loaded().where(Product.number == number).with_for_update()
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def stocks_of(session: AsyncSession, numbers: Iterable[str]) -> dict[str, Stock]:
    """What was counted of products, by number; what has no count is left out."""
    statement = select(Product.number, Stock).join(Stock, Stock.product_id == Product.id)
    rows = await session.execute(statement.where(Product.number.in_(list(numbers))))
    return {row[0]: row[1] for row in rows.all()}


async def ids_of(session: AsyncSession, numbers: Iterable[str]) -> dict[str, UUID]:
    """The ids of products by number; numbers that no product has are left out."""
    statement = select(Product.number, Product.id).where(Product.number.in_(list(numbers)))
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


async def lock_stock(session: AsyncSession, product_id: UUID) -> Stock | None:
    """The stock of a product, locked until the transaction ends."""
    statement = select(Stock).where(Stock.product_id == product_id).with_for_update()
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def begin(session: AsyncSession, row: Product | Stock) -> None:
    """Write a new row, unless somebody else did so just now."""
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError:
        pass  # the one that is there is locked and changed next


async def store(session: AsyncSession, row: Product | Stock) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(row)
    await session.flush()


def _loaded() -> Select[Product]:
    return select(Product).options(
        selectinload(Product.texts), selectinload(Product.prices), selectinload(Product.stock)
    )


def _orderable(statement: Select[Product], category: str | None, on: date) -> Select[Product]:
    statement = statement.where(
        Product.orderable_from_on <= on, or_(Product.orderable_until_on.is_(None), Product.orderable_until_on >= on)
    )
    return statement if category is None else assortments.within(statement, category, on)
