"""Orders over HTTP, for customers, for those who act for them, and for staff who serve them."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncSession

from backend_api.activations.channels import CallChannel
from backend_api.activations.errors import NotActivatedError
from backend_api.baskets.errors import BasketNotOpenError, BasketPricesChangedError
from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import CurrentCaller, CurrentClock, KnownAddress, Once, ReadingSession, Verified
from backend_api.errors import IdempotencyKeyMissingError, IdempotencyKeyReusedError, NotFoundError, refusals
from backend_api.frameworks.errors import CallOffRefusedError
from backend_api.orders import changing, reading
from backend_api.orders.doors import Sender, own_door
from backend_api.orders.entry import enter, prepare
from backend_api.orders.errors import OrderInvalidError, OrderMoveRefusedError, OrderNotChangeableError
from backend_api.orders.kind_schemas import OrderKindList
from backend_api.orders.parameters import OrderNumber, WantedOrders
from backend_api.orders.schemas import (
    ApprovalIn,
    CancellationIn,
    OrderBrief,
    OrderChangeIn,
    OrderCheckOut,
    OrderIn,
    OrderList,
    OrderOut,
)

router = APIRouter(tags=["orders"])

ENTRY_REFUSALS = refusals(
    NotFoundError,
    RightMissingError,
    NotActivatedError,
    OrderInvalidError,
    CallOffRefusedError,
    BasketNotOpenError,
    BasketPricesChangedError,
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
)
_STEP_REFUSALS = refusals(
    NotFoundError, RightMissingError, OrderMoveRefusedError, IdempotencyKeyMissingError, IdempotencyKeyReusedError
)


@router.get("/order-kinds")
async def list_order_kinds() -> OrderKindList:
    """Every kind of order: its states, who may move it, and the form of its details; anybody may ask."""
    return reading.list_kinds()


@router.get("/orders", responses=refusals(RightMissingError))
async def list_orders(session: ReadingSession, identity: KnownAddress, wanted: WantedOrders) -> OrderList:
    """The customer's orders in brief, newest first; needs `channel`."""
    return await reading.list_own(session, identity, wanted)


@router.get(
    "/orders/{number}", response_model=OrderOut | OrderBrief, responses=refusals(NotFoundError, RightMissingError)
)
async def get_order(
    session: ReadingSession, identity: KnownAddress, clock: CurrentClock, number: OrderNumber
) -> OrderBrief:
    """One order with every step, what it waits for and the promised day; needs `channel`, details `verified`."""
    return await reading.describe_own(session, identity, number, now=clock.now())


@router.post("/order-checks", responses=ENTRY_REFUSALS)
async def check_order(
    session: ReadingSession,
    identity: Verified,
    clock: CurrentClock,
    caller: CurrentCaller,
    channel: CallChannel,
    order: OrderIn,
) -> OrderCheckOut:
    """What an order would be: prices, what we fill in, what is wrong and what is striking; nothing is stored."""
    door = await own_door(session, identity, Sender(caller.name, channel), now=clock.now())
    return reading.check_result(door, await prepare(session, door, order))


@router.post("/orders", status_code=201, response_model=OrderOut, responses=ENTRY_REFUSALS)
async def place_order(identity: Verified, once: Once, channel: CallChannel, order: OrderIn) -> JSONResponse:
    """Place an order; it has its number at once, whatever other systems do.

    Needs `verified`; kinds with `needs_fresh` need a code bound to `order:<kind>:<id of point or contract>`. Above the
    person's limit the order waits for somebody who approves.
    """

    async def work(session: AsyncSession) -> OrderOut:
        door = await own_door(session, identity, Sender(once.caller.name, channel), now=once.now)
        return await reading.full(session, await enter(session, door, order), now=once.now)

    return await once(partial(work, once.session))


@router.patch(
    "/orders/{number}",
    response_model=OrderOut,
    responses=refusals(
        NotFoundError,
        RightMissingError,
        OrderNotChangeableError,
        OrderInvalidError,
        IdempotencyKeyMissingError,
        IdempotencyKeyReusedError,
    ),
)
async def change_order(identity: Verified, once: Once, number: OrderNumber, change: OrderChangeIn) -> JSONResponse:
    """Change lines, details or the day while the order can be changed; prices stay; needs `verified`."""
    return await once(partial(changing.change, once.session, identity, number, change, now=once.now), status=200)


@router.post("/orders/{number}/cancellation", response_model=OrderOut, responses=_STEP_REFUSALS)
async def cancel_order(
    identity: Verified, once: Once, number: OrderNumber, cancellation: CancellationIn
) -> JSONResponse:
    """Cancel an order; needs `verified`, kinds with `needs_fresh` a code bound to `order:<number>`."""
    return await once(partial(changing.cancel, once.session, identity, number, cancellation, now=once.now), status=200)


@router.post("/orders/{number}/confirmation", response_model=OrderOut, responses=_STEP_REFUSALS)
async def confirm_order(identity: Verified, once: Once, number: OrderNumber) -> JSONResponse:
    """Confirm an order that a partner or shop entered; needs `fresh`, bound to `order:<number>`."""
    return await once(partial(changing.confirm, once.session, identity, number, now=once.now), status=200)


@router.post("/orders/{number}/approval", response_model=OrderOut, responses=_STEP_REFUSALS)
async def approve_order(identity: Verified, once: Once, number: OrderNumber, approval: ApprovalIn) -> JSONResponse:
    """Say yes or no to an order above somebody's limit; nobody approves their own; needs `verified`."""
    return await once(partial(changing.approve, once.session, identity, number, approval, now=once.now), status=200)
