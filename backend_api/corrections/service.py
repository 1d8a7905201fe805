"""Asks for a corrected invoice: a request of record and a ticket with which a person follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.corrections import repository
from backend_api.corrections.errors import CorrectionRequestedError, InvoiceNotEstimatedError
from backend_api.corrections.models import CorrectionRequest
from backend_api.corrections.schemas import CorrectionRequestList, CorrectionRequestOut
from backend_api.errors import NotFoundError
from backend_api.tickets.opening import NewTicket, open_ticket

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.corrections.schemas import CorrectionRequestIn
    from backend_api.security import Identity


async def ask(
    session: AsyncSession, identity: Identity, number: str, wanted: CorrectionRequestIn, *, now: datetime
) -> CorrectionRequestOut:
    """Ask for a correction of an invoice that rests on an estimate.

    Raises:
        NotFoundError: The invoice, or the reading, is not this customer's or not of the same point.
        InvoiceNotEstimatedError: It rests on a real reading.
        CorrectionRequestedError: It was asked for already.
    """
    found = await repository.find_invoice(session, identity, number)
    if found is None:
        raise NotFoundError
    invoice, country = found
    if wanted.reading_id is not None:
        reading = await repository.find_reading(session, identity, wanted.reading_id)
        if reading is None or reading.service_point_id != invoice.service_point_id:
            raise NotFoundError
    if invoice.reading_source != "estimated":
        raise InvoiceNotEstimatedError
    request = CorrectionRequest(
        customer_id=invoice.customer_id, invoice_id=invoice.id, reading_id=wanted.reading_id, requested_at=now
    )
    if not await repository.store(session, request):
        raise CorrectionRequestedError(await _open_ticket_number(session, identity, request))
    ticket = await open_ticket(
        session,
        NewTicket(
            kind="correction",
            opened_by=identity.actor,
            country=country,
            customer_id=invoice.customer_id,
            reference=("invoice", invoice.number),
            text=wanted.text,
            conversation=identity.conversation,
        ),
        now=now,
        changed={},
    )
    request.ticket_number = ticket.number
    await session.flush()
    return _out(request, invoice.number, ticket.answer_due_on)


async def list_own(session: AsyncSession, identity: Identity, number: str) -> CorrectionRequestList:
    """The wishes for one invoice, newest first; raises NotFoundError."""
    found = await repository.find_invoice(session, identity, number)
    if found is None:
        raise NotFoundError
    requests = await repository.list_own(session, identity, found[0].id)
    return CorrectionRequestList(items=[_out(request, number, None) for request in requests])


async def _open_ticket_number(session: AsyncSession, identity: Identity, refused: CorrectionRequest) -> str | None:
    """The ticket of the request that is open instead."""
    requests = await repository.list_own(session, identity, refused.invoice_id)
    return next((request.ticket_number for request in requests if request.state == "requested"), None)


def _out(request: CorrectionRequest, number: str, answer_due_on: date | None) -> CorrectionRequestOut:
    return CorrectionRequestOut(
        id=request.id,
        invoice_number=number,
        ticket_number=request.ticket_number,
        answer_due_on=answer_due_on,
        state=request.state,
        requested_at=request.requested_at,
    )
