"""Baskets over HTTP."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.responses import JSONResponse

from backend_api.baskets import service
from backend_api.baskets.errors import ProductsUnknownError
from backend_api.baskets.schemas import BasketIn, BasketOut
from backend_api.dependencies import Anyone, CurrentCaller, CurrentClock, Once, ReadingSession, scoped
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    IdentityInvalidError,
    NotFoundError,
    RequestInvalidError,
    ScopeMissingError,
    listed,
    refusals,
)
from backend_api.security import Scope

router = APIRouter(tags=["baskets"])


async def basket_number(number: Annotated[str, Path(max_length=40, description="`B-` and digits.")]) -> str:
    """The number in the path; one that cannot be stored is replaced by one that nothing has."""
    return number.upper() if number.isascii() and number.isprintable() else "-"


BasketNumber = Annotated[str, Depends(basket_number)]


@router.post(
    "/shop/baskets",
    status_code=201,
    response_model=BasketOut,
    dependencies=[Depends(scoped(Scope.SHOP))],
    responses=listed(
        IdentityInvalidError,
        ScopeMissingError,
        ProductsUnknownError,
        IdempotencyKeyMissingError,
        IdempotencyKeyReusedError,
        RequestInvalidError,
    ),
)
async def create_basket(clock: CurrentClock, once: Once, basket: BasketIn) -> JSONResponse:
    """Keep a basket with the public prices of today; needs the scope `shop`."""
    return await once(partial(service.create, once.session, once.caller, basket, on=clock.today(), now=once.now))


@router.get(
    "/shop/baskets/{number}",
    dependencies=[Depends(scoped(Scope.SHOP))],
    responses=listed(ScopeMissingError, NotFoundError, RequestInvalidError),
)
async def get_shop_basket(
    session: ReadingSession, caller: CurrentCaller, clock: CurrentClock, number: BasketNumber
) -> BasketOut:
    """A basket with all it holds; needs the scope `shop`, and shows a shop its own only."""
    return await service.describe_to_shop(session, caller, number, now=clock.now())


@router.get("/baskets/{number}", responses=refusals(NotFoundError))
async def get_basket(session: ReadingSession, identity: Anyone, clock: CurrentClock, number: BasketNumber) -> BasketOut:
    """A basket by its number. A guest's shows its lines to anybody; all else needs staff or the verified owner."""
    return await service.describe(session, identity, number, now=clock.now())
