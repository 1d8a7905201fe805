"""Retention over HTTP, for a scheduler."""

from functools import partial

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from backend_api.dependencies import Once, Wired, staff_or
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    RoleMissingError,
    ScopeMissingError,
    listed,
)
from backend_api.retention import service
from backend_api.retention.schemas import Purged
from backend_api.security import Scope

router = APIRouter(tags=["operation"])


@router.post(
    "/operations/purges",
    status_code=201,
    response_model=Purged,
    dependencies=[Depends(staff_or(Scope.OPERATIONS, "it"))],
    responses=listed(RoleMissingError, ScopeMissingError, IdempotencyKeyMissingError, IdempotencyKeyReusedError),
)
async def purge(once: Once, wired: Wired) -> JSONResponse:
    """Delete what was kept as long as the settings say: audit, told events, answers for repeats; in batches."""
    settings = wired.settings
    keep = service.Keep(settings.audit_days, settings.event_days, settings.repeat_days)
    return await once(partial(service.purge, once.session, keep, now=once.now))
