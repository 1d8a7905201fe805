"""Reads and stores the people who may act for a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from backend_api.customers.models import ContactAddress
from backend_api.representatives.models import Representative
from backend_api.security import Identity, readable_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def active_of(session: AsyncSession, customer_id: UUID) -> Sequence[Representative]:
    """Who may act for this customer now, by name."""
    statement = (
        select(Representative)
        .where(Representative.customer_id == customer_id, Representative.state == "active")
        .order_by(Representative.name, Representative.id)
    )
    return (await session.scalars(statement)).all()


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[Representative]:
    """Everybody who may act for the customer, or might; the active ones first, by name."""
    statement = select(Representative).order_by(Representative.state, Representative.name, Representative.id)
    return (await session.scalars(readable_by(statement, Representative.customer_id, identity))).all()


async def find_own(session: AsyncSession, identity: Identity, representative_id: UUID) -> Representative | None:
    """One of the customer's people, locked for a change."""
    statement = select(Representative).where(Representative.id == representative_id).with_for_update()
    return (await session.scalars(readable_by(statement, Representative.customer_id, identity))).one_or_none()


async def find_by_id(session: AsyncSession, representative_id: UUID) -> Representative | None:
    """For the gateway only: the person with this id."""
    return (await session.scalars(select(Representative).where(Representative.id == representative_id))).one_or_none()


async def store(session: AsyncSession, representative: Representative) -> None:
    """Write the person down."""
    session.add(representative)
    await session.flush()


async def addresses_of(session: AsyncSession, representative_ids: Sequence[UUID]) -> dict[UUID, list[ContactAddress]]:
    """Where these people are reached, phones first."""
    statement = (
        select(ContactAddress)
        .where(ContactAddress.representative_id.in_(representative_ids))
        .order_by(ContactAddress.kind.desc(), ContactAddress.value)
    )
    found: dict[UUID, list[ContactAddress]] = {}
    for row in await session.scalars(statement):
        if row.representative_id is not None:
            found.setdefault(row.representative_id, []).append(row)
    return found
