"""Consumption over HTTP."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from backend_api.consumption import comparison, service
from backend_api.consumption.comparison import Asked
from backend_api.consumption.schemas import ConsumptionComparison, ConsumptionOut
from backend_api.consumption.segments import year_earlier, year_earlier_end
from backend_api.dependencies import BillingSystems, CurrentClock, ReadingSession, Verified
from backend_api.errors import (
    IdentityInvalidError,
    IdentityLevelTooLowError,
    NotFoundError,
    PeriodInvalidError,
    RequestInvalidError,
    listed,
)
from backend_api.parameters import ServicePointParameter, as_uuid

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


async def asked_for(
    days: Annotated[tuple[date, date], Depends(period)],
    against_from_on: Annotated[
        date | None, Query(alias="against_from", description="First day to compare with; a year earlier when left out.")
    ] = None,
    against_to_on: Annotated[
        date | None, Query(alias="against_to", description="Last day to compare with; a year earlier when left out.")
    ] = None,
    service_point_id: Annotated[
        list[str] | None, Query(max_length=200, description="Only these service points; all when left out.")
    ] = None,
) -> Asked:
    """Both periods and the points asked for."""
    service.check_period(*days)
    against = against_from_on or year_earlier(days[0]), against_to_on or year_earlier_end(days[1])
    return Asked(days, against, tuple(as_uuid(text) for text in service_point_id or ()))


@router.get(
    "/consumption/comparison",
    responses=listed(
        IdentityInvalidError, IdentityLevelTooLowError, NotFoundError, RequestInvalidError, PeriodInvalidError
    ),
)
async def compare_consumption(
    session: ReadingSession,
    identity: Verified,
    systems: BillingSystems,
    asked: Annotated[Asked, Depends(asked_for)],
) -> ConsumptionComparison:
    """Use of several service points in two periods, by point and added up; needs `verified`.

    A billing system that does not answer makes the comparison incomplete, never an error.
    """
    return await comparison.compare(systems, session, identity, asked)
