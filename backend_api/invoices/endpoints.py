"""Invoices over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from backend_api.dependencies import CurrentClock, ReadingSession, Verified
from backend_api.errors import (
    IdentityInvalidError,
    IdentityLevelTooLowError,
    NotFoundError,
    RequestInvalidError,
    listed,
)
from backend_api.invoices import service
from backend_api.invoices.repository import InvoiceQuery
from backend_api.invoices.schemas import InvoiceComparison, InvoiceExplanation, InvoiceList, InvoiceOut
from backend_api.invoices.states import StateFilter
from backend_api.parameters import InvoiceNumber, ServicePointFilter

router = APIRouter(tags=["invoices"])

_READ = (IdentityInvalidError, IdentityLevelTooLowError, RequestInvalidError)

State = Annotated[
    StateFilter | None, Query(description="Only invoices in this state; `unpaid` is open, partly paid or overdue.")
]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=100_000, description="How many to skip.")]


async def invoice_query(clock: CurrentClock, service_point_id: ServicePointFilter, state: State = None) -> InvoiceQuery:
    """Which invoices to list."""
    return InvoiceQuery(today=clock.today(), service_point_id=service_point_id, state=state)


@router.get("/invoices", responses=listed(*_READ))
async def list_invoices(
    session: ReadingSession,
    identity: Verified,
    query: Annotated[InvoiceQuery, Depends(invoice_query)],
    limit: Limit = 20,
    offset: Offset = 0,
) -> InvoiceList:
    """The customer's invoices, newest first, with what is open of each; needs `verified`."""
    return await service.list_own(session, identity, query, limit=limit, offset=offset)


@router.get("/invoices/{number}", responses=listed(*_READ, NotFoundError))
async def get_invoice(
    session: ReadingSession, identity: Verified, clock: CurrentClock, number: InvoiceNumber
) -> InvoiceOut:
    """One invoice with its lines and payments; needs `verified`."""
    return await service.describe(session, identity, number, today=clock.today())


@router.get("/invoices/{number}/comparison", responses=listed(*_READ, NotFoundError))
async def compare_invoice(
    session: ReadingSession, identity: Verified, clock: CurrentClock, number: InvoiceNumber
) -> InvoiceComparison:
    """Why an invoice differs from the one before: days, price, use, other; needs `verified`."""
    return await service.compare(session, identity, number, today=clock.today())


@router.get("/invoices/{number}/explanation", responses=listed(*_READ, NotFoundError))
async def explain_invoice(
    session: ReadingSession, identity: Verified, clock: CurrentClock, number: InvoiceNumber
) -> InvoiceExplanation:
    """One invoice line by line: period, readings, price, and why there is a credit; needs `verified`."""
    return await service.explain(session, identity, number, today=clock.today())
