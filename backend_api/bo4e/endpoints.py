"""BO4E over HTTP, for an ERP and for back office: an extra at the edge."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import JSONResponse

from backend_api.bo4e import service
from backend_api.bo4e.errors import Bo4eMissingError, ImportRefusedError
from backend_api.bo4e.schemas import Bo4eExport, Bo4eImport, Bo4eImported
from backend_api.dependencies import CurrentClock, Once, ReadingSession, Wired, staff_or
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RequestInvalidError,
    RoleMissingError,
    ScopeMissingError,
    listed,
)
from backend_api.security import Scope

router = APIRouter(
    tags=["bo4e"],
    dependencies=[Depends(staff_or(Scope.ERP, "back_office", "it"))],
    responses=listed(RoleMissingError, ScopeMissingError, NotFoundError, Bo4eMissingError),
)
Whose = Annotated[UUID, Path(description="Whose records.")]


@router.get("/export/bo4e/customers/{customer_id}/service-points")
async def export_service_points(session: ReadingSession, customer_id: Whose) -> Bo4eExport:
    """A customer's metering points as BO4E `MARKTLOKATION`; lines are left out."""
    return await service.export_points(session, customer_id)


@router.get("/export/bo4e/customers/{customer_id}/contracts")
async def export_contracts(session: ReadingSession, clock: CurrentClock, customer_id: Whose) -> Bo4eExport:
    """A customer's energy contracts as BO4E `VERTRAG`."""
    return await service.export_contracts(session, customer_id, today=clock.today(), zone=clock.time_zone)


@router.get("/export/bo4e/customers/{customer_id}/invoices")
async def export_invoices(
    session: ReadingSession,
    clock: CurrentClock,
    customer_id: Whose,
    limit: Annotated[int, Query(ge=1, le=200, description="The most to list.")] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="How many to leave out.")] = 0,
) -> Bo4eExport:
    """A page of a customer's energy invoices with their lines as BO4E `RECHNUNG`."""
    return await service.export_invoices(session, customer_id, zone=clock.time_zone, limit=limit, offset=offset)


@router.post(
    "/import/bo4e/customers/{customer_id}",
    status_code=201,
    response_model=Bo4eImported,
    responses=listed(ImportRefusedError, RequestInvalidError, IdempotencyKeyMissingError, IdempotencyKeyReusedError),
)
async def import_bo4e(once: Once, wired: Wired, customer_id: Whose, content: Bo4eImport) -> JSONResponse:
    """Take BO4E objects in for a customer, all or none; ids, links and sums are checked. Nobody is told about them."""
    zone = wired.clock.time_zone
    return await once(partial(service.take_in, once.session, customer_id, content.items, zone=zone))
