"""Identity lookups over HTTP, for the gateway only."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path

from backend_api.crm.dependency import Connections
from backend_api.crm.errors import CrmUnavailableError
from backend_api.dependencies import ReadingSession, scoped
from backend_api.errors import NotFoundError, RequestInvalidError, ScopeMissingError, listed
from backend_api.identity import service
from backend_api.identity.schemas import AddressLookupIn, IdentifiedCustomer, LookupIn
from backend_api.parameters import PathId
from backend_api.security import Scope

_REFUSALS = listed(ScopeMissingError, NotFoundError, RequestInvalidError, CrmUnavailableError)

router = APIRouter(
    prefix="/identity", tags=["identity"], dependencies=[Depends(scoped(Scope.GATEWAY))], responses=_REFUSALS
)


@router.post("/lookups")
async def look_up(session: ReadingSession, crms: Connections, lookup: LookupIn) -> IdentifiedCustomer:
    """Find the customer behind a claimed number, to send a code. Gateway only.

    With the address of the conversation the answer may be a person who acts for the customer.
    """
    identified, party = await service.look_up(session, crms.of(session), lookup)
    await crms.keep_anchor(party)
    return identified


@router.post("/address-lookups")
async def look_up_address(session: ReadingSession, crms: Connections, lookup: AddressLookupIn) -> IdentifiedCustomer:
    """Find whose confirmed address a message came from; changes nothing. Gateway only.

    Several people with one address are nobody: they have to give a number.
    """
    return await service.look_up_address(session, crms.of(session), lookup)


@router.get("/customers/{customer_id}")
async def get_identified_customer(
    session: ReadingSession,
    crms: Connections,
    customer_id: Annotated[UUID, Path(description="Id from an earlier lookup.")],
) -> IdentifiedCustomer:
    """The same by id, for a conversation whose customer is known. Gateway only."""
    return await service.describe(crms.of(session), customer_id)


@router.get("/representatives/{item_id}")
async def get_identified_representative(session: ReadingSession, item_id: PathId) -> IdentifiedCustomer:
    """Who acts for whom, with what roles, for a person who is known; 404 once it is taken back. Gateway only."""
    return await service.describe_representative(session, item_id)
