"""Reads and stores supplier switches with the orders that own their stages, and the log of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager, joinedload

from backend_api.orders.models import Order
from backend_api.security import Identity, Level, readable_by
from backend_api.service_points.models import ServicePoint
from backend_api.switches.models import STAGES, SupplierSwitch, SwitchMessage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(
    session: AsyncSession, identity: Identity, service_point_id: UUID | None
) -> Sequence[SupplierSwitch]:
    """The customer's switches that are in one of the ten stages, with point and history, for a confirmed address."""
    statement = _whole().where(Order.state.in_(STAGES)).order_by(ServicePoint.name, SupplierSwitch.id)
    if service_point_id is not None:
        statement = statement.where(SupplierSwitch.service_point_id == service_point_id)
    return (await session.scalars(readable_by(statement, SupplierSwitch.customer_id, identity, Level.CHANNEL))).all()


async def find_own(
    session: AsyncSession, identity: Identity, switch_id: UUID, needed: Level = Level.VERIFIED
) -> SupplierSwitch | None:
    """One of the customer's, in whatever stage."""
    statement = _whole().where(SupplierSwitch.id == switch_id)
    return (await session.scalars(readable_by(statement, SupplierSwitch.customer_id, identity, needed))).one_or_none()


async def find(session: AsyncSession, switch_id: UUID) -> SupplierSwitch | None:
    """Anybody's, for messages of the market."""
    return (await session.scalars(_whole().where(SupplierSwitch.id == switch_id))).one_or_none()


async def of_order(session: AsyncSession, order_id: UUID) -> SupplierSwitch | None:
    """The details of an order, with the point."""
    statement = (
        select(SupplierSwitch)
        .where(SupplierSwitch.order_id == order_id)
        .options(joinedload(SupplierSwitch.service_point))
    )
    return (await session.scalars(statement)).one_or_none()


async def open_outgoing(session: AsyncSession, service_point_id: UUID) -> SupplierSwitch | None:
    """The point's switch away from us that is under way."""
    statement = _whole().where(
        SupplierSwitch.service_point_id == service_point_id,
        SupplierSwitch.direction == "outgoing",
        Order.outcome == "open",
    )
    return (await session.scalars(statement.order_by(SupplierSwitch.id.desc()))).first()


async def corrected_by(session: AsyncSession, switch_id: UUID) -> UUID | None:
    """The request that took the place of a rejected one."""
    return await session.scalar(select(SupplierSwitch.id).where(SupplierSwitch.corrects_id == switch_id))


async def due_for_a_step(session: AsyncSession, today: date, limit: int) -> Sequence[SupplierSwitch]:
    """Switches to us that signing, a known date or the first day of supply moves on, oldest first."""
    statement = _whole().where(
        SupplierSwitch.direction == "incoming",
        Order.outcome == "open",
        (Order.state == "signed")
        | ((Order.state == "accepted") & SupplierSwitch.start_on.is_not(None))
        | ((Order.state == "date_fixed") & (SupplierSwitch.start_on <= today)),
    )
    return (await session.scalars(statement.order_by(SupplierSwitch.id).limit(limit))).all()


async def active_point(session: AsyncSession, scheme: str, identifier: str) -> ServicePoint | None:
    """The metering point we supply under an identifier."""
    statement = select(ServicePoint).where(
        ServicePoint.scheme == scheme, ServicePoint.identifier == identifier, ServicePoint.state == "active"
    )
    return (await session.scalars(statement.order_by(ServicePoint.id))).first()


async def store(session: AsyncSession, switch: SupplierSwitch) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(switch)
    await session.flush()


async def note(session: AsyncSession, message: SwitchMessage) -> SwitchMessage | None:
    """Write a message down; the stored one when its reference was used before, None when it is new."""
    try:
        async with session.begin_nested():
            session.add(message)
    except IntegrityError:
        key = (message.switch_id, message.reference)
        return await session.get(SwitchMessage, key, populate_existing=True)
    return None


async def messages(session: AsyncSession, switch_id: UUID) -> Sequence[SwitchMessage]:
    """The log of a switch, in the order of arrival."""
    statement = select(SwitchMessage).where(SwitchMessage.switch_id == switch_id)
    return (await session.scalars(statement.order_by(SwitchMessage.received_at, SwitchMessage.reference))).all()


def _whole() -> Select[SupplierSwitch]:
    return (
        select(SupplierSwitch)
        .join(SupplierSwitch.service_point)
        .join(SupplierSwitch.order)
        .options(
            contains_eager(SupplierSwitch.service_point),
            contains_eager(SupplierSwitch.order).selectinload(Order.history),
        )
    )
