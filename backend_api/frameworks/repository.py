"""Reads framework agreements through the gate, and locks them for call-offs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from backend_api.frameworks.models import FrameworkAgreement, FrameworkCallOff, FrameworkSite
from backend_api.products.models import Product
from backend_api.security import Identity, readable_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[FrameworkAgreement]:
    """The customer's agreements, the newest first."""
    statement = readable_by(_loaded(), FrameworkAgreement.customer_id, identity)
    ordered = statement.order_by(FrameworkAgreement.valid_from_on.desc(), FrameworkAgreement.number)
    return (await session.scalars(ordered)).all()


async def find_own(session: AsyncSession, identity: Identity, number: str) -> FrameworkAgreement | None:
    """One of the customer's."""
    detailed = _loaded().options(selectinload(FrameworkAgreement.call_offs))
    statement = readable_by(detailed, FrameworkAgreement.customer_id, identity)
    return (await session.scalars(statement.where(FrameworkAgreement.number == number))).one_or_none()


async def lock_of_customer(session: AsyncSession, customer_id: UUID, number: str) -> FrameworkAgreement | None:
    """One of the customer's, locked until the transaction ends; what was used is read after the lock was got."""
    statement = _loaded().where(FrameworkAgreement.customer_id == customer_id, FrameworkAgreement.number == number)
    found = await session.scalars(statement.with_for_update(), execution_options={"populate_existing": True})
    return found.one_or_none()


async def lock_called_off(session: AsyncSession, order_id: UUID) -> Sequence[FrameworkAgreement]:
    """The agreements that an order took from, locked likewise, always in the same order."""
    taken = select(FrameworkCallOff.framework_id).where(FrameworkCallOff.order_id == order_id)
    statement = _loaded().where(FrameworkAgreement.id.in_(taken)).order_by(FrameworkAgreement.id)
    found = await session.scalars(statement.with_for_update(), execution_options={"populate_existing": True})
    return found.all()


async def list_call_offs(session: AsyncSession, framework_id: UUID, order_id: UUID) -> Sequence[FrameworkCallOff]:
    """What an order took from an agreement and did not give back, as it is after the agreement's lock was got."""
    statement = select(FrameworkCallOff).where(
        FrameworkCallOff.framework_id == framework_id,
        FrameworkCallOff.order_id == order_id,
        FrameworkCallOff.released_at.is_(None),
    )
    found = await session.scalars(statement.with_for_update(), execution_options={"populate_existing": True})
    return found.all()


async def numbers_of(session: AsyncSession, product_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Product numbers by id."""
    statement = select(Product.id, Product.number).where(Product.id.in_(list(product_ids)))
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


async def store(session: AsyncSession, *rows: FrameworkCallOff | FrameworkSite) -> None:
    """Write them down; they last when the request's transaction does."""
    session.add_all(rows)
    await session.flush()


async def remove_sites(session: AsyncSession, order_id: UUID) -> None:
    """Take out the places that an order added."""
    for site in (await session.scalars(select(FrameworkSite).where(FrameworkSite.order_id == order_id))).all():
        await session.delete(site)
    await session.flush()


def _loaded() -> Select[FrameworkAgreement]:
    return select(FrameworkAgreement).options(
        selectinload(FrameworkAgreement.prices),
        selectinload(FrameworkAgreement.sites),
    )
