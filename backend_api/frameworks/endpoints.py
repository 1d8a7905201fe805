"""Framework agreements over HTTP."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import CurrentClock, ReadingSession, Verified
from backend_api.errors import NotFoundError, refusals
from backend_api.frameworks import service
from backend_api.frameworks.schemas import CallOffCheck, FrameworkList, FrameworkOut
from backend_api.frameworks.service import WantedCallOff
from backend_api.parameters import ServicePointFilter

router = APIRouter(prefix="/framework-agreements", tags=["framework agreements"])


async def framework_number(number: Annotated[str, Path(max_length=40, description="`FA-` and digits.")]) -> str:
    """The number in the path; one that cannot be stored is replaced by one that nothing has."""
    return number.upper() if number.isascii() and number.isprintable() else "-"


async def wanted(
    service_point_id: ServicePointFilter,
    product_number: Annotated[str, Query(max_length=40, pattern="^[ -~]+$", description="What would be ordered.")],
    quantity: Annotated[int, Query(ge=1, le=10_000, description="How many.")] = 1,
    energy_kwh: Annotated[
        Decimal | None,
        Query(gt=0, le=1_000_000_000, decimal_places=4, description="The energy expected over the whole term."),
    ] = None,
) -> WantedCallOff:
    """The order that is thought of; without a service point it is for a new place."""
    return WantedCallOff(product_number.upper(), quantity, energy_kwh, service_point_id)


FrameworkNumber = Annotated[str, Depends(framework_number)]


@router.get("", responses=refusals(RightMissingError))
async def list_frameworks(session: ReadingSession, identity: Verified, clock: CurrentClock) -> FrameworkList:
    """The customer's framework agreements; needs `verified`."""
    return await service.list_own(session, identity, today=clock.today())


@router.get("/{number}", responses=refusals(NotFoundError, RightMissingError))
async def get_framework(
    session: ReadingSession, identity: Verified, clock: CurrentClock, number: FrameworkNumber
) -> FrameworkOut:
    """One with prices, places and call-offs; needs `verified`."""
    return await service.describe(session, identity, number, today=clock.today())


@router.get("/{number}/check", responses=refusals(NotFoundError, RightMissingError))
async def check_call_off(
    session: ReadingSession,
    identity: Verified,
    clock: CurrentClock,
    number: FrameworkNumber,
    order: Annotated[WantedCallOff, Depends(wanted)],
) -> CallOffCheck:
    """Whether an order could be called off today, and at which price; needs `verified`. Nothing is kept."""
    return await service.ask(session, identity, number, order, today=clock.today())
