"""Wishes for corrected invoices over HTTP."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from backend_api.corrections import service
from backend_api.corrections.errors import CorrectionRequestedError, InvoiceNotEstimatedError
from backend_api.corrections.schemas import CorrectionRequestIn, CorrectionRequestList, CorrectionRequestOut
from backend_api.dependencies import Once, ReadingSession, Verified
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    refusals,
)
from backend_api.parameters import InvoiceNumber

router = APIRouter(tags=["corrections"])


@router.post(
    "/invoices/{number}/correction-requests",
    status_code=201,
    response_model=CorrectionRequestOut,
    responses=refusals(
        NotFoundError,
        InvoiceNotEstimatedError,
        CorrectionRequestedError,
        IdempotencyKeyMissingError,
        IdempotencyKeyReusedError,
    ),
)
async def ask_for_correction(
    identity: Verified, once: Once, number: InvoiceNumber, wanted: CorrectionRequestIn
) -> JSONResponse:
    """Ask for a correction of an invoice that rests on an estimate; opens a ticket; needs `verified`."""
    return await once(partial(service.ask, once.session, identity, number, wanted, now=once.now))


@router.get("/invoices/{number}/correction-requests", responses=refusals(NotFoundError))
async def list_correction_requests(
    session: ReadingSession, identity: Verified, number: InvoiceNumber
) -> CorrectionRequestList:
    """The wishes for a correction of one invoice; needs `verified`."""
    return await service.list_own(session, identity, number)
