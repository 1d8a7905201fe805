"""Notices of leaving and counter-offers over HTTP."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse

from backend_api.contracts.schemas import Day
from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import CurrentClock, Once, ReadingSession, Verified, staff
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    PeriodInvalidError,
    RoleMissingError,
    refusals,
)
from backend_api.offers.asking import AskedNow
from backend_api.orders.errors import OrderInvalidError, OrderMoveRefusedError
from backend_api.parameters import PathId
from backend_api.win_back import service
from backend_api.win_back.errors import ContractEndsAlreadyError, RuleExistsError
from backend_api.win_back.schemas import (
    CounterOfferOut,
    NoticeIn,
    NoticeList,
    NoticeOut,
    ReasonIn,
    RuleIn,
    RuleList,
    RuleOut,
    WinBackFigures,
)

router = APIRouter(tags=["win-back"])

_WRITES = (NotFoundError, IdempotencyKeyMissingError, IdempotencyKeyReusedError, RightMissingError)


@router.post(
    "/contracts/{item_id}/notices",
    status_code=201,
    response_model=NoticeOut,
    responses=refusals(*_WRITES, ContractEndsAlreadyError, OrderInvalidError),
)
async def give_notice(
    identity: Verified, once: Once, asked: AskedNow, contract_id: PathId, notice: NoticeIn
) -> JSONResponse:
    """Give notice of a contract, with receipt and end date at once; needs a `fresh` code bound to `contract:<id>`."""
    return await once(partial(service.give_notice, once.session, identity, contract_id, notice, asked))


@router.get("/notices", responses=refusals())
async def list_notices(session: ReadingSession, identity: Verified, clock: CurrentClock) -> NoticeList:
    """The customer's notices, newest first; needs `verified`."""
    return await service.list_own(session, identity, today=clock.today())


@router.get("/notices/{item_id}", responses=refusals(NotFoundError))
async def get_notice(session: ReadingSession, identity: Verified, clock: CurrentClock, notice_id: PathId) -> NoticeOut:
    """One of the customer's notices and what came of it; needs `verified`."""
    return await service.describe(session, identity, notice_id, today=clock.today())


@router.post("/notices/{item_id}/reason", response_model=NoticeOut, responses=refusals(*_WRITES))
async def name_reason(
    identity: Verified, once: Once, clock: CurrentClock, notice_id: PathId, reason: ReasonIn
) -> JSONResponse:
    """Say why, which nobody has to; needs `verified`."""
    work = partial(service.name_reason, once.session, identity, notice_id, reason, now=once.now, clock=clock)
    return await once(work, status=200)


@router.post("/notices/{item_id}/counter-offer", response_model=CounterOfferOut, responses=refusals(*_WRITES))
async def ask_for_counter_offer(identity: Verified, once: Once, clock: CurrentClock, notice_id: PathId) -> JSONResponse:
    """Ask to hear the one counter-offer; it is accepted or declined as any offer, and the notice stands meanwhile."""
    work = partial(service.ask_for_counter_offer, once.session, identity, notice_id, now=once.now, clock=clock)
    return await once(work, status=200)


@router.post(
    "/notices/{item_id}/taking-back",
    response_model=NoticeOut,
    responses=refusals(*_WRITES, OrderMoveRefusedError),
)
async def take_notice_back(identity: Verified, once: Once, clock: CurrentClock, notice_id: PathId) -> JSONResponse:
    """Stay after all, on the old terms; needs a `fresh` code bound to `contract:<id>` of the contract."""
    work = partial(service.take_back, once.session, identity, notice_id, now=once.now, clock=clock)
    return await once(work, status=200)


@router.get("/staff/win-back-rules", responses=refusals(RoleMissingError), dependencies=[Depends(staff())])
async def list_rules(session: ReadingSession) -> RuleList:
    """The counter-offers that may be made; for staff."""
    return await service.list_rules(session)


@router.post(
    "/staff/win-back-rules",
    status_code=201,
    response_model=RuleOut,
    responses=refusals(*_WRITES, RoleMissingError, RuleExistsError),
    dependencies=[Depends(staff("team_lead", "back_office"))],
)
async def add_rule(once: Once, rule: RuleIn) -> JSONResponse:
    """Allow a counter-offer; for team leads and the back office."""
    return await once(partial(service.add_rule, once.session, rule))


@router.get(
    "/figures/win-back",
    responses=refusals(RoleMissingError, PeriodInvalidError),
    dependencies=[Depends(staff("team_lead", "back_office"))],
)
async def get_figures(
    session: ReadingSession,
    from_on: Annotated[Day, Query(description="First day of notices that count.")],
    to_on: Annotated[Day, Query(description="Last day.")],
) -> WinBackFigures:
    """How many leave and why, and how many stay; for team leads and the back office."""
    return await service.figures(session, from_on, to_on)
