"""Contact addresses over HTTP: for the customer, for the gateway that sends codes, and for whoever sends messages."""

from functools import partial

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from backend_api.contact_addresses import service
from backend_api.contact_addresses.errors import AddressInvalidError
from backend_api.contact_addresses.schemas import AddressDone, AddressIn, AddressOut, BounceIn
from backend_api.crm.dependency import Connections
from backend_api.crm.errors import CrmUnavailableError
from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import Anyone, Once, Verified, scoped
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    ScopeMissingError,
    refusals,
)
from backend_api.parameters import PathId
from backend_api.security import Scope

router = APIRouter(tags=["contact addresses"])

_REFUSALS = refusals(
    NotFoundError,
    RightMissingError,
    RoleMissingError,
    ScopeMissingError,
    AddressInvalidError,
    CrmUnavailableError,
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
)


@router.post("/contact-addresses", status_code=201, response_model=AddressOut, responses=_REFUSALS)
async def add_contact_address(identity: Verified, once: Once, crms: Connections, address: AddressIn) -> JSONResponse:
    """Note a phone number or mail address; it counts once it is confirmed. Needs `verified`."""
    session = once.session
    return await once(partial(service.add, session, crms.of(session), identity, address, now=once.now))


@router.delete("/contact-addresses/{item_id}", response_model=AddressDone, responses=_REFUSALS)
async def remove_contact_address(identity: Verified, once: Once, crms: Connections, item_id: PathId) -> JSONResponse:
    """Forget an address; needs `verified`, and a confirmed one `fresh`, bound to `contact_address:<id>`."""
    session = once.session
    work = partial(service.remove, session, crms.of(session), identity, item_id, now=once.now)
    return await once(work, status=200)


@router.post(
    "/identity/contact-addresses/{item_id}/confirmation",
    response_model=AddressOut,
    responses=_REFUSALS,
    dependencies=[Depends(scoped(Scope.GATEWAY))],
)
async def confirm_contact_address(identity: Anyone, once: Once, crms: Connections, item_id: PathId) -> JSONResponse:
    """Say that the code sent to an address was typed. Gateway only; the fact must be `fresh` for this address.

    The fact is bound to `contact_address:<id>`, or a staff member serves the customer. A representative's own address
    needs none.
    """
    session = once.session
    work = partial(service.confirm, session, crms.of(session), identity, item_id, now=once.now)
    return await once(work, status=200)


@router.post(
    "/identity/contact-addresses/{item_id}/bounce",
    response_model=AddressDone,
    responses=_REFUSALS,
    dependencies=[Depends(scoped(Scope.NOTIFICATIONS))],
)
async def bounce_contact_address(once: Once, crms: Connections, item_id: PathId, bounce: BounceIn) -> JSONResponse:
    """Say that a message came back from an address; it counts no longer. For gateway and notifications."""
    session = once.session
    work = partial(service.bounce, session, crms.of(session), item_id, bounce, now=once.now)
    return await once(work, status=200)
