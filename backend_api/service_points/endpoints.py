"""Service points over HTTP."""

from fastapi import APIRouter

from backend_api.dependencies import BillingSystems, ReadingSession, Verified
from backend_api.errors import IdentityInvalidError, IdentityLevelTooLowError, listed
from backend_api.service_points import service
from backend_api.service_points.schemas import ServicePointList

router = APIRouter(tags=["service points"])


@router.get("/service-points", responses=listed(IdentityInvalidError, IdentityLevelTooLowError))
async def list_service_points(session: ReadingSession, identity: Verified, systems: BillingSystems) -> ServicePointList:
    """The customer's metering points and lines, joined over the billing systems; needs `verified`.

    Joined by tax or personal id, with address, meter, tariff, grid operator and state. A billing system that does not
    answer makes the list incomplete, never an error: its points are shown with their last known facts.
    """
    return await service.list_own(session, identity, systems)
