"""Service points over HTTP."""

from fastapi import APIRouter

from backend_api.dependencies import ReadingSession, Verified
from backend_api.errors import IdentityInvalidError, IdentityLevelTooLowError, listed
from backend_api.service_points import service
from backend_api.service_points.schemas import ServicePointList

router = APIRouter(tags=["service points"])


@router.get("/service-points", responses=listed(IdentityInvalidError, IdentityLevelTooLowError))
async def list_service_points(session: ReadingSession, identity: Verified) -> ServicePointList:
    """The customer's metering points and lines, with address and what is left of allowances; needs `verified`."""
    return await service.list_own(session, identity)
