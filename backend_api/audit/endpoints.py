"""The audit over HTTP."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request

from backend_api.audit import service
from backend_api.audit.schemas import AuditDay
from backend_api.dependencies import CurrentCaller, ReadingSession, Wired, audit_entry, staff_or
from backend_api.errors import RoleMissingError, ScopeMissingError, listed
from backend_api.security import Identity, Level, Scope

router = APIRouter(tags=["audit"])
Auditor = Annotated[Identity, Depends(staff_or(Scope.OPERATIONS, "back_office", "it"))]


@dataclass(frozen=True)
class AuditPage:
    """Which entries of a customer."""

    customer_id: Annotated[UUID, Path(description="Whose records.")]
    on: Annotated[date, Query(ge=date(2000, 1, 1), le=date(2100, 1, 1), description="The day where the supplier is.")]
    limit: Annotated[int, Query(ge=1, le=1000, description="The most to list.")] = 500
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="How many to leave out.")] = 0


@router.get("/audit/customers/{customer_id}", responses=listed(RoleMissingError, ScopeMissingError))
async def get_audit_of_customer(
    session: ReadingSession,
    wired: Wired,
    request: Request,
    caller: CurrentCaller,
    auditor: Auditor,
    wanted: Annotated[AuditPage, Depends()],
) -> AuditDay:
    """Who saw and who changed a customer's records on a day, from where; for back office and IT. This is noted too."""
    if auditor.level is Level.ANONYMOUS:  # a service by itself; what people read is noted for every route
        await wired.audit.note(audit_entry(request, caller, auditor, action="saw", at=wired.clock.now()))
    zone = wired.clock.time_zone
    return await service.of_day(
        session, wanted.customer_id, wanted.on, time_zone=zone, limit=wanted.limit, offset=wanted.offset
    )
