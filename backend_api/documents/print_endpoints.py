"""Invoices and return slips as PDF over HTTP."""

from fastapi import APIRouter, Response

from backend_api.dependencies import CurrentClock, PartnerUser, ReadingSession, Verified
from backend_api.documents import printing
from backend_api.documents.responses import PDF_ANSWER, file_answer
from backend_api.errors import NotFoundError, RoleMissingError, refusals
from backend_api.parameters import InvoiceNumber
from backend_api.returns.parameters import ReturnNumber

router = APIRouter(tags=["documents"])
_PDF = "application/pdf"


@router.get("/invoices/{number}/document", response_class=Response, responses=refusals(NotFoundError) | PDF_ANSWER)
async def print_invoice(
    session: ReadingSession, identity: Verified, clock: CurrentClock, number: InvoiceNumber
) -> Response:
    """The invoice as a PDF (PDF/A-3a, PDF/UA-1) in the customer's language, with a payment code; needs `verified`."""
    printed = await printing.print_invoice(session, identity, number, today=clock.today())
    return file_answer(printed.name, _PDF, printed.content)


@router.get("/returns/{number}/slip", response_class=Response, responses=refusals(NotFoundError) | PDF_ANSWER)
async def print_slip(session: ReadingSession, identity: Verified, number: ReturnNumber) -> Response:
    """The slip that goes into the parcel, as a PDF in the customer's language; needs `verified`."""
    printed = await printing.print_slip(session, identity, number)
    return file_answer(printed.name, _PDF, printed.content)


@router.get(
    "/partner/returns/{number}/slip",
    response_class=Response,
    responses=refusals(NotFoundError, RoleMissingError) | PDF_ANSWER,
)
async def print_partner_slip(session: ReadingSession, identity: PartnerUser, number: ReturnNumber) -> Response:
    """The same for a return the partner entered; nothing of the customer is on it."""
    printed = await printing.print_partners_slip(session, identity, number)
    return file_answer(printed.name, _PDF, printed.content)
