"""Switches over HTTP."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse

from backend_api.activations import service
from backend_api.activations.channels import CallChannel
from backend_api.activations.errors import StartsInThePastError
from backend_api.activations.schemas import ActivationIn, ActivationList, ActivationOut, ActivationState
from backend_api.dependencies import Anyone, CurrentClock, Once, ReadingSession, staff
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.security import Identity

router = APIRouter(tags=["activations"])

Operator = Annotated[Identity, Depends(staff("it", "back_office"))]


@router.get("/staff/activations", responses=refusals(RoleMissingError))
async def list_activations(session: ReadingSession, operator: Operator) -> ActivationList:
    """Every switch; needs a staff member of IT or the back office."""
    del operator
    return await service.list_all(session)


@router.put(
    "/staff/activations",
    response_model=ActivationOut,
    responses=refusals(RoleMissingError, StartsInThePastError, IdempotencyKeyMissingError, IdempotencyKeyReusedError),
)
async def put_activation(operator: Operator, clock: CurrentClock, once: Once, activation: ActivationIn) -> JSONResponse:
    """Switch something on or off from a day on; needs a staff member of IT or the back office."""
    work = partial(service.put, once.session, operator, activation, now=once.now, today=clock.today())
    return await once(work, status=200)


@router.get("/activation-state", responses=refusals(NotFoundError))
async def get_activation_state(
    session: ReadingSession,
    identity: Anyone,
    channel: CallChannel,
    clock: CurrentClock,
    process: Annotated[str, Query(pattern="^[a-z][a-z0-9_]{0,39}$", description="Such as `order_device`.")],
) -> ActivationState:
    """Whether a process is switched on today for whoever asks, on the channel named in `Wattline-Channel`."""
    return await service.state_for(session, identity, channel, process, clock.today())
