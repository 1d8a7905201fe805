"""Money that comes in: finds what it pays, writes it down once, and settles invoices and rates.

What a text names decides, in this order: the invoice, the payment plan, the customer. Money for a plan pays its
invoices by due day, each up to what is open; what is left over stays on the customer's account. Money for an invoice
stays there even if it is too much: the invoice then shows the credit.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.events.service import emit
from backend_api.invoices.models import Payment
from backend_api.payments import repository
from backend_api.payments.errors import CurrencyDiffersError, PaymentDiffersError, PaymentUnmatchedError
from backend_api.payments.references import invoice_number_in, plan_number_in
from backend_api.payments.schemas import PaymentAccepted
from backend_api.payments.service import out
from backend_api.values import CustomerNumber, MalformedValueError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.invoices.models import Invoice
    from backend_api.payment_plans.models import PaymentPlan
    from backend_api.payments.schemas import PaymentIn


async def receive(session: AsyncSession, told: PaymentIn, *, now: datetime) -> PaymentAccepted:
    """Write money down, settle what it pays, and say so; told again under the same id it has no second effect.

    Raises:
        PaymentUnmatchedError: It names nothing that we know.
        PaymentDiffersError: It was told before with another amount, day or currency.
        CurrencyDiffersError: It is in another currency than what it pays.
    """
    before = await repository.told_before(session, told.source, told.external_id)
    if before:
        return _as_before(before, told)
    invoice = await _named_invoice(session, told)
    if invoice is not None:
        plan = await repository.running_plan_with(session, invoice.id)
        parts = [_part(told, invoice.customer_id, Decimal(told.amount.amount), invoice)]
        return await _book(session, told, parts, plan, now)
    plan = await _named_plan(session, told)
    if plan is not None:
        return await _book(session, told, await _spread(session, told, plan), plan, now)
    customer_id, currency = await _named_customer(session, told)
    _same_currency(currency, told)
    parts = [_part(told, customer_id, Decimal(told.amount.amount), None)]
    return await _book(session, told, parts, None, now)


async def _named_invoice(session: AsyncSession, told: PaymentIn) -> Invoice | None:
    number = told.invoice_number or invoice_number_in(told.reference)
    if number is None or not (number.isascii() and number.isprintable()):
        return None
    invoice = await repository.lock_invoice(session, number)
    if invoice is not None:
        _same_currency(invoice.currency, told)
    return invoice


async def _named_plan(session: AsyncSession, told: PaymentIn) -> PaymentPlan | None:
    number = plan_number_in(told.reference)
    plan = await repository.plan_by_number(session, number) if number else None
    if plan is not None:
        _same_currency(plan.currency, told)
    return plan


async def _named_customer(session: AsyncSession, told: PaymentIn) -> tuple[UUID, str]:
    """Id and currency; raises PaymentUnmatchedError."""
    try:
        number = CustomerNumber.parse(told.customer_number or "").text
    except MalformedValueError:
        raise PaymentUnmatchedError from None
    customer = await repository.customer_by_number(session, number)
    if customer is None:
        raise PaymentUnmatchedError
    return customer.id, customer.currency


def _same_currency(currency: str, told: PaymentIn) -> None:
    if currency != told.amount.currency:
        raise CurrencyDiffersError


async def _spread(session: AsyncSession, told: PaymentIn, plan: PaymentPlan) -> list[Payment]:
    left = Decimal(told.amount.amount)
    parts: list[Payment] = []
    for invoice, open_amount in await repository.lock_invoices(session, await repository.items_of(session, plan.id)):
        amount = min(left, open_amount)
        if amount > 0:
            parts.append(_part(told, plan.customer_id, amount, invoice, len(parts) + 1))
            left -= amount
    if left:
        parts.append(_part(told, plan.customer_id, left, None, len(parts) + 1))
    return parts


def _part(told: PaymentIn, customer_id: UUID, amount: Decimal, invoice: Invoice | None, part: int = 1) -> Payment:
    return Payment(
        customer_id=customer_id,
        invoice=invoice,
        received_on=told.received_on,
        amount=amount,
        currency=told.amount.currency,
        reference=told.reference,
        source=told.source,
        external_id=told.external_id,
        part=part,
    )


async def _book(
    session: AsyncSession, told: PaymentIn, parts: list[Payment], plan: PaymentPlan | None, now: datetime
) -> PaymentAccepted:
    if not await repository.store(session, parts):
        return _as_before(await repository.told_before(session, told.source, told.external_id), told)
    for part in parts:
        if part.invoice is not None:
            await settle(session, part.invoice, part)
        about = {
            "invoice_number": part.invoice.number if part.invoice else None,
            "received_on": part.received_on.isoformat(),
        }
        await emit(session, "payment_received", customer_id=part.customer_id, about=about, at=now)
    if plan is not None:
        _count_for(plan, Decimal(told.amount.amount))
    return PaymentAccepted(parts=[out(part) for part in parts], payment_plan_number=plan.number if plan else None)


async def settle(session: AsyncSession, invoice: Invoice, payment: Payment) -> None:
    """Keep ``settled_on`` right after a payment of an invoice that is locked."""
    open_amount = await repository.open_amount(session, invoice.id)
    invoice.settled_on = payment.received_on if open_amount == 0 else None
    await session.flush()


def _count_for(plan: PaymentPlan, amount: Decimal) -> None:
    """Count money for a plan; one that is wholly paid is kept, and another may follow."""
    plan.paid_amount = max(plan.paid_amount + amount, Decimal())
    if plan.state == "active" and plan.paid_amount >= plan.total_amount:
        plan.state, plan.running_for = "kept", None


def _as_before(before: Sequence[Payment], told: PaymentIn) -> PaymentAccepted:
    amount = sum((part.amount for part in before), Decimal())
    same_day = all(part.received_on == told.received_on for part in before)
    same_currency = all(part.currency == told.amount.currency for part in before)
    if amount != Decimal(told.amount.amount) or not (same_day and same_currency):
        raise PaymentDiffersError
    return PaymentAccepted(
        parts=[out(part) for part in before], payment_plan_number=plan_number_in(before[0].reference)
    )
