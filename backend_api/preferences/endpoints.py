"""Where messages of an event go, over HTTP: for the customer, and for whoever sends them."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse

from backend_api.contact_addresses.errors import AddressUnconfirmedError
from backend_api.crm.dependency import Connections
from backend_api.crm.errors import CrmUnavailableError
from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import Once, ReadingSession, Verified, scoped
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    ScopeMissingError,
    refusals,
)
from backend_api.parameters import PathId
from backend_api.preferences import service
from backend_api.preferences.errors import EventUnknownError
from backend_api.preferences.schemas import PreferenceList, PreferencesIn, SendingAddress
from backend_api.security import Scope

router = APIRouter(tags=["preferences"])


@router.get("/customer/preferences", responses=refusals(CrmUnavailableError))
async def get_preferences(session: ReadingSession, identity: Verified, crms: Connections) -> PreferenceList:
    """Which address the customer picked for which event; needs `verified`."""
    return await service.list_own(session, crms.of(session), identity)


@router.put(
    "/customer/preferences",
    response_model=PreferenceList,
    responses=refusals(
        NotFoundError,
        RightMissingError,
        EventUnknownError,
        AddressUnconfirmedError,
        CrmUnavailableError,
        IdempotencyKeyMissingError,
        IdempotencyKeyReusedError,
    ),
)
async def put_preferences(
    identity: Verified, once: Once, crms: Connections, preferences: PreferencesIn
) -> JSONResponse:
    """Pick an address per event; replaces all choices, and takes confirmed addresses only. Needs `verified`."""
    session = once.session
    work = partial(service.put, session, crms.of(session), identity, preferences, now=once.now)
    return await once(work, status=200)


@router.get(
    "/identity/customers/{item_id}/sending-address",
    responses=refusals(NotFoundError, ScopeMissingError, CrmUnavailableError),
    dependencies=[Depends(scoped(Scope.NOTIFICATIONS))],
)
async def get_sending_address(
    session: ReadingSession,
    crms: Connections,
    item_id: PathId,
    event: Annotated[str, Query(pattern="^[a-z][a-z_]{0,59}$", description="Name of a domain event.")],
) -> SendingAddress:
    """Where a message about an event goes now. For gateway and notifications; 404 when no address counts."""
    return await service.sending_address(session, crms.of(session), item_id, event)
