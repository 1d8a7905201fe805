"""Reads invoices and payments through the gate, with what is open of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, type_coerce
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from backend_api.database import FixedPoint
from backend_api.invoices.models import Invoice, Payment
from backend_api.invoices.states import StateFilter
from backend_api.security import Identity, readable_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class BilledInvoice:
    """An invoice and what is open of it."""

    invoice: Invoice
    open_amount: Decimal


@dataclass(frozen=True)
class InvoiceQuery:
    """Which invoices to list."""

    today: date
    service_point_id: UUID | None = None
    state: StateFilter | None = None
    unsettled: bool = False
    """Only those on which something is open or owed back."""


_paid = (
    select(func.coalesce(func.sum(Payment.amount), 0))
    .where(Payment.invoice_id == Invoice.id)
    .correlate(Invoice)
    .scalar_subquery()
)
_open: ColumnElement[Decimal] = type_coerce(Invoice.total_amount - _paid, FixedPoint())


async def list_own(
    session: AsyncSession, identity: Identity, query: InvoiceQuery, *, limit: int | None = None, offset: int = 0
) -> Sequence[BilledInvoice]:
    """A page, newest first; without a limit all of them."""
    statement = (
        _filtered(_billed(), query)
        .order_by(Invoice.issued_on.desc(), Invoice.to_on.desc(), Invoice.number.desc())
        .limit(limit)
        .offset(offset)
    )
    return await _fetch(session, statement, identity)


async def count_own(session: AsyncSession, identity: Identity, query: InvoiceQuery) -> int:
    """How many there are on all pages."""
    statement = _filtered(select(func.count()).select_from(Invoice), query)
    return (await session.scalars(readable_by(statement, Invoice.customer_id, identity))).one()


async def find_own(session: AsyncSession, identity: Identity, number: str) -> BilledInvoice | None:
    """One of the customer's, with lines and payments."""
    statement = _with_lines(_billed().where(Invoice.number == number))
    return next(iter(await _fetch(session, statement, identity)), None)


async def find_previous(session: AsyncSession, identity: Identity, invoice: Invoice) -> BilledInvoice | None:
    """The latest earlier one for the same service point that is no credit, with lines and payments."""
    statement = (
        _with_lines(_billed())
        .where(
            Invoice.service_point_id == invoice.service_point_id,
            Invoice.to_on < invoice.from_on,
            Invoice.total_amount > 0,
        )
        .order_by(Invoice.to_on.desc(), Invoice.issued_on.desc(), Invoice.number.desc())
        .limit(1)
    )
    return next(iter(await _fetch(session, statement, identity)), None)


async def list_own_payments(session: AsyncSession, identity: Identity, *, limit: int) -> Sequence[Payment]:
    """The latest payments with the invoices they settle, newest first."""
    statement = (
        select(Payment)
        .options(joinedload(Payment.invoice))
        .order_by(Payment.received_on.desc(), Payment.id.desc())
        .limit(limit)
    )
    return (await session.scalars(readable_by(statement, Payment.customer_id, identity))).all()


async def count_own_payments(session: AsyncSession, identity: Identity) -> int:
    """How many payments there are altogether."""
    statement = select(func.count()).select_from(Payment)
    return (await session.scalars(readable_by(statement, Payment.customer_id, identity))).one()


async def own_money_on_account(session: AsyncSession, identity: Identity) -> Decimal:
    """Payments that settle no invoice, added up."""
    total = type_coerce(func.coalesce(func.sum(Payment.amount), 0), FixedPoint())
    statement = select(total).where(Payment.invoice_id.is_(None))
    return (await session.scalars(readable_by(statement, Payment.customer_id, identity))).one()


def _billed() -> Select[Invoice, Decimal]:
    return (
        select(Invoice, _open)
        .join(Invoice.service_point)
        .join(Invoice.contract)
        .options(contains_eager(Invoice.service_point), contains_eager(Invoice.contract))
    )


def _with_lines(statement: Select[Invoice, Decimal]) -> Select[Invoice, Decimal]:
    return statement.options(selectinload(Invoice.lines), selectinload(Invoice.payments))


async def _fetch(
    session: AsyncSession, statement: Select[Invoice, Decimal], identity: Identity
) -> Sequence[BilledInvoice]:
    rows = await session.execute(readable_by(statement, Invoice.customer_id, identity))
    return [BilledInvoice(invoice, open_amount) for invoice, open_amount in rows]


def _filtered[*Columns](statement: Select[*Columns], query: InvoiceQuery) -> Select[*Columns]:
    if query.service_point_id is not None:
        statement = statement.where(Invoice.service_point_id == query.service_point_id)
    if query.state is not None:
        statement = statement.where(_in_state(query.state, query.today))
    if query.unsettled:
        statement = statement.where(_open != 0)
    return statement


def _in_state(state: StateFilter, today: date) -> ColumnElement[bool]:
    """The same as ``states.invoice_state``, for the database."""
    in_time = and_(_open > 0, Invoice.due_on >= today)
    conditions: dict[StateFilter, ColumnElement[bool]] = {
        "credit": _open < 0,
        "paid": _open == 0,
        "unpaid": _open > 0,
        "overdue": and_(_open > 0, Invoice.due_on < today),
        "open": and_(in_time, _open >= Invoice.total_amount),
        "partly_paid": and_(in_time, _open < Invoice.total_amount),
    }
    return conditions[state]
