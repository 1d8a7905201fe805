"""The account over HTTP."""

from fastapi import APIRouter

from backend_api.accounts import service
from backend_api.accounts.schemas import AccountOut
from backend_api.dependencies import CurrentClock, ReadingSession, Verified
from backend_api.errors import IdentityInvalidError, IdentityLevelTooLowError, NotFoundError, listed

router = APIRouter(tags=["accounts"])


@router.get("/account", responses=listed(IdentityInvalidError, IdentityLevelTooLowError, NotFoundError))
async def get_account(session: ReadingSession, identity: Verified, clock: CurrentClock) -> AccountOut:
    """What the customer owes, what is overdue and what comes next; needs `verified`."""
    return await service.describe(session, identity, today=clock.today())
