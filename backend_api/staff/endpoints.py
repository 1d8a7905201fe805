"""The supplier's own people over HTTP, for themselves and for the gateway that signs them in."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from backend_api.dependencies import Once, ReadingSession, scoped, staff
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    ScopeMissingError,
    refusals,
)
from backend_api.parameters import PathId
from backend_api.security import Identity, Scope
from backend_api.staff import service
from backend_api.staff.errors import StaffInvalidError
from backend_api.staff.schemas import IdentifiedStaff, StaffChange, StaffIn, StaffList, StaffLookupIn, StaffOut

router = APIRouter(tags=["staff"])

Colleague = Annotated[Identity, Depends(staff())]
Keeper = Annotated[Identity, Depends(staff(*service.KEEPERS))]

_REFUSALS = refusals(
    NotFoundError, RoleMissingError, StaffInvalidError, IdempotencyKeyMissingError, IdempotencyKeyReusedError
)


@router.get("/staff/me", responses=refusals(RoleMissingError, NotFoundError))
async def get_staff_self(session: ReadingSession, identity: Colleague) -> StaffOut:
    """Who asks, as colleagues and customers see them; 404 once they have left. For staff."""
    return await service.describe_self(session, identity)


@router.get("/staff/members", responses=refusals(RoleMissingError))
async def list_staff(session: ReadingSession, identity: Colleague) -> StaffList:
    """Everybody with team and role, those who work now first. For staff."""
    del identity
    return await service.list_all(session)


@router.post("/staff/members", status_code=201, response_model=StaffOut, responses=_REFUSALS)
async def add_staff(identity: Keeper, once: Once, member: StaffIn) -> JSONResponse:
    """Add a staff member. For IT and team leads."""
    return await once(partial(service.add, once.session, identity, member, now=once.now))


@router.put("/staff/members/{item_id}", response_model=StaffOut, responses=_REFUSALS)
async def change_staff(identity: Keeper, once: Once, item_id: PathId, member: StaffChange) -> JSONResponse:
    """Change name, team, role or state of somebody else. For IT and team leads."""
    return await once(partial(service.change, once.session, identity, item_id, member, now=once.now), status=200)


@router.post(
    "/identity/staff/lookups",
    responses=refusals(NotFoundError, ScopeMissingError),
    dependencies=[Depends(scoped(Scope.GATEWAY))],
)
async def look_up_staff(session: ReadingSession, lookup: StaffLookupIn) -> IdentifiedStaff:
    """Who signed in with a work address, to make their identity facts; changes nothing. Gateway only."""
    return await service.identify(session, lookup.email)
