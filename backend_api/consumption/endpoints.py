"""Consumption over HTTP."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from backend_api.consumption import service
from backend_api.consumption.schemas import ConsumptionOut
from backend_api.dependencies import CurrentClock, ReadingSession, Verified
from backend_api.errors import (
    IdentityInvalidError,
    IdentityLevelTooLowError,
    NotFoundError,
    PeriodInvalidError,
    RequestInvalidError,
    listed,
)
from backend_api.parameters import ServicePointParameter

router = APIRouter(tags=["consumption"])


async def period(
    clock: CurrentClock,
    from_on: Annotated[
        date | None,
        Query(alias="from", description="First day; the last twelve whole months begin there when left out."),
    ] = None,
    to_on: Annotated[
        date | None, Query(alias="to", description="Last day; the end of last month when left out.")
    ] = None,
) -> tuple[date, date]:
    """The days asked for; by default the last twelve whole months."""
    default_from_on, default_to_on = service.last_twelve_months(clock.today())
    return from_on or default_from_on, to_on or default_to_on


@router.get(
    "/consumption",
    responses=listed(
        IdentityInvalidError, IdentityLevelTooLowError, NotFoundError, RequestInvalidError, PeriodInvalidError
    ),
)
async def get_consumption(
    session: ReadingSession,
    identity: Verified,
    service_point_id: ServicePointParameter,
    days: Annotated[tuple[date, date], Depends(period)],
) -> ConsumptionOut:
    """What was used at a service point, per month and beside the year before; needs `verified`."""
    return await service.describe(session, identity, service_point_id, *days)
