"""A partner's assortment over HTTP."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.responses import JSONResponse

from backend_api.assortments import intake, service
from backend_api.assortments.errors import ListBegunError, ListedUnknownError
from backend_api.dependencies import CurrentClock, Once, PartnerUser, ReadingSession, scoped
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    ScopeMissingError,
    refusals,
)
from backend_api.products import listing
from backend_api.products.endpoints import Language, ProductNumber, WantedProducts
from backend_api.products.intake_schemas import AssortmentIn, KeptList, PriceListIn
from backend_api.products.schemas import AlternativeList, ProductList, ProductOut
from backend_api.security import Scope

router = APIRouter(tags=["partners"])

CategoryParameter = Annotated[str, Path(pattern="^[A-Z][A-Z0-9]{0,9}$", description="Such as `B`.")]
_LIST_REFUSALS = refusals(
    NotFoundError,
    ListBegunError,
    ListedUnknownError,
    ScopeMissingError,
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
)


@router.get("/partner/products", responses=refusals(RoleMissingError, NotFoundError))
async def list_partner_products(
    session: ReadingSession,
    identity: PartnerUser,
    clock: CurrentClock,
    looked_for: WantedProducts,
    language: Language = "en",
) -> ProductList:
    """The assortment of the partner's category with its prices today; needs a partner's person."""
    return await listing.list_orderable(session, identity, looked_for, language, today=clock.today())


@router.get("/partner/products/{number}", responses=refusals(RoleMissingError, NotFoundError))
async def get_partner_product(
    session: ReadingSession,
    identity: PartnerUser,
    clock: CurrentClock,
    number: ProductNumber,
    language: Language = "en",
) -> ProductOut:
    """One product of the assortment; what is outside it does not exist. Needs a partner's person."""
    return await listing.describe(session, identity, number, language, today=clock.today())


@router.get("/partner/products/{number}/alternatives", responses=refusals(RoleMissingError, NotFoundError))
async def list_alternatives(
    session: ReadingSession,
    identity: PartnerUser,
    clock: CurrentClock,
    number: ProductNumber,
    language: Language = "en",
) -> AlternativeList:
    """What may be sold instead of a product outside the assortment; of that one no price is given. Needs a partner."""
    return await service.list_alternatives(session, identity, number, language, today=clock.today())


@router.put(
    "/erp/partner-categories/{category}/assortments",
    response_model=KeptList,
    dependencies=[Depends(scoped(Scope.ERP))],
    responses=_LIST_REFUSALS,
)
async def put_assortment(
    once: Once, clock: CurrentClock, category: CategoryParameter, assortment: AssortmentIn
) -> JSONResponse:
    """Keep what a category may sell in a span of time; past days never change; needs the scope `erp`."""
    work = partial(intake.put_assortment, once.session, category, assortment, today=clock.today())
    return await once(work, status=200)


@router.put(
    "/erp/partner-categories/{category}/price-lists",
    response_model=KeptList,
    dependencies=[Depends(scoped(Scope.ERP))],
    responses=_LIST_REFUSALS,
)
async def put_price_list(
    once: Once, clock: CurrentClock, category: CategoryParameter, price_list: PriceListIn
) -> JSONResponse:
    """Keep a category's prices in a span of time; past days never change; needs the scope `erp`."""
    work = partial(intake.put_price_list, once.session, category, price_list, today=clock.today())
    return await once(work, status=200)
