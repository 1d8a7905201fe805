"""Reads and writes what the billing systems said last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from backend_api.billing_systems.models import BillingCheck, BillingMonthUse, BillingPoint, MatchCandidate
from backend_api.customers.models import Customer
from backend_api.security import Identity, readable_by
from backend_api.service_points.models import ServicePoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def own_checks(session: AsyncSession, identity: Identity) -> Sequence[BillingCheck]:
    """How the last questions about this customer went."""
    return (await session.scalars(readable_by(select(BillingCheck), BillingCheck.customer_id, identity))).all()


async def find_own_customer(session: AsyncSession, identity: Identity) -> Customer | None:
    """The proven customer, whose ids are asked for; nobody else's ever are."""
    return (await session.scalars(readable_by(select(Customer), Customer.id, identity))).one_or_none()


async def own_points(session: AsyncSession, identity: Identity) -> Sequence[BillingPoint]:
    """The last good records of the customer's points."""
    return (await session.scalars(readable_by(select(BillingPoint), BillingPoint.customer_id, identity))).all()


async def own_uses(
    session: AsyncSession, identity: Identity, from_on: date | None = None, to_on: date | None = None
) -> Sequence[BillingMonthUse]:
    """The last known use of the customer's points in the months that begin in these days, oldest first."""
    statement = (
        select(BillingMonthUse)
        .join(BillingPoint, BillingPoint.id == BillingMonthUse.billing_point_id)
        .order_by(BillingMonthUse.month_on)
    )
    if from_on is not None:
        statement = statement.where(BillingMonthUse.month_on >= from_on)
    if to_on is not None:
        statement = statement.where(BillingMonthUse.month_on <= to_on)
    return (await session.scalars(readable_by(statement, BillingPoint.customer_id, identity))).all()


async def own_service_points(session: AsyncSession, identity: Identity) -> Sequence[ServicePoint]:
    """The customer's points in our books, by name."""
    statement = select(ServicePoint).order_by(ServicePoint.name, ServicePoint.commodity, ServicePoint.id)
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).all()


async def own_candidates(session: AsyncSession, identity: Identity) -> Sequence[MatchCandidate]:
    """Points that may be this customer's, decided on or not; for matching, never for the customer to see."""
    return (await session.scalars(readable_by(select(MatchCandidate), MatchCandidate.customer_id, identity))).all()


async def remove_points(session: AsyncSession, ids: Sequence[UUID]) -> None:
    """Forget records, with their use."""
    if ids:
        await session.execute(delete(BillingMonthUse).where(BillingMonthUse.billing_point_id.in_(ids)))
        await session.execute(delete(BillingPoint).where(BillingPoint.id.in_(ids)))


async def remove_candidates(session: AsyncSession, ids: Sequence[UUID]) -> None:
    """Forget candidates nobody decided on."""
    if ids:
        await session.execute(delete(MatchCandidate).where(MatchCandidate.id.in_(ids)))
