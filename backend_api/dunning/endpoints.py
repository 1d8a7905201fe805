"""Dunning over HTTP: what a scheduler starts, and what staff stop."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from backend_api.dependencies import CurrentClock, Once, scoped, staff
from backend_api.dunning import service
from backend_api.dunning.schemas import NoticesOut, StepsOut, StopIn
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    ScopeMissingError,
    listed,
    refusals,
)
from backend_api.invoices.schemas import InvoiceOut
from backend_api.parameters import InvoiceNumber
from backend_api.security import Identity, Scope

router = APIRouter(tags=["dunning"])

_ONCE = (IdempotencyKeyMissingError, IdempotencyKeyReusedError)
_OPERATIONS = Depends(scoped(Scope.OPERATIONS))
_Staff = Annotated[Identity, Depends(staff("agent", "team_lead", "back_office"))]


@router.post(
    "/operations/invoices/notices",
    status_code=201,
    response_model=NoticesOut,
    dependencies=[_OPERATIONS],
    responses=listed(ScopeMissingError, *_ONCE),
)
async def tell_about_invoices(once: Once, clock: CurrentClock) -> JSONResponse:
    """Emit `invoice_issued` and `invoice_overdue`, once per invoice; for a scheduler, needs scope `operations`."""
    return await once(partial(service.tell, once.session, now=once.now, today=clock.today()))


@router.post(
    "/operations/dunning/steps",
    status_code=201,
    response_model=StepsOut,
    dependencies=[_OPERATIONS],
    responses=listed(ScopeMissingError, *_ONCE),
)
async def follow_up_invoices(once: Once, clock: CurrentClock) -> JSONResponse:
    """Take the steps of dunning that are due, each once; for a scheduler, needs scope `operations`."""
    return await once(partial(service.follow_up, once.session, today=clock.today()))


@router.post(
    "/staff/invoices/{number}/dunning-stops",
    status_code=201,
    response_model=InvoiceOut,
    responses=refusals(NotFoundError, RoleMissingError, *_ONCE),
)
async def stop_dunning(
    identity: _Staff, once: Once, clock: CurrentClock, number: InvoiceNumber, wanted: StopIn
) -> JSONResponse:
    """Follow an invoice up no more; for staff who serve the customer."""
    return await once(partial(service.stop_own, once.session, identity, number, wanted, today=clock.today()))
