"""The account over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from backend_api.accounts import service, statement
from backend_api.accounts.schemas import AccountOut, StatementOut
from backend_api.dependencies import CurrentClock, ReadingSession, Verified
from backend_api.errors import (
    IdentityInvalidError,
    IdentityLevelTooLowError,
    NotFoundError,
    RequestInvalidError,
    listed,
)

router = APIRouter(tags=["accounts"])


@router.get("/account", responses=listed(IdentityInvalidError, IdentityLevelTooLowError, NotFoundError))
async def get_account(session: ReadingSession, identity: Verified, clock: CurrentClock) -> AccountOut:
    """What the customer owes, what is overdue and what comes next; needs `verified`."""
    return await service.describe(session, identity, today=clock.today())


@router.get(
    "/account/statement",
    responses=listed(IdentityInvalidError, IdentityLevelTooLowError, NotFoundError, RequestInvalidError),
)
async def get_statement(
    session: ReadingSession,
    identity: Verified,
    clock: CurrentClock,
    limit: Annotated[int, Query(ge=1, le=100, description="How many invoices at most.")] = 20,
    compare: Annotated[
        bool, Query(description="Whether the invoice that matters is compared with the one before.")
    ] = False,
) -> StatementOut:
    """The account, the newest invoices and what they are for, in one answer; needs `verified`."""
    return await statement.describe(session, identity, today=clock.today(), limit=limit, compare=compare)
