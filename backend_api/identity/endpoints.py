"""Identity lookups over HTTP, for the gateway only."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path

from backend_api.dependencies import ReadingSession, scoped
from backend_api.errors import NotFoundError, RequestInvalidError, ScopeMissingError, listed
from backend_api.identity import service
from backend_api.identity.schemas import IdentifiedCustomer, LookupIn
from backend_api.security import Scope

router = APIRouter(prefix="/identity", tags=["identity"], dependencies=[Depends(scoped(Scope.GATEWAY))])


@router.post("/lookups", responses=listed(ScopeMissingError, NotFoundError, RequestInvalidError))
async def look_up(session: ReadingSession, lookup: LookupIn) -> IdentifiedCustomer:
    """Find the customer behind a claimed number, to send a code; changes nothing. Gateway only."""
    return await service.look_up(session, lookup.number, lookup.second_id)


@router.get("/customers/{customer_id}", responses=listed(ScopeMissingError, NotFoundError, RequestInvalidError))
async def get_identified_customer(
    session: ReadingSession, customer_id: Annotated[UUID, Path(description="Id from an earlier lookup.")]
) -> IdentifiedCustomer:
    """The same by id, for a conversation whose customer is known. Gateway only."""
    return await service.describe(session, customer_id)
