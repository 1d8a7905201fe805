"""Payment plans over HTTP."""

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import JSONResponse

from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import CurrentClock, Once, ReadingSession, Verified
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    refusals,
)
from backend_api.payment_plans import service
from backend_api.payment_plans.errors import (
    PlanChangedError,
    PlanDateOutOfRangeError,
    PlanMonthsOutOfRangeError,
    PlanNotPossibleError,
)
from backend_api.payment_plans.schemas import PlanIn, PlanList, PlanOut, PlanPreview

router = APIRouter(tags=["payment plans"])

_REFUSED = (NotFoundError, PlanNotPossibleError, PlanMonthsOutOfRangeError, PlanDateOutOfRangeError)


async def plan_number(
    number: Annotated[str, Path(max_length=40, description="Number of the plan, such as `P-800001`.")],
) -> str:
    """The number in the path; one that cannot be stored is replaced by one that nothing has."""
    return number if number.isascii() and number.isprintable() else "-"


@router.get("/payment-plans/preview", responses=refusals(*_REFUSED))
async def preview_payment_plan(
    session: ReadingSession,
    identity: Verified,
    clock: CurrentClock,
    months: Annotated[int, Query(ge=1, le=60, description="How many rates.")] = 6,
    first_due_on: Annotated[date | None, Query(description="When the first one is due.")] = None,
) -> PlanPreview:
    """What a plan for everything that is open would look like; needs `verified`."""
    return await service.preview(session, identity, months, first_due_on, today=clock.today())


@router.post(
    "/payment-plans",
    status_code=201,
    response_model=PlanOut,
    responses=refusals(
        *_REFUSED, RightMissingError, PlanChangedError, IdempotencyKeyMissingError, IdempotencyKeyReusedError
    ),
)
async def agree_payment_plan(identity: Verified, once: Once, clock: CurrentClock, wanted: PlanIn) -> JSONResponse:
    """Agree on a plan with the total that was shown; needs `verified`."""
    return await once(partial(service.agree, once.session, identity, wanted, now=once.now, today=clock.today()))


@router.get("/payment-plans", responses=refusals())
async def list_payment_plans(session: ReadingSession, identity: Verified, clock: CurrentClock) -> PlanList:
    """The customer's payment plans, newest first; needs `verified`."""
    return await service.list_own(session, identity, today=clock.today())


@router.get("/payment-plans/{number}", responses=refusals(NotFoundError))
async def get_payment_plan(
    session: ReadingSession, identity: Verified, clock: CurrentClock, number: Annotated[str, Depends(plan_number)]
) -> PlanOut:
    """One of them; needs `verified`."""
    return await service.describe(session, identity, number, today=clock.today())
