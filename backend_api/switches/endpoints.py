"""Supplier switches over HTTP."""

from functools import partial

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import CurrentClock, KnownAddress, Once, ReadingSession, Verified, scoped
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RequestInvalidError,
    ScopeMissingError,
    listed,
    refusals,
)
from backend_api.orders.errors import OrderMoveRefusedError
from backend_api.parameters import PathId, ServicePointFilter
from backend_api.security import Scope
from backend_api.switches import choices, due, messages, service
from backend_api.switches.errors import SwitchMessageReusedError, SwitchMessageUnknownError, SwitchStepRefusedError
from backend_api.switches.schemas import (
    CorrectionIn,
    DueIn,
    DueSteps,
    MessageIn,
    MessageOut,
    OutgoingIn,
    SwitchList,
    SwitchRecord,
)

router = APIRouter(tags=["switches"])

_WRITES = (NotFoundError, IdempotencyKeyMissingError, IdempotencyKeyReusedError)
_CHOICES = refusals(*_WRITES, RightMissingError, SwitchStepRefusedError, OrderMoveRefusedError)
_MARKET = listed(*_WRITES, RequestInvalidError, ScopeMissingError, SwitchMessageUnknownError, SwitchMessageReusedError)


@router.get("/switches", responses=refusals())
async def list_switches(
    session: ReadingSession, identity: KnownAddress, clock: CurrentClock, service_point_id: ServicePointFilter
) -> SwitchList:
    """How far the customer's changes of supplier are, per metering point; needs `channel`, details `verified`."""
    return await service.list_own(session, identity, service_point_id, clock=clock)


@router.get("/switches/{item_id}", responses=refusals(NotFoundError))
async def get_switch(
    session: ReadingSession, identity: Verified, clock: CurrentClock, switch_id: PathId
) -> SwitchRecord:
    """One request with its messages and what the customer can do about it; needs `verified`."""
    return await service.describe(session, identity, switch_id, clock=clock)


@router.post("/switches/{item_id}/corrections", status_code=201, response_model=SwitchRecord, responses=_CHOICES)
async def correct_switch(
    identity: Verified, once: Once, clock: CurrentClock, switch_id: PathId, correction: CorrectionIn
) -> JSONResponse:
    """Send a rejected request again with another meter number or authority; answers with the new request."""
    work = partial(choices.correct, once.session, identity, switch_id, correction, now=once.now, clock=clock)
    return await once(work)


@router.post("/switches/{item_id}/waiting", response_model=SwitchRecord, responses=_CHOICES)
async def wait_for_other_contract(
    identity: Verified, once: Once, clock: CurrentClock, switch_id: PathId
) -> JSONResponse:
    """Wait until the other contract ends, after a rejection for that reason; needs `verified`."""
    return await once(partial(choices.wait, once.session, identity, switch_id, now=once.now, clock=clock), status=200)


@router.post("/switches/{item_id}/withdrawal", response_model=SwitchRecord, responses=_CHOICES)
async def withdraw_switch(identity: Verified, once: Once, clock: CurrentClock, switch_id: PathId) -> JSONResponse:
    """Give a switch to us up; needs a `fresh` code bound to `switch:<id>`."""
    work = partial(choices.withdraw, once.session, identity, switch_id, now=once.now, clock=clock)
    return await once(work, status=200)


@router.post(
    "/switches/{item_id}/messages",
    status_code=201,
    response_model=MessageOut,
    responses=_MARKET,
    dependencies=[Depends(scoped(Scope.ERP, Scope.OPERATIONS))],
)
async def take_message(once: Once, clock: CurrentClock, switch_id: PathId, message: MessageIn) -> JSONResponse:
    """Take in a market message or a step of our own; the same reference again has no second effect."""
    return await once(partial(messages.take, once.session, switch_id, message, now=once.now, clock=clock))


@router.post(
    "/erp/switches",
    status_code=201,
    response_model=MessageOut,
    responses=_MARKET,
    dependencies=[Depends(scoped(Scope.ERP, Scope.OPERATIONS))],
)
async def register_outgoing(once: Once, clock: CurrentClock, message: OutgoingIn) -> JSONResponse:
    """Take in the message that a customer leaves us at a metering point; opens the switch when there is none."""
    return await once(partial(messages.register_outgoing, once.session, message, now=once.now, clock=clock))


@router.post(
    "/operations/switches/due-steps",
    response_model=DueSteps,
    responses=_MARKET,
    dependencies=[Depends(scoped(Scope.OPERATIONS))],
)
async def take_due_steps(once: Once, clock: CurrentClock, wanted: DueIn) -> JSONResponse:
    """For a scheduler: move on the switches that wait for nothing but time."""
    work = partial(due.take_due_steps, once.session, wanted.limit, now=once.now, clock=clock)
    return await once(work, status=200)
