"""Reads invoices through the gate, with what is open of each.

What is not settled is found by the index (customer, ``settled_on``, due day): its cost grows with what a customer owes
and with the logarithm of all invoices.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, and_, bindparam, func, select, type_coerce
from sqlalchemy.orm import aliased, contains_eager, selectinload

from backend_api.contracts.models import Contract
from backend_api.database import FixedPoint
from backend_api.invoices.models import Invoice, InvoiceLine, LineKind, LineReason, Payment, ReadingSource
from backend_api.invoices.states import StateFilter
from backend_api.security import Identity, Readable, readable_by
from backend_api.service_points.models import Commodity, ServicePoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession


class InvoiceFacts(NamedTuple):
    """An invoice as it stands in a list, with what is open of it."""

    id: UUID
    number: str
    service_point_id: UUID
    service_point_name: str
    commodity: Commodity
    contract_number: str
    from_on: date
    to_on: date
    issued_on: date
    due_on: date
    total_amount: Decimal
    currency: str
    consumption: Decimal | None
    consumption_unit: str | None
    reading_source: ReadingSource | None
    corrects: str | None
    """The number of the invoice that it corrects."""
    open_amount: Decimal


class LineFacts(NamedTuple):
    """A line of an invoice as comparisons need it."""

    invoice_id: UUID
    kind: LineKind
    description: str
    quantity: Decimal | None
    unit: str | None
    amount: Decimal
    reason_code: LineReason | None


@dataclass(frozen=True)
class BilledInvoice:
    """An invoice and what is open of it."""

    invoice: Invoice
    open_amount: Decimal

    @property
    def facts(self) -> InvoiceFacts:
        """What stands in a list; of one that ``find_own`` found."""
        invoice = self.invoice
        return InvoiceFacts(
            id=invoice.id,
            number=invoice.number,
            service_point_id=invoice.service_point_id,
            service_point_name=invoice.service_point.name,
            commodity=invoice.service_point.commodity,
            contract_number=invoice.contract.number,
            from_on=invoice.from_on,
            to_on=invoice.to_on,
            issued_on=invoice.issued_on,
            due_on=invoice.due_on,
            total_amount=invoice.total_amount,
            currency=invoice.currency,
            consumption=invoice.consumption,
            consumption_unit=invoice.consumption_unit,
            reading_source=invoice.reading_source,
            corrects=invoice.corrects.number if invoice.corrects else None,
            open_amount=self.open_amount,
        )


@dataclass(frozen=True)
class InvoiceQuery:
    """Which invoices to list."""

    today: date
    service_point_id: UUID | None = None
    state: StateFilter | None = None
    unsettled: bool = False
    """Only those on which something is open or owed back."""

    @property
    def values(self) -> dict[str, Any]:
        """What its statement is run with."""
        return {"today": self.today, "service_point_id": self.service_point_id}


_paid = (
    select(func.coalesce(func.sum(Payment.amount), 0))
    .where(Payment.invoice_id == Invoice.id)
    .correlate(Invoice)
    .scalar_subquery()
)
OPEN_AMOUNT: ColumnElement[Decimal] = type_coerce(Invoice.total_amount - _paid, FixedPoint())
"""What is open of an invoice, by its payments; negative when it is owed back."""

_corrected = aliased(Invoice)
_FACTS = (
    select(
        Invoice.id,
        Invoice.number,
        Invoice.service_point_id,
        ServicePoint.name.label("service_point_name"),
        ServicePoint.commodity,
        Contract.number.label("contract_number"),
        Invoice.from_on,
        Invoice.to_on,
        Invoice.issued_on,
        Invoice.due_on,
        Invoice.total_amount,
        Invoice.currency,
        Invoice.consumption,
        Invoice.consumption_unit,
        Invoice.reading_source,
        select(_corrected.number)
        .where(_corrected.id == Invoice.corrects_invoice_id)
        .scalar_subquery()
        .label("corrects"),
        OPEN_AMOUNT.label("open_amount"),
    )
    .join(Invoice.service_point)
    .join(Invoice.contract)
)
"""The columns of ``InvoiceFacts``, by its names: in any order each value finds its field."""
_BY_NUMBER = Readable(_FACTS.where(Invoice.number == bindparam("number")), Invoice.customer_id)
_PREVIOUS = Readable(
    _FACTS.where(
        Invoice.service_point_id == bindparam("service_point_id"),
        Invoice.to_on < bindparam("from_on"),
        Invoice.total_amount > 0,
    )
    .order_by(Invoice.to_on.desc(), Invoice.issued_on.desc(), Invoice.number.desc())
    .limit(1),
    Invoice.customer_id,
)
_LINES = (
    select(
        InvoiceLine.invoice_id,
        InvoiceLine.kind,
        InvoiceLine.description,
        InvoiceLine.quantity,
        InvoiceLine.unit,
        InvoiceLine.amount,
        InvoiceLine.reason_code,
    )
    .where(InvoiceLine.invoice_id.in_(bindparam("invoices", expanding=True)))
    .order_by(InvoiceLine.invoice_id, InvoiceLine.position)
)


async def list_own(
    session: AsyncSession, identity: Identity, query: InvoiceQuery, *, limit: int | None = None, offset: int = 0
) -> Sequence[InvoiceFacts]:
    """A page, newest first; without a limit all of them."""
    shape = (query.service_point_id is not None, query.state, query.unsettled)
    values = query.values if limit is None else query.values | {"limit": limit, "offset": offset}
    rows = await _listed(*shape, paged=limit is not None).run(session, identity, **values)
    return [InvoiceFacts(**row._mapping) for row in rows]


async def count_own(session: AsyncSession, identity: Identity, query: InvoiceQuery) -> int:
    """How many there are on all pages."""
    statement = _counted(query.service_point_id is not None, query.state, query.unsettled)
    return (await statement.run(session, identity, **query.values)).scalar_one()


async def find_facts(session: AsyncSession, identity: Identity, number: str) -> InvoiceFacts | None:
    """One of the customer's, without lines and payments."""
    row = (await _BY_NUMBER.run(session, identity, number=number)).first()
    return None if row is None else InvoiceFacts(**row._mapping)


