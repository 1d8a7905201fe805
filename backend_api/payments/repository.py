"""Reads payments through the gate, and stores what came in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select, type_coerce
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from backend_api.customers import repository as customers
from backend_api.database import FixedPoint
from backend_api.invoices.models import Invoice, Payment
from backend_api.invoices.repository import OPEN_AMOUNT
from backend_api.payment_plans.models import PaymentPlan, PaymentPlanItem
from backend_api.security import Identity, Readable, readable_by
from backend_api.supplier.models import SupplierBankAccount

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.customers.models import Customer


class ReceivedFacts(NamedTuple):
    """Money received, and the number of the invoice that it settles."""

    received_on: date
    amount: Decimal
    currency: str
    invoice_number: str | None


_ON_ACCOUNT = Readable(
    select(type_coerce(func.coalesce(func.sum(Payment.amount), 0), FixedPoint())).where(Payment.invoice_id.is_(None)),
    Payment.customer_id,
)
_LATEST = Readable(
    select(Payment.received_on, Payment.amount, Payment.currency, Invoice.number)
    .outerjoin(Payment.invoice)
    .where(Payment.amount > 0)
    .order_by(Payment.received_on.desc(), Payment.id.desc())
    .limit(1),
    Payment.customer_id,
)


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
    return (await _ON_ACCOUNT.run(session, identity)).scalar_one()


async def latest_received(session: AsyncSession, identity: Identity) -> ReceivedFacts | None:
    """The latest money that came in, not what was paid out."""
    row = (await _LATEST.run(session, identity)).first()
    return None if row is None else ReceivedFacts._make(row)


async def told_before(session: AsyncSession, source: str, external_id: str) -> Sequence[Payment]:
    """The parts of a payment that was told under this id, with their invoices; none when it is new."""
    statement = (
        select(Payment)
        .options(joinedload(Payment.invoice))
        .where(Payment.source == source, Payment.external_id == external_id)
        .order_by(Payment.part)
    )
    return (await session.scalars(statement)).all()


async def lock_invoice(session: AsyncSession, number: str) -> Invoice | None:
    """An invoice, locked, so that two payments of it are added up one after the other."""
    statement = select(Invoice).where(Invoice.number == number).with_for_update()
    return (await session.scalars(statement)).one_or_none()


async def lock_invoices(session: AsyncSession, invoice_ids: Sequence[UUID]) -> Sequence[tuple[Invoice, Decimal]]:
    """Invoices, locked, with what is open of each, by due day."""
    locked = select(Invoice).where(Invoice.id.in_(invoice_ids)).order_by(Invoice.id).with_for_update()
    await session.scalars(locked)
    statement = select(Invoice, OPEN_AMOUNT).where(Invoice.id.in_(invoice_ids)).order_by(Invoice.due_on, Invoice.number)
    return [(invoice, open_amount) for invoice, open_amount in await session.execute(statement)]


async def open_amount(session: AsyncSession, invoice_id: UUID) -> Decimal:
    """What is open of an invoice, with what this transaction wrote."""
    return (await session.scalars(select(OPEN_AMOUNT).select_from(Invoice).where(Invoice.id == invoice_id))).one()


async def customer_by_number(session: AsyncSession, number: str) -> Customer | None:
    """The customer with this number; that of a merged record stands for the survivor."""
    customer_id = await customers.id_by_number(session, number)
    return None if customer_id is None else await customers.find_by_id(session, customer_id)


async def plan_by_number(session: AsyncSession, number: str) -> PaymentPlan | None:
    """A payment plan with what it pays and its rates, locked."""
    statement = select(PaymentPlan).where(PaymentPlan.number == number).with_for_update()
    return (await session.scalars(statement)).one_or_none()


async def running_plan_with(session: AsyncSession, invoice_id: UUID) -> PaymentPlan | None:
    """The running payment plan that pays this invoice, locked."""
    statement = (
        select(PaymentPlan)
        .join(PaymentPlanItem, PaymentPlanItem.plan_id == PaymentPlan.id)
        .where(PaymentPlanItem.invoice_id == invoice_id, PaymentPlan.state == "active")
        .with_for_update(of=PaymentPlan)
    )
    return (await session.scalars(statement)).first()


async def items_of(session: AsyncSession, plan_id: UUID) -> Sequence[UUID]:
    """The invoices that a plan pays, by due day."""
    statement = (
        select(PaymentPlanItem.invoice_id)
        .where(PaymentPlanItem.plan_id == plan_id, PaymentPlanItem.amount > 0)
        .order_by(PaymentPlanItem.position)
    )
    return [invoice_id for invoice_id in await session.scalars(statement) if invoice_id is not None]


async def bank_accounts(session: AsyncSession, currency: str) -> Sequence[SupplierBankAccount]:
    """The supplier's accounts in a currency, by country."""
    statement = (
        select(SupplierBankAccount)
        .where(SupplierBankAccount.currency == currency)
        .order_by(SupplierBankAccount.country)
    )
    return (await session.scalars(statement)).all()


async def store(session: AsyncSession, payments: Sequence[Payment]) -> bool:
    """Write them down; False when somebody else told of the same money just now."""
    try:
        async with session.begin_nested():
            session.add_all(payments)
    except IntegrityError:
        return False
    return True
