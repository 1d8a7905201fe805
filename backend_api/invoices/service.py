"""The customer's invoices and payments, and why an invoice differs from the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.invoices import comparison, repository
from backend_api.invoices.schemas import (
    ComparisonPart,
    ConsumptionChange,
    DayCounts,
    InvoiceComparison,
    InvoiceLineOut,
    InvoiceList,
    InvoiceOut,
    InvoicePayment,
    InvoiceSummary,
    PaymentList,
    PaymentOut,
    PriceChange,
)
from backend_api.invoices.states import invoice_state
from backend_api.schemas import Money

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.invoices.models import Invoice, Payment
    from backend_api.invoices.repository import BilledInvoice, InvoiceQuery
    from backend_api.security import Identity


async def list_own(
    session: AsyncSession, identity: Identity, query: InvoiceQuery, *, limit: int, offset: int
) -> InvoiceList:
    """A page of them, newest first."""
    page = await repository.list_own(session, identity, query, limit=limit, offset=offset)
    total = await repository.count_own(session, identity, query)
    return InvoiceList(items=[_summary(billed, query.today) for billed in page], total=total)


async def describe(session: AsyncSession, identity: Identity, number: str, *, today: date) -> InvoiceOut:
    """One of them with lines and payments; raises NotFoundError."""
    billed = await _find(session, identity, number)
    invoice = billed.invoice
    lines = [
        InvoiceLineOut(
            kind=line.kind,
            description=line.description,
            quantity=line.quantity,
            unit=line.unit,
            unit_price=Money.maybe(line.unit_price_amount, invoice.currency),
            amount=Money.of(line.amount, invoice.currency),
        )
        for line in invoice.lines
    ]
    payments = [InvoicePayment(**_payment(payment)) for payment in invoice.payments]
    return InvoiceOut(**dict(_summary(billed, today)), lines=lines, payments=payments)


async def compare(session: AsyncSession, identity: Identity, number: str, *, today: date) -> InvoiceComparison:
    """One of them beside the one before for the same service point; raises NotFoundError."""
    billed = await _find(session, identity, number)
    previous = await repository.find_previous(session, identity, billed.invoice)
    if previous is None or previous.invoice.currency != billed.invoice.currency:
        return InvoiceComparison(
            invoice=_summary(billed, today),
            previous=None,
            difference=None,
            parts=[],
            days=None,
            unit_price=None,
            base_price=None,
            consumption=None,
            estimated=billed.invoice.reading_source == "estimated",
        )
    return _comparison(billed, previous, today)


async def list_own_payments(session: AsyncSession, identity: Identity, *, limit: int) -> PaymentList:
    """The latest payments, newest first."""
    payments = await repository.list_own_payments(session, identity, limit=limit)
    return PaymentList(
        items=[
            PaymentOut(**_payment(payment), invoice_number=payment.invoice.number if payment.invoice else None)
            for payment in payments
        ],
        total=await repository.count_own_payments(session, identity),
    )


async def _find(session: AsyncSession, identity: Identity, number: str) -> BilledInvoice:
    billed = await repository.find_own(session, identity, number)
    if billed is None:
        raise NotFoundError
    return billed


def _comparison(now: BilledInvoice, before: BilledInvoice, today: date) -> InvoiceComparison:
    invoice, earlier, currency = now.invoice, before.invoice, now.invoice.currency
    periods = _billed_period(invoice), _billed_period(earlier)
    parts = comparison.split_difference(*periods)
    return InvoiceComparison(
        invoice=_summary(now, today),
        previous=_summary(before, today),
        difference=Money.of(invoice.total_amount - earlier.total_amount, currency),
        parts=[ComparisonPart(cause=cause, amount=Money.of(amount, currency)) for cause, amount in parts.items()],
        days=DayCounts(now=periods[0].days, before=periods[1].days),
        unit_price=_price_change(comparison.unit_prices(*periods), currency),
        base_price=_price_change(comparison.base_prices(*periods), currency),
        consumption=_consumption_change(invoice, earlier),
        estimated="estimated" in (invoice.reading_source, earlier.reading_source),
    )


def _billed_period(invoice: Invoice) -> comparison.BilledPeriod:
    return comparison.BilledPeriod(
        total=invoice.total_amount,
        days=_days(invoice),
        consumption=invoice.consumption,
        lines=tuple(comparison.BilledLine(line.kind, line.amount, line.quantity, line.unit) for line in invoice.lines),
    )


def _price_change(prices: tuple[Decimal, Decimal] | None, currency: str) -> PriceChange | None:
    if prices is None:
        return None
    return PriceChange(now=Money.of(prices[0], currency), before=Money.of(prices[1], currency))


def _consumption_change(invoice: Invoice, earlier: Invoice) -> ConsumptionChange | None:
    if invoice.consumption is None or earlier.consumption is None or invoice.consumption_unit is None:
        return None
    return ConsumptionChange(now=invoice.consumption, before=earlier.consumption, unit=invoice.consumption_unit)


def _days(invoice: Invoice) -> int:
    return (invoice.to_on - invoice.from_on).days + 1


def _payment(payment: Payment) -> dict[str, date | Money | str]:
    return {
        "received_on": payment.received_on,
        "amount": Money.of(payment.amount, payment.currency),
        "reference": payment.reference,
    }


def _summary(billed: BilledInvoice, today: date) -> InvoiceSummary:
    invoice, point = billed.invoice, billed.invoice.service_point
    return InvoiceSummary(
        number=invoice.number,
        service_point_id=point.id,
        service_point_name=point.name,
        commodity=point.commodity,
        contract_number=invoice.contract.number,
        from_on=invoice.from_on,
        to_on=invoice.to_on,
        days=_days(invoice),
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        total=Money.of(invoice.total_amount, invoice.currency),
        open=Money.of(billed.open_amount, invoice.currency),
        state=invoice_state(invoice.total_amount, billed.open_amount, invoice.due_on, today),
        consumption=invoice.consumption,
        consumption_unit=invoice.consumption_unit,
        reading_source=invoice.reading_source,
    )
