"""Receivers of events over HTTP, for IT and for operations."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse

from backend_api.dependencies import Once, ReadingSession, Wired, staff_or
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RequestInvalidError,
    RoleMissingError,
    ScopeMissingError,
    listed,
)
from backend_api.event_subscriptions import service
from backend_api.event_subscriptions.errors import BuiltInSubscriptionError, DestinationRefusedError
from backend_api.event_subscriptions.models import DeliveryState
from backend_api.event_subscriptions.schemas import (
    DeliveryList,
    EventNameList,
    EventSubscriptionChange,
    EventSubscriptionIn,
    EventSubscriptionList,
    EventSubscriptionOut,
    ResendIn,
    Resent,
    SubscriptionSecret,
)
from backend_api.parameters import PathId
from backend_api.security import Scope

router = APIRouter(
    tags=["events"],
    prefix="/event-subscriptions",
    dependencies=[Depends(staff_or(Scope.OPERATIONS, "it"))],
    responses=listed(RoleMissingError, ScopeMissingError),
)
_WRITE = (IdempotencyKeyMissingError, IdempotencyKeyReusedError, RequestInvalidError)
Limit = Annotated[int, Query(ge=1, le=200, description="The most to list.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many to leave out.")]


@router.get("/names")
async def list_event_names() -> EventNameList:
    """Everything that can happen, with the fields that come with it."""
    return service.list_names()


@router.get("")
async def list_event_subscriptions(session: ReadingSession) -> EventSubscriptionList:
    """Everybody who is told about events, and how far they were told."""
    return await service.list_all(session)


@router.post(
    "", status_code=201, response_model=EventSubscriptionOut, responses=listed(DestinationRefusedError, *_WRITE)
)
async def create_event_subscription(once: Once, wired: Wired, subscription: EventSubscriptionIn) -> JSONResponse:
    """Tell a receiver from now on; every message is signed as Standard Webhooks describes it.

    The receiver answers 2xx within ten seconds. What it does not take is tried again for two days under the same
    `webhook-id`, in the order of the customer's events; then it is `dead` until it is sent again.
    """
    loopback = wired.settings.webhooks_to_loopback
    return await once(partial(service.create, once.session, subscription, loopback=loopback, now=once.now))


@router.get("/{item_id}", responses=listed(NotFoundError))
async def get_event_subscription(session: ReadingSession, subscription_id: PathId) -> EventSubscriptionOut:
    """One receiver."""
    return await service.describe(session, subscription_id)


@router.patch(
    "/{item_id}",
    response_model=EventSubscriptionOut,
    responses=listed(NotFoundError, DestinationRefusedError, BuiltInSubscriptionError, *_WRITE),
)
async def change_event_subscription(
    once: Once, wired: Wired, subscription_id: PathId, change: EventSubscriptionChange
) -> JSONResponse:
    """Change a receiver, or pause it; setting it `active` ends a hold at once."""
    loopback = wired.settings.webhooks_to_loopback
    return await once(partial(service.change, once.session, subscription_id, change, loopback=loopback), 200)


@router.delete(
    "/{item_id}",
    response_model=EventSubscriptionOut,
    responses=listed(NotFoundError, BuiltInSubscriptionError, *_WRITE),
)
async def remove_event_subscription(once: Once, subscription_id: PathId) -> JSONResponse:
    """Tell a receiver nothing more, and forget what it was not told."""
    return await once(partial(service.remove, once.session, subscription_id), 200)


@router.get("/{item_id}/secret", responses=listed(NotFoundError, BuiltInSubscriptionError))
async def get_event_subscription_secret(
    session: ReadingSession, wired: Wired, subscription_id: PathId
) -> SubscriptionSecret:
    """What the receiver checks signatures with."""
    return await service.show_secret(session, subscription_id, key=wired.settings.deriving_key)


@router.post(
    "/{item_id}/rotations",
    status_code=201,
    response_model=EventSubscriptionOut,
    responses=listed(NotFoundError, BuiltInSubscriptionError, *_WRITE),
)
async def rotate_event_subscription_secret(once: Once, subscription_id: PathId) -> JSONResponse:
    """Sign with a new secret, and for a day with the old one as well."""
    return await once(partial(service.rotate, once.session, subscription_id, now=once.now))


@router.get("/{item_id}/deliveries", responses=listed(NotFoundError))
async def list_event_deliveries(
    session: ReadingSession,
    subscription_id: PathId,
    state: Annotated[DeliveryState, Query(description="`dead` was given up.")] = "dead",
    limit: Limit = 50,
    offset: Offset = 0,
) -> DeliveryList:
    """What a receiver was told, what waits for it, or what was given up."""
    return await service.list_deliveries(session, subscription_id, state, service.Page(limit, offset))


@router.post("/{item_id}/resends", response_model=Resent, status_code=201, responses=listed(NotFoundError, *_WRITE))
async def resend_events(once: Once, subscription_id: PathId, wanted: ResendIn) -> JSONResponse:
    """Try given-up events again, under the ids they had."""
    return await once(partial(service.resend, once.session, subscription_id, wanted, now=once.now))
