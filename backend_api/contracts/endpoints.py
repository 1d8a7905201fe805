"""Contracts over HTTP."""

from fastapi import APIRouter

from backend_api.contracts import service
from backend_api.contracts.schemas import ContractList, ContractOut
from backend_api.dependencies import CurrentClock, ReadingSession, Verified
from backend_api.errors import (
    IdentityInvalidError,
    IdentityLevelTooLowError,
    NotFoundError,
    RequestInvalidError,
    listed,
)
from backend_api.parameters import PathId, ServicePointFilter

router = APIRouter(tags=["contracts"])


@router.get("/contracts", responses=listed(IdentityInvalidError, IdentityLevelTooLowError, RequestInvalidError))
async def list_contracts(
    session: ReadingSession, identity: Verified, clock: CurrentClock, service_point_id: ServicePointFilter
) -> ContractList:
    """The customer's contracts with price, term and the day until which notice can be given; needs `verified`."""
    return await service.list_own(session, identity, service_point_id, today=clock.today())


@router.get(
    "/contracts/{item_id}",
    responses=listed(IdentityInvalidError, IdentityLevelTooLowError, NotFoundError, RequestInvalidError),
)
async def get_contract(
    session: ReadingSession, identity: Verified, clock: CurrentClock, contract_id: PathId
) -> ContractOut:
    """One contract; needs `verified`."""
    return await service.describe(session, identity, contract_id, today=clock.today())
