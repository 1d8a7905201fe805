"""The people who may act for a customer over HTTP."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import Once, ReadingSession, Verified
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.parameters import PathId
from backend_api.representatives import service
from backend_api.representatives.errors import RepresentativeInvalidError
from backend_api.representatives.schemas import RepresentativeIn, RepresentativeList, RepresentativeOut, RightIn

router = APIRouter(tags=["representatives"])

_REFUSALS = refusals(
    NotFoundError,
    RightMissingError,
    RoleMissingError,
    RepresentativeInvalidError,
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
)


@router.get("/representatives", responses=refusals())
async def list_representatives(session: ReadingSession, identity: Verified) -> RepresentativeList:
    """Who may act for the customer, with roles and limits; needs `verified`."""
    return await service.list_own(session, identity)


@router.post("/representatives", status_code=201, response_model=RepresentativeOut, responses=_REFUSALS)
async def add_representative(identity: Verified, once: Once, person: RepresentativeIn) -> JSONResponse:
    """Let a person act for the customer; needs `fresh`, bound to `representatives`."""
    return await once(partial(service.add, once.session, identity, person, now=once.now))


@router.put("/representatives/{item_id}", response_model=RepresentativeOut, responses=_REFUSALS)
async def change_representative(identity: Verified, once: Once, item_id: PathId, right: RightIn) -> JSONResponse:
    """Change what a person may do; needs `fresh`, bound to `representatives`."""
    return await once(partial(service.change, once.session, identity, item_id, right, now=once.now), status=200)


@router.delete("/representatives/{item_id}", response_model=RepresentativeOut, responses=_REFUSALS)
async def revoke_representative(identity: Verified, once: Once, item_id: PathId) -> JSONResponse:
    """Take a person's right back; needs `fresh`, bound to `representatives`. The last approver cannot go."""
    return await once(partial(service.revoke, once.session, identity, item_id, now=once.now), status=200)
