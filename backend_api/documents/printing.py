"""Prints invoices and return slips for those who may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from backend_api.documents import repository
from backend_api.documents.invoice_paper import Bill, invoice_paper
from backend_api.documents.letters import Recipient, Sender, delivered_to, recipient
from backend_api.documents.rendering import render_pdf
from backend_api.documents.slip_paper import slip_paper
from backend_api.documents.wording import wording
from backend_api.errors import NotFoundError
from backend_api.invoices import repository as invoices
from backend_api.invoices.states import invoice_state
from backend_api.partners import service as partners
from backend_api.payments import service as payments
from backend_api.payments.errors import BankAccountMissingError, NothingToPayError
from backend_api.readings import repository as readings
from backend_api.returns import repository as returns
from backend_api.supplier import service as supplier

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.invoices.models import Invoice
    from backend_api.invoices.repository import BilledInvoice
    from backend_api.payments.schemas import PaymentCodeOut
    from backend_api.readings.models import MeterReading
    from backend_api.returns.models import Return
    from backend_api.security import Identity


@dataclass(frozen=True)
class Printed:
    """A paper as a file."""

    name: str
    """What a download is called."""
    content: bytes
    """PDF."""


async def print_invoice(session: AsyncSession, identity: Identity, number: str, *, today: date) -> Printed:
    """The customer's invoice in the customer's language, with the code to pay it; raises NotFoundError."""
    billed = await invoices.find_own(session, identity, number)
    if billed is None:
        raise NotFoundError
    invoice = billed.invoice
    customer = await repository.customer(session, invoice.customer_id)
    words = wording(customer.language)
    bill = Bill(
        invoice=invoice,
        open_amount=billed.open_amount,
        state=invoice_state(invoice.total_amount, billed.open_amount, invoice.due_on, today),
        customer_number=customer.customer_number,
        how_to_pay=await _how_to_pay(session, identity, billed, today),
        readings=await _readings(session, invoice),
    )
    sender = Sender.of(await supplier.load(session), customer.country)
    paper = invoice_paper(words, sender, recipient(customer, invoice.service_point), bill)
    return Printed(f"{invoice.number}.pdf", await render_pdf("invoice", paper))


async def print_slip(session: AsyncSession, identity: Identity, number: str) -> Printed:
    """The slip of the customer's return, in the customer's language; raises NotFoundError."""
    row = await returns.find_own(session, identity, number)
    if row is None:
        raise NotFoundError
    customer = await repository.customer(session, row.customer_id)
    point = await repository.service_point(session, row.returned_order.service_point_id)
    to = delivered_to(customer, row.returned_order.details.get("address")) or recipient(customer, point)
    return await _slip(session, row, to, customer.language, customer.country)


async def print_partners_slip(session: AsyncSession, identity: Identity, number: str) -> Printed:
    """The slip of the partner's return, with the partner's name and nothing of the customer; raises NotFoundError."""
    partner = await partners.own(session, identity)
    row = await returns.find_of_partner(session, identity, number)
    if row is None:
        raise NotFoundError
    return await _slip(session, row, Recipient(partner.name, ()), partner.language, partner.country)


async def _slip(session: AsyncSession, row: Return, to: Recipient, language: str, country: str) -> Printed:
    known = await supplier.load(session)
    entered_on = row.created_at.astimezone(ZoneInfo(known.time_zone)).date()
    paper = slip_paper(wording(language), Sender.of(known, country), to, row, entered_on=entered_on)
    return Printed(f"{row.number}.pdf", await render_pdf("return_slip", paper))


async def _readings(session: AsyncSession, invoice: Invoice) -> tuple[MeterReading, ...]:
    """Those that count, of the invoice's first day and of the day after its last."""
    days = (invoice.from_on, invoice.to_on + timedelta(days=1))
    found = [row for day in days for row in await readings.of_day(session, invoice.service_point_id, day)]
    return tuple(row for row in found if row.check_state == "accepted")


async def _how_to_pay(
    session: AsyncSession, identity: Identity, billed: BilledInvoice, today: date
) -> PaymentCodeOut | None:
    try:
        return await payments.how_to_pay(session, identity, billed.invoice.number, today=today)
    except (NothingToPayError, BankAccountMissingError):
        return None
