"""Orders over HTTP, for partners and web shops."""

from functools import partial

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncSession

from backend_api.activations.channels import CallChannel
from backend_api.dependencies import CurrentCaller, Once, PartnerUser, ReadingSession, scoped
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    ScopeMissingError,
    refusals,
)
from backend_api.orders import changing, reading, views
from backend_api.orders.doors import Sender, partner_door, shop_door
from backend_api.orders.endpoints import ENTRY_REFUSALS
from backend_api.orders.entry import enter
from backend_api.orders.errors import OrderMoveRefusedError
from backend_api.orders.parameters import OrderNumber, WantedOrders
from backend_api.orders.schemas import CancellationIn, OrderForCustomerIn, PartnerOrderList, PartnerOrderOut
from backend_api.security import Scope

router = APIRouter(tags=["orders"])


@router.post("/partner/orders", status_code=201, response_model=PartnerOrderOut, responses=ENTRY_REFUSALS)
async def place_partner_order(
    identity: PartnerUser, once: Once, channel: CallChannel, order: OrderForCustomerIn
) -> JSONResponse:
    """Enter an order for a customer at the partner's assortment and prices; it waits until the customer confirms it."""

    async def work(session: AsyncSession) -> PartnerOrderOut:
        door = await partner_door(session, identity, order, Sender(once.caller.name, channel), now=once.now)
        return views.for_partner(await enter(session, door, order))

    return await once(partial(work, once.session))


@router.get("/partner/orders", responses=refusals(RoleMissingError, NotFoundError))
async def list_partner_orders(session: ReadingSession, identity: PartnerUser, wanted: WantedOrders) -> PartnerOrderList:
    """The orders that the partner entered, newest first."""
    return await reading.list_of_partner(session, identity, wanted)


@router.get("/partner/orders/{number}", responses=refusals(RoleMissingError, NotFoundError))
async def get_partner_order(session: ReadingSession, identity: PartnerUser, number: OrderNumber) -> PartnerOrderOut:
    """One order that the partner entered, with every step."""
    return await reading.describe_of_partner(session, identity, number)


@router.post(
    "/partner/orders/{number}/cancellation",
    response_model=PartnerOrderOut,
    responses=refusals(
        RoleMissingError, NotFoundError, OrderMoveRefusedError, IdempotencyKeyMissingError, IdempotencyKeyReusedError
    ),
)
async def cancel_partner_order(
    identity: PartnerUser, once: Once, number: OrderNumber, cancellation: CancellationIn
) -> JSONResponse:
    """Take back an order that the partner entered."""
    work = partial(changing.cancel_as_partner, once.session, identity, number, cancellation, now=once.now)
    return await once(work, status=200)


@router.post(
    "/shop/orders",
    status_code=201,
    response_model=PartnerOrderOut,
    responses=refusals(ScopeMissingError) | ENTRY_REFUSALS,
    dependencies=[Depends(scoped(Scope.SHOP))],
)
async def place_shop_order(once: Once, channel: CallChannel, order: OrderForCustomerIn) -> JSONResponse:
    """Send an order from a web shop, by its basket or by lines; it waits until the customer confirms it."""

    async def work(session: AsyncSession) -> PartnerOrderOut:
        door = await shop_door(session, order, Sender(once.caller.name, channel), now=once.now)
        return views.for_partner(await enter(session, door, order))

    return await once(partial(work, once.session))


@router.get(
    "/shop/orders/{number}",
    responses=refusals(ScopeMissingError, NotFoundError),
    dependencies=[Depends(scoped(Scope.SHOP))],
)
async def get_shop_order(session: ReadingSession, caller: CurrentCaller, number: OrderNumber) -> PartnerOrderOut:
    """One order that this shop sent, with every step."""
    return await reading.describe_of_shop(session, caller.name, number)
