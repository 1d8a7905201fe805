"""Reads and writes what the billing systems said last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError

from backend_api.billing_systems.models import (
    BillingCheck,
    BillingMonthUse,
    BillingPoint,
    MatchCandidate,
    MatchDecision,
)
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


async def list_candidates(session: AsyncSession, state: str, limit: int) -> Sequence[tuple[MatchCandidate, str]]:
    """For staff: candidates in a state with their customer's name, oldest first."""
    statement = (
        select(MatchCandidate, Customer.name)
        .join(Customer, Customer.id == MatchCandidate.customer_id)
        .where(MatchCandidate.state == state)
        .order_by(MatchCandidate.found_at, MatchCandidate.id)
        .limit(limit)
    )
    return [(candidate, name) for candidate, name in await session.execute(statement)]


async def find_candidate(session: AsyncSession, candidate_id: UUID) -> MatchCandidate | None:
    """For staff: one candidate, locked for the decision."""
    statement = select(MatchCandidate).where(MatchCandidate.id == candidate_id).with_for_update()
    return (await session.scalars(statement)).one_or_none()


async def customer_name(session: AsyncSession, customer_id: UUID) -> str:
    """For staff: whose candidate it is."""
    return (await session.scalars(select(Customer.name).where(Customer.id == customer_id))).one()


async def decisions_on(session: AsyncSession, ids: Sequence[UUID]) -> Sequence[MatchDecision]:
    """The decisions on these candidates, oldest first."""
    statement = select(MatchDecision).where(MatchDecision.candidate_id.in_(ids)).order_by(MatchDecision.position)
    return (await session.scalars(statement)).all()


async def service_points_of(session: AsyncSession, customer_id: UUID) -> Sequence[ServicePoint]:
    """For a decision of staff: the points of the candidate's customer."""
    statement = select(ServicePoint).where(ServicePoint.customer_id == customer_id)
    return (await session.scalars(statement)).all()


async def find_point(session: AsyncSession, candidate: MatchCandidate) -> BillingPoint | None:
    """The record by which an accepted candidate is shown."""
    statement = select(BillingPoint).where(
        BillingPoint.customer_id == candidate.customer_id,
        BillingPoint.source == candidate.source,
        BillingPoint.source_id == candidate.source_id,
    )
    return (await session.scalars(statement)).one_or_none()


async def remove_unknown_service_point(session: AsyncSession, service_point_id: UUID) -> bool:
    """Delete a point that came from a billing system and that no system's record shows any more.

    Returns:
        False when something of its own hangs on it.
    """
    shown = exists().where(BillingPoint.service_point_id == service_point_id)
    statement = delete(ServicePoint).where(
        ServicePoint.id == service_point_id, ServicePoint.origin.is_not(None), ~shown
    )
    try:
        async with session.begin_nested():
            await session.execute(statement.execution_options(synchronize_session=False))
    except IntegrityError:
        return False
    return True
