"""Merging records of one person over HTTP, for the back office."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from backend_api.crm.dependency import Connections
from backend_api.dependencies import Once, ReadingSession, staff
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.merges import service
from backend_api.merges.errors import MergeRefusedError
from backend_api.merges.schemas import MergeIn, MergeList, MergeOut
from backend_api.parameters import PathId
from backend_api.security import Identity

router = APIRouter(tags=["staff"])

BackOffice = Annotated[Identity, Depends(staff(*service.MERGING))]

_REFUSALS = refusals(
    NotFoundError, RoleMissingError, MergeRefusedError, IdempotencyKeyMissingError, IdempotencyKeyReusedError
)


@router.get("/staff/merges", responses=refusals(RoleMissingError))
async def list_merges(session: ReadingSession, identity: BackOffice) -> MergeList:
    """The newest merges, done and taken back. For the back office."""
    del identity
    return await service.list_newest(session)


@router.post("/staff/merges", status_code=201, response_model=MergeOut, responses=_REFUSALS)
async def merge_customers(identity: BackOffice, once: Once, crms: Connections, merge: MergeIn) -> JSONResponse:
    """Make two records of one person one; both must have the same, proven id. For the back office."""
    session = once.session
    return await once(partial(service.merge, session, crms.of(session), identity, merge, now=once.now))


@router.post("/staff/merges/{item_id}/undo", response_model=MergeOut, responses=_REFUSALS)
async def undo_merge(identity: BackOffice, once: Once, item_id: PathId) -> JSONResponse:
    """Take a merge back: exactly the rows that moved return. For the back office."""
    return await once(partial(service.undo, once.session, identity, item_id, now=once.now), status=200)
