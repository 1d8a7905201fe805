"""Orders over HTTP, for staff, connected systems and schedulers."""

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse

from backend_api.dependencies import CurrentClock, Once, ReadingSession, scoped, staff, staff_or
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    PeriodInvalidError,
    RoleMissingError,
    ScopeMissingError,
    refusals,
)
from backend_api.orders import changing, promises, reading
from backend_api.orders.errors import OrderMoveRefusedError
from backend_api.orders.figure_schemas import OrderFigures, PromiseAtRiskList, PromiseWarnings
from backend_api.orders.parameters import OrderNumber, WantedOrders
from backend_api.orders.schemas import OrderList, OrderOut, StepIn
from backend_api.security import Identity, Scope

router = APIRouter(tags=["orders"])

Reporter = Annotated[Identity, Depends(staff_or(Scope.ERP, "back_office", "it"))]


@router.get("/staff/orders", responses=refusals(RoleMissingError), dependencies=[Depends(staff())])
async def list_staff_orders(session: ReadingSession, wanted: WantedOrders) -> OrderList:
    """All orders in brief, newest first; for staff."""
    return await reading.list_for_staff(session, wanted)


@router.get("/staff/orders/at-risk", responses=refusals(RoleMissingError), dependencies=[Depends(staff())])
async def list_promises_at_risk(session: ReadingSession, clock: CurrentClock) -> PromiseAtRiskList:
    """Promises that may break, the nearest first, with what holds them up; for staff."""
    return await promises.list_at_risk(session, now=clock.now())


@router.post(
    "/orders/{number}/state",
    response_model=OrderOut,
    responses=refusals(
        RoleMissingError,
        ScopeMissingError,
        NotFoundError,
        OrderMoveRefusedError,
        IdempotencyKeyMissingError,
        IdempotencyKeyReusedError,
    ),
)
async def report_order_state(reporter: Reporter, once: Once, number: OrderNumber, step: StepIn) -> JSONResponse:
    """Report a step of an order: state, new date, blocker or the ERP's number.

    For connected systems and the back office. A late step or one out of order is refused with the state it is in.
    """
    return await once(partial(changing.report, once.session, reporter, number, step, now=once.now), status=200)


@router.get(
    "/figures/orders",
    responses=refusals(RoleMissingError, ScopeMissingError, PeriodInvalidError),
    dependencies=[Depends(staff_or(Scope.OPERATIONS))],
)
async def get_order_figures(
    session: ReadingSession,
    clock: CurrentClock,
    from_on: Annotated[date, Query(description="First day.")],
    to_on: Annotated[date, Query(description="Last day.")],
) -> OrderFigures:
    """Order-to-delivery time by kind in a period, and promises at risk now; for staff and operations."""
    return await promises.figures(session, from_on, to_on, now=clock.now())


@router.post(
    "/operations/promise-warnings",
    response_model=PromiseWarnings,
    responses=refusals(ScopeMissingError, IdempotencyKeyMissingError, IdempotencyKeyReusedError),
    dependencies=[Depends(scoped(Scope.OPERATIONS))],
)
async def warn_of_promises(once: Once) -> JSONResponse:
    """Warn once of each promise that may break; called by a scheduler as often as it likes."""
    return await once(partial(promises.warn, once.session, now=once.now), status=200)
