"""The customer's invoices, what they rest on, and why one differs from the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from backend_api.dunning import repository as dunning
from backend_api.errors import NotFoundError
from backend_api.invoices import comparison, explanation, repository
from backend_api.invoices.credits import PaidOn, why_credit
from backend_api.invoices.repository import InvoiceFacts, LineFacts
from backend_api.invoices.schemas import (
    Adjustment,
    ComparisonPart,
    ConsumptionChange,
    DayCounts,
    DunningOut,
    InvoiceComparison,
    InvoiceExplanation,
    InvoiceLineOut,
    InvoiceList,
    InvoiceOut,
    InvoicePayment,
    InvoiceSummary,
    LineExplanation,
    PriceChange,
)
from backend_api.invoices.states import invoice_state
from backend_api.readings import repository as readings
from backend_api.schemas import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.dunning.repository import DunningFacts
    from backend_api.invoices.models import Invoice, InvoiceLine, Payment
    from backend_api.invoices.repository import BilledInvoice, InvoiceQuery
    from backend_api.security import Identity


ADJUSTING = ("correction", "credit", "discount")
"""Kinds of lines that change a bill beside what was used."""


@dataclass(frozen=True)
class _Billed:
    """An invoice with its lines, for a comparison."""

    invoice: InvoiceFacts
    lines: list[LineFacts]

    @property
    def period(self) -> comparison.BilledPeriod:
        """What the comparison needs of it."""
        return comparison.BilledPeriod(
            total=self.invoice.total_amount,
            days=_days(self.invoice),
            consumption=self.invoice.consumption,
            lines=tuple(comparison.BilledLine(line.kind, line.amount, line.quantity, line.unit) for line in self.lines),
        )


class PaymentShown(TypedDict):
    """The fields of ``InvoicePayment``."""

    received_on: date
    amount: Money
    reference: str


async def list_own(
    session: AsyncSession, identity: Identity, query: InvoiceQuery, *, limit: int, offset: int
) -> InvoiceList:
    """A page of them, newest first."""
    page = await repository.list_own(session, identity, query, limit=limit, offset=offset)
    is_last = 0 < len(page) < limit
    total = offset + len(page) if is_last else await repository.count_own(session, identity, query)
    return InvoiceList(items=await summaries(session, page, query.today), total=total)


async def summaries(session: AsyncSession, page: Sequence[InvoiceFacts], today: date) -> list[InvoiceSummary]:
    """Invoices that passed the gate, each with where following it up stands."""
    steps = await dunning.latest_of(session, [invoice.id for invoice in page if invoice.open_amount > 0])
    return [_summary(invoice, today, steps.get(invoice.id)) for invoice in page]


async def describe(session: AsyncSession, identity: Identity, number: str, *, today: date) -> InvoiceOut:
    """One of them with lines and payments; raises NotFoundError."""
    return await _described(session, identity, await _find(session, identity, number), today)


async def compare(session: AsyncSession, identity: Identity, number: str, *, today: date) -> InvoiceComparison:
    """One of them beside the one before for the same service point; raises NotFoundError."""
    invoice = await repository.find_facts(session, identity, number)
    if invoice is None:
        raise NotFoundError
    return await compare_found(session, identity, invoice, today=today)


async def compare_found(
    session: AsyncSession, identity: Identity, invoice: InvoiceFacts, *, today: date
) -> InvoiceComparison:
    """The same for an invoice that was read already."""
    previous = await repository.find_previous(session, identity, invoice)
    found = [invoice] if previous is None else [invoice, previous]
    shown = await summaries(session, found, today)
    lines = await repository.lines_of(session, found)
    own = [line for line in lines if line.invoice_id == invoice.id]
    if previous is None or previous.currency != invoice.currency:
        return InvoiceComparison(
            invoice=shown[0],
            previous=None,
            difference=None,
            parts=[],
            days=None,
            unit_price=None,
            base_price=None,
            consumption=None,
            estimated=invoice.reading_source == "estimated",
            corrects=invoice.corrects,
            adjustments=_adjustments(invoice, own),
        )
    earlier = [line for line in lines if line.invoice_id == previous.id]
    return _comparison(_Billed(invoice, own), _Billed(previous, earlier), shown)


async def explain(session: AsyncSession, identity: Identity, number: str, *, today: date) -> InvoiceExplanation:
    """One of them line by line, with the readings it rests on; raises NotFoundError."""
    billed = await _find(session, identity, number)
    invoice = billed.invoice
    described = await _described(session, identity, billed, today)
    days = {day for line in invoice.lines for day in explanation.reading_days(line, invoice)}
    point_id = invoice.service_point_id
    read = await readings.readings_of_days(session, identity, point_id, days)
    exchanges = await readings.exchanges(session, point_id)
    return InvoiceExplanation(
        invoice=InvoiceSummary(**{name: getattr(described, name) for name in InvoiceSummary.model_fields}),
        lines=[
            LineExplanation(**dict(out), **explanation.rests_on(line, invoice, read, exchanges))
            for line, out in zip(invoice.lines, described.lines, strict=True)
        ],
        estimated=invoice.reading_source == "estimated",
        corrects=described.corrects,
        corrected_by=described.corrected_by,
        credit_reason=described.credit_reason,
    )


async def _find(session: AsyncSession, identity: Identity, number: str) -> BilledInvoice:
    billed = await repository.find_own(session, identity, number)
    if billed is None:
        raise NotFoundError
    return billed


async def _described(session: AsyncSession, identity: Identity, billed: BilledInvoice, today: date) -> InvoiceOut:
    invoice = billed.invoice
    summary = (await summaries(session, [billed.facts], today))[0]
    paid = [PaidOn(payment.received_on, payment.amount) for payment in invoice.payments]
    return InvoiceOut(
        **dict(summary),
        lines=[_line(line, invoice) for line in invoice.lines],
        payments=[InvoicePayment(**shown(payment)) for payment in invoice.payments],
        corrects=invoice.corrects.number if invoice.corrects else None,
        corrected_by=list(await repository.corrections_of(session, identity, invoice)),
        credit_reason=why_credit(
            invoice.total_amount, paid, issued_on=invoice.issued_on, corrects=invoice.corrects is not None
        ),
    )


def _comparison(now: _Billed, before: _Billed, shown: list[InvoiceSummary]) -> InvoiceComparison:
    invoice, earlier, currency = now.invoice, before.invoice, now.invoice.currency
    periods = now.period, before.period
    parts = comparison.split_difference(*periods)
    return InvoiceComparison(
        invoice=shown[0],
        previous=shown[1],
        difference=Money.of(invoice.total_amount - earlier.total_amount, currency),
        parts=[ComparisonPart(cause=cause, amount=Money.of(amount, currency)) for cause, amount in parts.items()],
        days=DayCounts(now=periods[0].days, before=periods[1].days),
        unit_price=_price_change(comparison.unit_prices(*periods), currency),
        base_price=_price_change(comparison.base_prices(*periods), currency),
        consumption=_consumption_change(invoice, earlier),
        estimated="estimated" in (invoice.reading_source, earlier.reading_source),
        corrects=invoice.corrects,
        adjustments=_adjustments(invoice, now.lines),
    )


def _adjustments(invoice: InvoiceFacts, lines: Sequence[LineFacts]) -> list[Adjustment]:
    return [
        Adjustment(
            description=line.description,
            amount=Money.of(line.amount, invoice.currency),
            reason_code=line.reason_code,
        )
        for line in lines
        if line.kind in ADJUSTING
    ]


def _price_change(prices: tuple[Decimal, Decimal] | None, currency: str) -> PriceChange | None:
    if prices is None:
        return None
    return PriceChange(now=Money.of(prices[0], currency), before=Money.of(prices[1], currency))


def _consumption_change(invoice: InvoiceFacts, earlier: InvoiceFacts) -> ConsumptionChange | None:
    if invoice.consumption is None or earlier.consumption is None or invoice.consumption_unit is None:
        return None
    return ConsumptionChange(now=invoice.consumption, before=earlier.consumption, unit=invoice.consumption_unit)


def _days(invoice: InvoiceFacts) -> int:
    return (invoice.to_on - invoice.from_on).days + 1


def shown(payment: Payment) -> PaymentShown:
    """What is told about money received."""
    return {
        "received_on": payment.received_on,
        "amount": Money.of(payment.amount, payment.currency),
        "reference": payment.reference,
    }


def _line(line: InvoiceLine, invoice: Invoice) -> InvoiceLineOut:
    return InvoiceLineOut(
        kind=line.kind,
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=Money.maybe(line.unit_price_amount, invoice.currency),
        amount=Money.of(line.amount, invoice.currency),
        from_on=line.from_on or invoice.from_on,
        to_on=line.to_on or invoice.to_on,
        reason_code=line.reason_code,
    )


def _summary(invoice: InvoiceFacts, today: date, step: DunningFacts | None) -> InvoiceSummary:
    return InvoiceSummary(
        number=invoice.number,
        service_point_id=invoice.service_point_id,
        service_point_name=invoice.service_point_name,
        commodity=invoice.commodity,
        contract_number=invoice.contract_number,
        from_on=invoice.from_on,
        to_on=invoice.to_on,
        days=_days(invoice),
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        total=Money.of(invoice.total_amount, invoice.currency),
        open=Money.of(invoice.open_amount, invoice.currency),
        state=invoice_state(invoice.total_amount, invoice.open_amount, invoice.due_on, today),
        consumption=invoice.consumption,
        consumption_unit=invoice.consumption_unit,
        reading_source=invoice.reading_source,
        dunning=_dunning(step),
    )


def _dunning(step: DunningFacts | None) -> DunningOut | None:
    if step is None:
        return None
    return DunningOut(
        step=step.step,
        entered_on=step.entered_on,
        pay_by_on=step.pay_by_on,
        fee=Money.of(step.fee_amount, step.currency),
        stop_reason=step.stop_reason,
    )
