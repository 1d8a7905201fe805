"""Supplier switches over HTTP."""

from fastapi import APIRouter

from backend_api.dependencies import KnownAddress, ReadingSession
from backend_api.errors import IdentityInvalidError, IdentityLevelTooLowError, RequestInvalidError, listed
from backend_api.parameters import ServicePointFilter
from backend_api.switches import service
from backend_api.switches.schemas import SwitchList

router = APIRouter(tags=["switches"])


@router.get("/switches", responses=listed(IdentityInvalidError, IdentityLevelTooLowError, RequestInvalidError))
async def list_switches(
    session: ReadingSession, identity: KnownAddress, service_point_id: ServicePointFilter
) -> SwitchList:
    """How far the customer's changes of supplier are, per metering point; needs `channel`, details `verified`."""
    return await service.list_own(session, identity, service_point_id)
