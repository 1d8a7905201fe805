"""A partner's assortment over HTTP."""

from fastapi import APIRouter

from backend_api.assortments import service
from backend_api.dependencies import CurrentClock, PartnerUser, ReadingSession
from backend_api.errors import NotFoundError, RoleMissingError, refusals
from backend_api.products import listing
from backend_api.products.endpoints import Language, ProductNumber, WantedProducts
from backend_api.products.schemas import AlternativeList, ProductList, ProductOut

router = APIRouter(prefix="/partner/products", tags=["partners"])


@router.get("", responses=refusals(RoleMissingError, NotFoundError))
async def list_partner_products(
    session: ReadingSession,
    identity: PartnerUser,
    clock: CurrentClock,
    looked_for: WantedProducts,
    language: Language = "en",
) -> ProductList:
    """The assortment of the partner's category with its prices today; needs a partner's person."""
    return await listing.list_orderable(session, identity, looked_for, language, today=clock.today())


@router.get("/{number}", responses=refusals(RoleMissingError, NotFoundError))
async def get_partner_product(
    session: ReadingSession,
    identity: PartnerUser,
    clock: CurrentClock,
    number: ProductNumber,
    language: Language = "en",
) -> ProductOut:
    """One product of the assortment; what is outside it does not exist. Needs a partner's person."""
    return await listing.describe(session, identity, number, language, today=clock.today())


@router.get("/{number}/alternatives", responses=refusals(RoleMissingError, NotFoundError))
async def list_alternatives(
    session: ReadingSession,
    identity: PartnerUser,
    clock: CurrentClock,
    number: ProductNumber,
    language: Language = "en",
) -> AlternativeList:
    """What may be sold instead of a product outside the assortment; of that one no price is given. Needs a partner."""
    return await service.list_alternatives(session, identity, number, language, today=clock.today())
