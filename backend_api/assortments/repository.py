"""Reads what a category may sell and its prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from backend_api.assortments.models import Assortment, AssortmentEntry, PriceList, PriceListEntry
from backend_api.products.models import Product

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession


def within[*Columns](statement: Select[*Columns], category: str, on: date) -> Select[*Columns]:
    """Narrow a statement over products to what the category may sell on the day: the one gate to assortments."""
    entries = (
        select(AssortmentEntry.product_id)
        .join(Assortment, Assortment.id == AssortmentEntry.assortment_id)
        .where(Assortment.category_key == category, _valid(Assortment, on))
    )
    return statement.where(Product.id.in_(entries))


async def list_entries(session: AsyncSession, category: str, product_ids: Iterable[UUID]) -> Sequence[PriceListEntry]:
    """The category's prices of these products in all its lists, past and coming ones too."""
    statement = (
        select(PriceListEntry)
        .join(PriceListEntry.price_list)
        .where(PriceList.category_key == category, PriceListEntry.product_id.in_(list(product_ids)))
        .options(contains_eager(PriceListEntry.price_list))
    )
    return (await session.scalars(statement)).all()


async def lock_list[Listed: (Assortment, PriceList)](
    session: AsyncSession, model: type[Listed], category: str, name: str, valid_from_on: date
) -> Listed | None:
    """The category's list of this name and first day, locked until the transaction ends."""
    statement = (
        select(model)
        .where(model.category_key == category, model.name == name, model.valid_from_on == valid_from_on)
        .options(selectinload(model.entries))
        .with_for_update()
    )
    return (await session.scalars(statement, execution_options={"populate_existing": True})).first()


async def has_list(session: AsyncSession, model: type[Assortment | PriceList], category: str) -> bool:
    """Whether the category has any list of this kind."""
    return (await session.scalars(select(model.id).where(model.category_key == category).limit(1))).first() is not None


async def clear(session: AsyncSession, row: Assortment | PriceList) -> None:
    """Take everything out of a list."""
    row.entries.clear()
    await session.flush()


async def store(session: AsyncSession, row: Assortment | PriceList) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(row)
    await session.flush()


def _valid(model: type[Assortment], on: date) -> ColumnElement[bool]:
    return and_(model.valid_from_on <= on, or_(model.valid_until_on.is_(None), model.valid_until_on >= on))
