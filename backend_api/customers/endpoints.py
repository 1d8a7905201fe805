"""The customer's own record over HTTP."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from backend_api.crm.dependency import Connections
from backend_api.crm.errors import CrmUnavailableError
from backend_api.customers import service
from backend_api.customers.errors import ChangeInvalidError, RightMissingError
from backend_api.customers.proof import SERVING
from backend_api.customers.schemas import CustomerChange, CustomerOut, IdProofIn, IdProofOut
from backend_api.dependencies import Once, ReadingSession, Verified, staff
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.parameters import PathId
from backend_api.security import Identity

router = APIRouter(tags=["customers"])

Serving = Annotated[Identity, Depends(staff(*SERVING))]


@router.get("/customer", responses=refusals(NotFoundError, CrmUnavailableError))
async def get_customer(session: ReadingSession, identity: Verified, crms: Connections) -> CustomerOut:
    """Who the customer is, how they are reached and who may act, by the identity fact; needs `verified`."""
    return await service.describe(session, crms.of(session), identity)


@router.patch(
    "/customer",
    response_model=CustomerOut,
    responses=refusals(
        NotFoundError,
        RightMissingError,
        RoleMissingError,
        ChangeInvalidError,
        CrmUnavailableError,
        IdempotencyKeyMissingError,
        IdempotencyKeyReusedError,
    ),
)
async def change_customer(identity: Verified, once: Once, crms: Connections, change: CustomerChange) -> JSONResponse:
    """Change the record; language needs `verified`, name and postal address `fresh`, bound to `customer`."""
    session = once.session
    work = partial(service.change, session, crms.of(session), identity, change, now=once.now)
    return await once(work, status=200)


@router.post(
    "/staff/customers/{item_id}/id-proof",
    status_code=201,
    response_model=IdProofOut,
    responses=refusals(
        NotFoundError, RoleMissingError, ChangeInvalidError, IdempotencyKeyMissingError, IdempotencyKeyReusedError
    ),
)
async def prove_ids(identity: Serving, once: Once, item_id: PathId, proof: IdProofIn) -> JSONResponse:
    """Note that a paper was seen which proves the id on a record; the audit keeps who saw it. For staff who serve."""
    return await once(partial(service.prove_ids, once.session, identity, item_id, proof, now=once.now))
