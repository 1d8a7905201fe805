"""Reads postcodes, towns and streets; they belong to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from backend_api.addresses.models import PostalPlace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

_MOST = 200


async def places_of_postcode(session: AsyncSession, country: str, postcode: str) -> Sequence[PostalPlace]:
    """The places under one postcode with their streets."""
    statement = (
        select(PostalPlace)
        .where(PostalPlace.country == country, PostalPlace.postcode == postcode)
        .options(selectinload(PostalPlace.streets))
        .order_by(PostalPlace.city)
    )
    return (await session.scalars(statement)).all()


async def places_of_city(session: AsyncSession, country: str, city_key: str) -> Sequence[PostalPlace]:
    """The places of one town, under all its postcodes, with their streets."""
    statement = (
        select(PostalPlace)
        .where(PostalPlace.country == country, PostalPlace.city_key == city_key)
        .options(selectinload(PostalPlace.streets))
        .order_by(PostalPlace.postcode)
        .limit(_MOST)
    )
    return (await session.scalars(statement)).all()


async def city_keys(session: AsyncSession, country: str) -> Sequence[str]:
    """The towns of a country as they are compared."""
    return (await session.scalars(select(PostalPlace.city_key).where(PostalPlace.country == country).distinct())).all()
