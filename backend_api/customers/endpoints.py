"""The customer's own record over HTTP."""

from fastapi import APIRouter

from backend_api.customers import service
from backend_api.customers.schemas import CustomerOut
from backend_api.dependencies import ReadingSession, Verified
from backend_api.errors import IdentityInvalidError, IdentityLevelTooLowError, NotFoundError, listed

router = APIRouter(tags=["customers"])


@router.get("/customer", responses=listed(IdentityInvalidError, IdentityLevelTooLowError, NotFoundError))
async def get_customer(session: ReadingSession, identity: Verified) -> CustomerOut:
    """Who the customer is and how they are reached, by the identity fact; needs `verified`."""
    return await service.describe(session, identity)
