"""Reads papers through the gates, stores them, and looks up what is printed on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from backend_api.contracts.models import Contract
from backend_api.customers.models import Customer
from backend_api.documents.models import Document, DocumentMatter, DocumentState, PaperCode
from backend_api.security import Identity, Level, of_partner, readable_by
from backend_api.service_points.models import ServicePoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.database import Base


def _whole() -> Select[Document]:
    return select(Document).options(selectinload(Document.pages), selectinload(Document.versions))


async def list_own(
    session: AsyncSession, identity: Identity, *, matter: tuple[DocumentMatter, str] | None
) -> Sequence[Document]:
    """The customer's, newest first; those of one matter when it is named."""
    statement = _of_matter(_whole(), matter).order_by(Document.created_at.desc(), Document.id.desc())
    return (await session.scalars(readable_by(statement, Document.customer_id, identity))).all()


async def find_own(
    session: AsyncSession, identity: Identity, document_id: UUID, *, needed: Level = Level.VERIFIED
) -> Document | None:
    """One of the customer's."""
    statement = _whole().where(Document.id == document_id)
    return (await session.scalars(readable_by(statement, Document.customer_id, identity, needed))).one_or_none()


async def find_own_by_code(session: AsyncSession, identity: Identity, code: str) -> Document | None:
    """The customer's paper with this code, open to a confirmed address."""
    statement = _whole().where(Document.code == code)
    return (await session.scalars(readable_by(statement, Document.customer_id, identity, Level.CHANNEL))).one_or_none()


async def list_of_partner(session: AsyncSession, identity: Identity) -> Sequence[Document]:
    """The partner's, newest first."""
    statement = _whole().order_by(Document.created_at.desc(), Document.id.desc())
    return (await session.scalars(of_partner(statement, Document.partner_id, identity))).all()


async def find_of_partner(session: AsyncSession, identity: Identity, document_id: UUID) -> Document | None:
    """One of the partner's."""
    statement = _whole().where(Document.id == document_id)
    return (await session.scalars(of_partner(statement, Document.partner_id, identity))).one_or_none()


async def find_for_staff(session: AsyncSession, document_id: UUID) -> Document | None:
    """Any."""
    return (await session.scalars(_whole().where(Document.id == document_id))).one_or_none()


async def find_by_code(session: AsyncSession, code: str) -> Document | None:
    """Any with this code; for staff."""
    return (await session.scalars(_whole().where(Document.code == code))).one_or_none()


async def paper_code(session: AsyncSession, code: str) -> PaperCode | None:
    """What a code is bound to; for staff."""
    return await session.get(PaperCode, code)


async def lock(session: AsyncSession, document: Document) -> None:
    """Hold the document until the transaction ends, as it is now."""
    statement = _whole().where(Document.id == document.id).with_for_update(of=Document)
    await session.scalars(statement, execution_options={"populate_existing": True})


async def list_for_staff(
    session: AsyncSession, *, state: DocumentState | None, limit: int, offset: int
) -> Sequence[Document]:
    """A page of incoming papers, the oldest first."""
    statement = _for_staff(_whole(), state).order_by(Document.created_at, Document.id).limit(limit).offset(offset)
    return (await session.scalars(statement)).all()


async def count_for_staff(session: AsyncSession, *, state: DocumentState | None) -> int:
    """How many there are on all pages."""
    return (await session.scalars(_for_staff(select(func.count()).select_from(Document), state))).one()


async def store(session: AsyncSession, row: Base) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(row)
    await session.flush()


async def customer(session: AsyncSession, customer_id: UUID) -> Customer:
    """Whose paper it is, for the address on it."""
    return (await session.scalars(select(Customer).where(Customer.id == customer_id))).one()


async def service_point(session: AsyncSession, point_id: UUID | None) -> ServicePoint | None:
    """The place an order is about, for an address; None when it is about none."""
    if point_id is None:
        return None
    return (await session.scalars(select(ServicePoint).where(ServicePoint.id == point_id))).one_or_none()


async def contract(session: AsyncSession, number: str) -> Contract | None:
    """A contract with its place, for the papers of it; who may was checked with its matter."""
    statement = select(Contract).options(selectinload(Contract.service_point)).where(Contract.number == number)
    return (await session.scalars(statement)).one_or_none()


def _of_matter(statement: Select[Document], matter: tuple[DocumentMatter, str] | None) -> Select[Document]:
    if matter is None:
        return statement
    return statement.where(Document.matter_kind == matter[0], Document.matter_number == matter[1])


def _for_staff[*Columns](statement: Select[*Columns], state: DocumentState | None) -> Select[*Columns]:
    statement = statement.where(Document.direction == "incoming")
    return statement if state is None else statement.where(Document.state == state)
