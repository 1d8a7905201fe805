"""Says once that an invoice is there or overdue, follows up what is not paid, and stops that."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.dunning import repository, rules
from backend_api.dunning.models import Dunning, InvoiceNotice
from backend_api.dunning.schemas import NoticesOut, StepsOut
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.invoices import service as invoice_service

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.dunning.models import NoticeKind
    from backend_api.dunning.repository import DunningFacts
    from backend_api.dunning.rules import StopReason
    from backend_api.dunning.schemas import StopIn
    from backend_api.invoices.models import Invoice
    from backend_api.invoices.schemas import InvoiceOut
    from backend_api.security import Identity

BATCH = 500
"""Invoices of one run: a transaction of some seconds at most."""
LOOKS_BACK = timedelta(days=30)
"""What is older is not news any more: a database that is taken over does not tell its whole history."""


async def tell(session: AsyncSession, *, now: datetime, today: date) -> NoticesOut:
    """Emit ``invoice_issued`` and ``invoice_overdue`` for what nobody was told about; once per invoice."""
    issued = await repository.issued_untold(session, today - LOOKS_BACK, today, BATCH)
    overdue = await repository.overdue_untold(session, today - LOOKS_BACK, today, BATCH)
    return NoticesOut(
        issued=await _tell(session, issued, "issued", now),
        overdue=await _tell(session, overdue, "overdue", now),
        more=BATCH in (len(issued), len(overdue)),
    )


async def follow_up(session: AsyncSession, *, today: date) -> StepsOut:
    """Send reminders and demands that are due; each step once, whoever runs it how often."""
    found = await repository.to_follow_up(session, today - rules.REMIND_AFTER, today - rules.DUN_AFTER, BATCH)
    counts = {"reminded": 0, "dunned": 0}
    for invoice, last in found:
        due = rules.next_step(
            invoice.due_on,
            last.step if last else None,
            last.entered_on if last else None,
            currency=invoice.currency,
            today=today,
        )
        if due is None:
            continue
        step = _step(invoice, last, due.step, today)
        step.pay_by_on, step.fee_amount = due.pay_by_on, due.fee
        counts[due.step] += await repository.add_step(session, step)
    return StepsOut(reminded=counts["reminded"], dunned=counts["dunned"], more=len(found) == BATCH)


async def stop_own(
    session: AsyncSession, identity: Identity, number: str, wanted: StopIn, *, today: date
) -> InvoiceOut:
    """Follow an invoice of the customer who is served up no more; stopping twice changes nothing.

    Raises:
        NotFoundError: It is not this customer's.
    """
    invoice = await repository.find_invoice(session, identity, number)
    if invoice is None:
        raise NotFoundError
    await stop(session, [invoice], wanted.reason, today=today)
    return await invoice_service.describe(session, identity, number, today=today)


async def stop(session: AsyncSession, stopped: Sequence[Invoice], reason: StopReason, *, today: date) -> None:
    """The same for invoices that are at hand."""
    last = await repository.latest_of(session, [invoice.id for invoice in stopped])
    for invoice in stopped:
        before = last.get(invoice.id)
        if before is not None and before.step == "stopped":
            continue
        step = _step(invoice, before, "stopped", today)
        step.stop_reason = reason
        await repository.add_step(session, step)


def _step(invoice: Invoice, last: Dunning | DunningFacts | None, step: rules.Step, today: date) -> Dunning:
    return Dunning(
        invoice_id=invoice.id,
        customer_id=invoice.customer_id,
        position=last.position + 1 if last else 1,
        step=step,
        entered_on=today,
        fee_amount=Decimal(),
        currency=invoice.currency,
    )


async def _tell(session: AsyncSession, found: Sequence[Invoice], kind: NoticeKind, now: datetime) -> int:
    told = 0
    for invoice in found:
        if await repository.claim_notice(session, InvoiceNotice(invoice_id=invoice.id, kind=kind, told_at=now)):
            about = {"invoice_number": invoice.number, "due_on": invoice.due_on.isoformat()}
            await emit(session, f"invoice_{kind}", customer_id=invoice.customer_id, about=about, at=now)
            told += 1
    return told