async def find_previous(session: AsyncSession, identity: Identity, invoice: InvoiceFacts) -> InvoiceFacts | None:
    """The latest earlier one for the same service point that is no credit."""
    place, day = invoice.service_point_id, invoice.from_on
    row = (await _PREVIOUS.run(session, identity, service_point_id=place, from_on=day)).first()
    return None if row is None else InvoiceFacts(**row._mapping)


async def lines_of(session: AsyncSession, invoices: Sequence[InvoiceFacts]) -> list[LineFacts]:
    """The lines of invoices that passed the gate, each invoice's in printing order."""
    rows = await session.execute(_LINES, {"invoices": [invoice.id for invoice in invoices]})
    return [LineFacts._make(row) for row in rows]


async def find_own(session: AsyncSession, identity: Identity, number: str) -> BilledInvoice | None:
    """One of the customer's, with lines, payments and the invoice it corrects."""
    statement = (
        select(Invoice, OPEN_AMOUNT)
        .join(Invoice.service_point)
        .join(Invoice.contract)
        .where(Invoice.number == number)
        .options(contains_eager(Invoice.service_point), contains_eager(Invoice.contract))
        .options(selectinload(Invoice.lines), selectinload(Invoice.payments), selectinload(Invoice.corrects))
    )
    row = (await session.execute(readable_by(statement, Invoice.customer_id, identity))).first()
    return None if row is None else BilledInvoice(*row)


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


@lru_cache
def _listed(at_point: bool, state: StateFilter | None, unsettled: bool, *, paged: bool) -> Readable[*tuple[Any, ...]]:
    """The statement of a list, for each way of asking."""
    statement = _filtered(_FACTS, at_point=at_point, state=state, unsettled=unsettled).order_by(
        Invoice.issued_on.desc(), Invoice.to_on.desc(), Invoice.number.desc()
    )
    if paged:
        statement = statement.limit(bindparam("limit", type_=Integer)).offset(bindparam("offset", type_=Integer))
    return Readable(statement, Invoice.customer_id)


@lru_cache
def _counted(at_point: bool, state: StateFilter | None, unsettled: bool) -> Readable[int]:
    statement = select(func.count()).select_from(Invoice)
    return Readable(_filtered(statement, at_point=at_point, state=state, unsettled=unsettled), Invoice.customer_id)


def _filtered[*Columns](
    statement: Select[*Columns], *, at_point: bool, state: StateFilter | None, unsettled: bool
) -> Select[*Columns]:
    if at_point:
        statement = statement.where(Invoice.service_point_id == bindparam("service_point_id"))
    if state is not None:
        statement = statement.where(_in_state(state))
    if unsettled:
        statement = statement.where(Invoice.settled_on.is_(None), OPEN_AMOUNT != 0)
    return statement


def _in_state(state: StateFilter) -> ColumnElement[bool]:
    """The same as ``states.invoice_state``, for the database."""
    if state == "paid":
        return OPEN_AMOUNT == 0
    today: BindParameter[date] = bindparam("today")
    in_time = and_(OPEN_AMOUNT > 0, Invoice.due_on >= today)
    conditions: dict[StateFilter, ColumnElement[bool]] = {
        "credit": OPEN_AMOUNT < 0,
        "unpaid": OPEN_AMOUNT > 0,
        "overdue": and_(OPEN_AMOUNT > 0, Invoice.due_on < today),
        "open": and_(in_time, Invoice.total_amount <= OPEN_AMOUNT),
        "partly_paid": and_(in_time, Invoice.total_amount > OPEN_AMOUNT),
    }
    return and_(Invoice.settled_on.is_(None), conditions[state])
