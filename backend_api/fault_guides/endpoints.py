"""Fault guides over HTTP: public to read, written by staff."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import JSONResponse

from backend_api.dependencies import Once, ReadingSession, staff
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.fault_guides import service
from backend_api.fault_guides.errors import GuideInvalidError
from backend_api.fault_guides.models import Device, Fault
from backend_api.fault_guides.schemas import GuideIn, GuideList, GuideOut
from backend_api.security import Identity

router = APIRouter(tags=["fault guides"])

GuideKey = Annotated[str, Path(pattern="^[a-z][a-z0-9_]{0,59}$", description="The guide's key.")]
Writer = Annotated[Identity, Depends(staff("team_lead", "back_office", "it"))]


@router.get("/fault-guides", responses=refusals())
async def list_fault_guides(
    session: ReadingSession,
    device: Annotated[Device | None, Query(description="Only those for this device.")] = None,
    fault: Annotated[Fault | None, Query(description="Only those for this fault.")] = None,
) -> GuideList:
    """Guides that lead a customer to the cause of a fault; nobody has to say who they are."""
    return await service.list_guides(session, device=device, fault=fault)


@router.get("/fault-guides/{key}", responses=refusals(NotFoundError))
async def get_fault_guide(session: ReadingSession, key: GuideKey) -> GuideOut:
    """One guide: each step has outcomes that lead to the next step, to `solved`, or to a `ticket`."""
    return await service.describe(session, key)


@router.put(
    "/staff/fault-guides/{key}",
    response_model=GuideOut,
    responses=refusals(IdempotencyKeyMissingError, IdempotencyKeyReusedError, RoleMissingError, GuideInvalidError),
)
async def write_fault_guide(identity: Writer, once: Once, key: GuideKey, guide: GuideIn) -> JSONResponse:
    """Write a guide, or write it anew; without a release."""
    return await once(partial(service.write, once.session, identity, key, guide, now=once.now), 200)
