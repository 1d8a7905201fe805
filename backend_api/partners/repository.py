"""Reads partners; a partner's own reads pass the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from backend_api.partners.models import (
    Partner,
    PartnerCategory,
    PartnerCategoryEntry,
    PartnerNews,
    PartnerNewsCategory,
)
from backend_api.security import Identity, of_partner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession


async def find_own(session: AsyncSession, identity: Identity) -> Partner | None:
    """The partner that the person acts for, unless it is suspended or the person left."""
    return (await session.scalars(of_partner(_loaded().where(Partner.state == "active"), Partner.id, identity))).first()


async def list_categories_of(session: AsyncSession, partner_id: UUID) -> Sequence[PartnerCategoryEntry]:
    """The category history of an active partner, oldest first."""
    statement = (
        select(PartnerCategoryEntry)
        .join(Partner, Partner.id == PartnerCategoryEntry.partner_id)
        .where(Partner.id == partner_id, Partner.state == "active")
        .order_by(PartnerCategoryEntry.valid_from_on)
    )
    return (await session.scalars(statement)).all()


async def list_all(session: AsyncSession) -> Sequence[Partner]:
    """Every partner, by number; for staff."""
    return (await session.scalars(_loaded().order_by(Partner.number))).all()


async def find(session: AsyncSession, number: str) -> Partner | None:
    """One partner by number; for staff."""
    return (await session.scalars(_loaded().where(Partner.number == number))).one_or_none()


async def lock(session: AsyncSession, number: str) -> Partner | None:
    """The same, locked until the transaction ends."""
    statement = _loaded().where(Partner.number == number).with_for_update()
    return (await session.scalars(statement)).one_or_none()


async def has_category(session: AsyncSession, key: str) -> bool:
    """Whether there is such a category."""
    return await session.get(PartnerCategory, key) is not None


async def lock_category(session: AsyncSession, key: str) -> bool:
    """Whether there is such a category; locked until the transaction ends, so that its lists change in turn."""
    return await session.get(PartnerCategory, key, with_for_update=True) is not None


async def list_news(session: AsyncSession, category: str, country: str, on: date) -> Sequence[PartnerNews]:
    """What a category sees on a day in a country, newest first."""
    seen = select(PartnerNewsCategory.news_id).where(PartnerNewsCategory.category_key == category)
    statement = (
        select(PartnerNews)
        .where(
            PartnerNews.id.in_(seen),
            PartnerNews.published_on <= on,
            or_(PartnerNews.hidden_from_on.is_(None), PartnerNews.hidden_from_on > on),
            or_(PartnerNews.country.is_(None), PartnerNews.country == country),
        )
        .options(selectinload(PartnerNews.texts), selectinload(PartnerNews.categories))
        .order_by(PartnerNews.published_on.desc(), PartnerNews.id.desc())
    )
    return (await session.scalars(statement)).all()


async def store(session: AsyncSession, row: Partner | PartnerNews) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(row)
    await session.flush()


def _loaded() -> Select[Partner]:
    return select(Partner).options(selectinload(Partner.persons), selectinload(Partner.categories))
