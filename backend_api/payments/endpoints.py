"""Payments over HTTP."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse

from backend_api.dependencies import CurrentClock, Once, ReadingSession, Verified, scoped
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RequestInvalidError,
    ScopeMissingError,
    listed,
    refusals,
)
from backend_api.parameters import InvoiceNumber
from backend_api.payments import receiving, service
from backend_api.payments.errors import (
    BankAccountMissingError,
    CurrencyDiffersError,
    NothingToPayError,
    PaymentDiffersError,
    PaymentUnmatchedError,
)
from backend_api.payments.schemas import PaymentAccepted, PaymentCodeOut, PaymentIn, PaymentList
from backend_api.security import Scope

router = APIRouter(tags=["payments"])

Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]


@router.get("/payments", responses=refusals())
async def list_payments(session: ReadingSession, identity: Verified, limit: Limit = 20) -> PaymentList:
    """The customer's latest payments, newest first; needs `verified`."""
    return await service.list_own(session, identity, limit=limit)


@router.get(
    "/invoices/{number}/payment-code",
    responses=refusals(NotFoundError, NothingToPayError, BankAccountMissingError),
)
async def get_payment_code(
    session: ReadingSession, identity: Verified, number: InvoiceNumber, clock: CurrentClock
) -> PaymentCodeOut:
    """How to pay what is open of an invoice, with the code that a banking app reads; needs `verified`.

    For an invoice in a running payment plan it is the plan's next instalment.
    """
    return await service.how_to_pay(session, identity, number, today=clock.today())


@router.post(
    "/operations/payments",
    status_code=201,
    response_model=PaymentAccepted,
    dependencies=[Depends(scoped(Scope.ERP, Scope.OPERATIONS))],
    responses=listed(
        ScopeMissingError,
        IdempotencyKeyMissingError,
        IdempotencyKeyReusedError,
        PaymentDiffersError,
        PaymentUnmatchedError,
        CurrencyDiffersError,
        RequestInvalidError,
    ),
)
async def receive_payment(once: Once, told: PaymentIn) -> JSONResponse:
    """Tell of money that came in; needs scope `erp` or `operations`. Told twice, it counts once, whatever the key."""
    return await once(partial(receiving.receive, once.session, told, now=once.now))
