"""Regular advance payments over HTTP."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import CurrentClock, Once, ReadingSession, Verified
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    refusals,
)
from backend_api.installments import service
from backend_api.installments.errors import InstallmentOutOfRangeError
from backend_api.installments.schemas import InstallmentChangeIn, InstallmentList, InstallmentOut
from backend_api.parameters import PathId
from backend_api.payments.errors import CurrencyDiffersError

router = APIRouter(tags=["installments"])


@router.get("/installments", responses=refusals())
async def list_installments(session: ReadingSession, identity: Verified, clock: CurrentClock) -> InstallmentList:
    """The customer's regular advance payments with the limits of a change; needs `verified`."""
    return await service.list_own(session, identity, today=clock.today())


@router.get("/installments/{item_id}", responses=refusals(NotFoundError))
async def get_installment(
    session: ReadingSession, identity: Verified, clock: CurrentClock, installment_id: PathId
) -> InstallmentOut:
    """One of them; needs `verified`."""
    return await service.describe(session, identity, installment_id, today=clock.today())


@router.post(
    "/installments/{item_id}/changes",
    status_code=201,
    response_model=InstallmentOut,
    responses=refusals(
        NotFoundError,
        RightMissingError,
        CurrencyDiffersError,
        InstallmentOutOfRangeError,
        IdempotencyKeyMissingError,
        IdempotencyKeyReusedError,
    ),
)
async def change_installment(
    identity: Verified, once: Once, clock: CurrentClock, installment_id: PathId, wanted: InstallmentChangeIn
) -> JSONResponse:
    """Pay another amount from the next due day on, within the limits; needs `verified`."""
    work = partial(
        service.change, once.session, identity, installment_id, wanted.amount, now=once.now, today=clock.today()
    )
    return await once(work)
