"""Reads invoices through the gate, with what is open of each.

What is not settled is found by the index (customer, ``settled_on``, due day): its cost grows with what a customer owes
and with the logarithm of all invoices.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, type_coerce
from sqlalchemy.orm import contains_eager, selectinload

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
OPEN_AMOUNT: ColumnElement[Decimal] = type_coerce(Invoice.total_amount - _paid, FixedPoint())
"""What is open of an invoice, by its payments; negative when it is owed back."""


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
    """One of the customer's, with lines, payments and the invoice it corrects."""
    statement = _with_lines(_billed().where(Invoice.number == number)).options(selectinload(Invoice.corrects))
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


async def corrections_of(session: AsyncSession, identity: Identity, invoice: Invoice) -> Sequence[str]:
    """The numbers of the invoices that correct this one, oldest first."""
    statement = (
        select(Invoice.number)
        .where(Invoice.corrects_invoice_id == invoice.id)
        .order_by(Invoice.issued_on, Invoice.number)
    )
    return (await session.scalars(readable_by(statement, Invoice.customer_id, identity))).all()


async def unsettled_of(session: AsyncSession, customer_id: UUID, *, lock: bool = False) -> Sequence[BilledInvoice]:
    """What is open or owed back of a customer who was looked up, by due day: for services, not for readers."""
    statement = (
        select(Invoice, OPEN_AMOUNT)
        .where(Invoice.customer_id == customer_id, Invoice.settled_on.is_(None), OPEN_AMOUNT != 0)
        .order_by(Invoice.due_on, Invoice.number)
    )
    if lock:
        statement = statement.with_for_update(of=Invoice)
    return [BilledInvoice(invoice, open_amount) for invoice, open_amount in await session.execute(statement)]


def _billed() -> Select[Invoice, Decimal]:
    return (
        select(Invoice, OPEN_AMOUNT)
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
        statement = statement.where(Invoice.settled_on.is_(None), OPEN_AMOUNT != 0)
    return statement


def _in_state(state: StateFilter, today: date) -> ColumnElement[bool]:
    """The same as ``states.invoice_state``, for the database."""
    if state == "paid":
        return OPEN_AMOUNT == 0
    in_time = and_(OPEN_AMOUNT > 0, Invoice.due_on >= today)
    conditions: dict[StateFilter, ColumnElement[bool]] = {
        "credit": OPEN_AMOUNT < 0,
        "unpaid": OPEN_AMOUNT > 0,
        "overdue": and_(OPEN_AMOUNT > 0, Invoice.due_on < today),
        "open": and_(in_time, Invoice.total_amount <= OPEN_AMOUNT),
        "partly_paid": and_(in_time, Invoice.total_amount > OPEN_AMOUNT),
    }
    return and_(Invoice.settled_on.is_(None), conditions[state])
