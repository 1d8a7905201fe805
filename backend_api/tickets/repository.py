"""Reads tickets through the gates, stores them, and looks up what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import selectinload

from backend_api.customers.models import Customer
from backend_api.partners.models import Partner
from backend_api.security import Identity, Level, of_partner, readable_by
from backend_api.service_points.models import ServicePoint
from backend_api.staff.models import StaffMember
from backend_api.tickets.models import Party, Ticket, TicketKind, TicketState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.database import Base


@dataclass(frozen=True)
class StaffQuery:
    """Which tickets staff want to see."""

    today: date
    state: TicketState | None = None
    kind: TicketKind | None = None
    waiting_for: Party | None = None
    assigned_to: UUID | None = None
    customer_id: UUID | None = None
    overdue: bool | None = None
    with_closed: bool = False


def _whole() -> Select[Ticket]:
    return select(Ticket).options(
        selectinload(Ticket.messages),
        selectinload(Ticket.entries),
        selectinload(Ticket.waits),
        selectinload(Ticket.third_parties),
    )


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[Ticket]:
    """The customer's tickets, newest first; open to a confirmed address."""
    statement = select(Ticket).order_by(Ticket.created_at.desc(), Ticket.number.desc())
    return (await session.scalars(readable_by(statement, Ticket.customer_id, identity, Level.CHANNEL))).all()


async def find_own(session: AsyncSession, identity: Identity, number: str, *, needed: Level) -> Ticket | None:
    """One of the customer's with everything in it; open to this level."""
    statement = _whole().where(Ticket.number == number)
    return (await session.scalars(readable_by(statement, Ticket.customer_id, identity, needed))).one_or_none()


async def list_of_partner(session: AsyncSession, identity: Identity) -> Sequence[Ticket]:
    """The partner's tickets, newest first."""
    statement = select(Ticket).order_by(Ticket.created_at.desc(), Ticket.number.desc())
    return (await session.scalars(of_partner(statement, Ticket.partner_id, identity))).all()


async def find_of_partner(session: AsyncSession, identity: Identity, number: str) -> Ticket | None:
    """One of the partner's with everything in it."""
    statement = _whole().where(Ticket.number == number)
    return (await session.scalars(of_partner(statement, Ticket.partner_id, identity))).one_or_none()


async def find_for_staff(session: AsyncSession, number: str) -> Ticket | None:
    """Any ticket with everything in it."""
    return (await session.scalars(_whole().where(Ticket.number == number))).one_or_none()


async def lock(session: AsyncSession, ticket: Ticket) -> None:
    """Hold the ticket until the transaction ends, as it is now."""
    statement = _whole().where(Ticket.id == ticket.id).with_for_update(of=Ticket)
    await session.scalars(statement, execution_options={"populate_existing": True})


async def list_for_staff(session: AsyncSession, query: StaffQuery, *, limit: int, offset: int) -> Sequence[Ticket]:
    """A page: what has to be answered soonest first, call backs by their hour."""
    undated = case((Ticket.answer_due_on.is_(None), 1), else_=0)
    statement = (
        select(Ticket)
        .where(*_wanted(query))
        .order_by(Ticket.promised_until, undated, Ticket.number)
        .limit(limit)
        .offset(offset)
    )
    return (await session.scalars(statement)).all()


async def count_for_staff(session: AsyncSession, query: StaffQuery) -> int:
    """How many there are on all pages."""
    return (await session.scalars(select(func.count()).select_from(Ticket).where(*_wanted(query)))).one()


async def store(session: AsyncSession, row: Base) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(row)
    await session.flush()


async def own_commodity(session: AsyncSession, identity: Identity, service_point_id: UUID) -> str | None:
    """What the customer's service point supplies; None when it is not the customer's."""
    statement = select(ServicePoint.commodity).where(ServicePoint.id == service_point_id)
    return await session.scalar(readable_by(statement, ServicePoint.customer_id, identity, Level.CHANNEL))


async def commodities_of(session: AsyncSession, customer_id: UUID) -> set[str]:
    """What the customer is supplied with."""
    statement = select(ServicePoint.commodity).where(ServicePoint.customer_id == customer_id).distinct()
    return set((await session.scalars(statement)).all())


async def country_of_customer(session: AsyncSession, customer_id: UUID) -> str | None:
    """Where the customer lives, ISO 3166."""
    return await session.scalar(select(Customer.country).where(Customer.id == customer_id))


async def is_staff_member(session: AsyncSession, staff_id: UUID) -> bool:
    """Whether somebody with this id works here."""
    return await session.scalar(select(StaffMember.id).where(StaffMember.id == staff_id)) is not None


async def country_of_partner(session: AsyncSession, partner_id: UUID) -> str | None:
    """Where the partner sells, ISO 3166; None when there is no such partner."""
    return await session.scalar(select(Partner.country).where(Partner.id == partner_id))


def _wanted(query: StaffQuery) -> list[ColumnElement[bool]]:
    equal = {
        Ticket.state: query.state,
        Ticket.kind: query.kind,
        Ticket.waiting_for: query.waiting_for,
        Ticket.assigned_to: query.assigned_to,
        Ticket.customer_id: query.customer_id,
    }
    conditions: list[ColumnElement[bool]] = [column == value for column, value in equal.items() if value is not None]
    late = and_(Ticket.answer_due_on < query.today, Ticket.state.in_(("open", "waiting", "reopened")))
    if query.overdue is not None:
        conditions.append(late if query.overdue else or_(Ticket.answer_due_on.is_(None), ~late))
    if query.state is None and not query.with_closed:
        conditions.append(Ticket.state != "closed")
    return conditions
