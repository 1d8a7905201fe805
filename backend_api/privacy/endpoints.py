"""A person's own data over HTTP."""

from datetime import timedelta
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse
from starlette.background import BackgroundTask

from backend_api.dependencies import CurrentClock, Once, ReadingSession, Verified, Wired, WritingSession, staff_or
from backend_api.documents.parameters import Files
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    ScopeMissingError,
    listed,
    refusals,
)
from backend_api.parameters import PathId
from backend_api.privacy import copying, service
from backend_api.privacy.errors import (
    ErasureBlockedError,
    ErasureSettledError,
    ExportNotReadyError,
    ExportOverError,
    OwnDataOnlyError,
)
from backend_api.privacy.files import delete_files
from backend_api.privacy.models import ErasureState
from backend_api.privacy.schemas import DataCopy, ErasureList, ErasureOut, ErasureRun, ExportOut
from backend_api.security import Scope

router = APIRouter(tags=["privacy"])
_WRITE = (IdempotencyKeyMissingError, IdempotencyKeyReusedError)
_OPERATORS = Depends(staff_or(Scope.OPERATIONS, "back_office", "it"))


@router.post(
    "/privacy/exports",
    status_code=201,
    response_model=ExportOut,
    responses=refusals(NotFoundError, OwnDataOnlyError, *_WRITE),
)
async def ask_for_export(once: Once, wired: Wired, identity: Verified) -> JSONResponse:
    """Ask for a copy of all one's data; needs `fresh`, bound to `my_data`, and the person alone."""
    cooling = timedelta(hours=wired.settings.export_cooling_hours)
    lasts = timedelta(hours=wired.settings.export_hours)
    return await once(partial(copying.ask, once.session, identity, cooling=cooling, lasts=lasts, now=once.now))


@router.get(
    "/privacy/exports/{item_id}",
    responses=refusals(NotFoundError, OwnDataOnlyError, ExportNotReadyError, ExportOverError),
)
async def fetch_export(session: WritingSession, identity: Verified, clock: CurrentClock, export_id: PathId) -> DataCopy:
    """The copy, once; needs `verified`, and the person alone."""
    return await copying.fetch(session, identity, export_id, now=clock.now())


@router.post(
    "/privacy/erasures",
    status_code=201,
    response_model=ErasureOut,
    responses=refusals(NotFoundError, OwnDataOnlyError, ErasureBlockedError, *_WRITE),
)
async def ask_for_erasure(once: Once, wired: Wired, identity: Verified) -> JSONResponse:
    """Ask to be erased; needs `fresh`, bound to `my_data`, and the person alone. Says what a law keeps, masked."""
    cooling = timedelta(days=wired.settings.erasure_cooling_days)
    today = wired.clock.today()
    return await once(partial(service.ask, once.session, identity, cooling=cooling, today=today, now=once.now))


@router.get("/privacy/erasures", responses=refusals())
async def list_erasures(session: ReadingSession, identity: Verified) -> ErasureList:
    """The customer's wishes to be erased, newest first; needs `verified`."""
    return await service.list_own(session, identity)


@router.post(
    "/privacy/erasures/{item_id}/withdrawals",
    status_code=201,
    response_model=ErasureOut,
    responses=refusals(NotFoundError, ErasureSettledError, *_WRITE),
)
async def take_erasure_back(once: Once, identity: Verified, erasure_id: PathId) -> JSONResponse:
    """Take the wish back while it waits; needs `verified`."""
    return await once(partial(service.take_back, once.session, identity, erasure_id, now=once.now))


@router.get("/operations/erasures", dependencies=[_OPERATORS], responses=listed(RoleMissingError, ScopeMissingError))
async def list_all_erasures(
    session: ReadingSession,
    state: Annotated[ErasureState, Query(description="Which ones.")] = "waiting",
) -> ErasureList:
    """Everybody's erasures in a state, newest first, at most 200; for back office, IT and operations."""
    return await service.list_all(session, state)


@router.post(
    "/operations/erasures",
    status_code=201,
    response_model=ErasureRun,
    dependencies=[_OPERATORS],
    responses=listed(RoleMissingError, ScopeMissingError, *_WRITE),
)
async def run_erasures(once: Once, wired: Wired, files: Files) -> JSONResponse:
    """Erase the people whose time has come; for a scheduler, until `more` is false. Their files go after the rows."""
    answer = await once(partial(service.run_due, once.session, today=wired.clock.today(), now=once.now))
    answer.background = BackgroundTask(delete_files, wired.sessions, files.store)
    return answer
