"""Contracts over HTTP."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse

from backend_api.contracts import announcing, service
from backend_api.contracts.errors import PriceChangeExistsError, PriceChangeTooSoonError
from backend_api.contracts.schemas import ContractList, ContractOut, PriceChangeIn, PriceChangeOut
from backend_api.dependencies import CurrentClock, Once, ReadingSession, Verified, scoped
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RequestInvalidError,
    ScopeMissingError,
    listed,
    refusals,
)
from backend_api.parameters import PathId, ServicePointFilter
from backend_api.security import Scope

router = APIRouter(tags=["contracts"])


@router.get("/contracts", responses=refusals())
async def list_contracts(
    session: ReadingSession,
    identity: Verified,
    clock: CurrentClock,
    service_point_id: ServicePointFilter,
    yearly_costs: Annotated[
        bool, Query(description="Whether it is worked out what announced prices cost in a year.")
    ] = False,
) -> ContractList:
    """The customer's contracts with price, term and the day until which notice can be given; needs `verified`."""
    return await service.list_own(session, identity, service_point_id, today=clock.today(), yearly_costs=yearly_costs)


@router.get("/contracts/{item_id}", responses=refusals(NotFoundError))
async def get_contract(
    session: ReadingSession, identity: Verified, clock: CurrentClock, contract_id: PathId
) -> ContractOut:
    """One contract; needs `verified`."""
    return await service.describe(session, identity, contract_id, today=clock.today())


@router.post(
    "/erp/contracts/{item_id}/price-changes",
    status_code=201,
    response_model=PriceChangeOut,
    responses=listed(
        NotFoundError,
        IdempotencyKeyMissingError,
        IdempotencyKeyReusedError,
        RequestInvalidError,
        ScopeMissingError,
        PriceChangeExistsError,
        PriceChangeTooSoonError,
    ),
    dependencies=[Depends(scoped(Scope.ERP, Scope.OPERATIONS))],
)
async def announce_price_change(
    once: Once, clock: CurrentClock, contract_id: PathId, change: PriceChangeIn
) -> JSONResponse:
    """Announce new prices for one contract; a rise opens the special right of notice."""
    work = partial(announcing.announce, once.session, contract_id, change, now=once.now, today=clock.today())
    return await once(work)
