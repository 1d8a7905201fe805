"""Products over HTTP: the public price list, and stock from the ERP."""

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import JSONResponse

from backend_api.dependencies import Anyone, CurrentClock, Once, ReadingSession, scoped
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    ScopeMissingError,
    refusals,
)
from backend_api.products import intake, listing, stock
from backend_api.products.errors import NotStockedError, PriceInThePastError, ProductFixedError
from backend_api.products.intake_schemas import PriceIn, ProductIn
from backend_api.products.schemas import (
    ProductCommodityName,
    ProductKindName,
    ProductList,
    ProductOut,
    ProductTaken,
    StockIn,
    StockOut,
)
from backend_api.products.service import Wanted
from backend_api.security import Scope

router = APIRouter(tags=["products"])


async def product_number(
    number: Annotated[str, Path(max_length=64, description="What the product is ordered by, such as `STROM-FIX`.")],
) -> str:
    """The number in the path in large letters; one that cannot be stored is replaced by one that nothing has."""
    return number.upper() if number.isascii() and number.isprintable() else "-"


async def wanted(
    kind: Annotated[ProductKindName | None, Query(description="Only this kind.")] = None,
    commodity: Annotated[ProductCommodityName | None, Query(description="Only this commodity.")] = None,
    country: Annotated[str | None, Query(pattern="^[A-Z]{2}$", description="Only in this country.")] = None,
    customer_kind: Annotated[
        Literal["private", "company"] | None, Query(description="Only what these customers may take.")
    ] = None,
) -> Wanted:
    """Which products are looked for."""
    return Wanted(kind, commodity, country, customer_kind)


ProductNumber = Annotated[str, Depends(product_number)]
WantedProducts = Annotated[Wanted, Depends(wanted)]
Language = Annotated[Literal["en", "de", "pl"], Query(description="The language of names and descriptions.")]


@router.get("/products", responses=refusals(NotFoundError, RoleMissingError))
async def list_products(
    session: ReadingSession,
    identity: Anyone,
    clock: CurrentClock,
    looked_for: WantedProducts,
    language: Language = "en",
) -> ProductList:
    """What can be ordered today, with prices; needs no identity. A partner sees its own assortment and prices."""
    return await listing.list_orderable(session, identity, looked_for, language, today=clock.today())


@router.get("/products/{number}", responses=refusals(NotFoundError, RoleMissingError))
async def get_product(
    session: ReadingSession, identity: Anyone, clock: CurrentClock, number: ProductNumber, language: Language = "en"
) -> ProductOut:
    """One product; needs no identity. For a partner, what is outside its assortment does not exist."""
    return await listing.describe(session, identity, number, language, today=clock.today())


@router.put(
    "/erp/products/{number}/stock",
    response_model=StockOut,
    dependencies=[Depends(scoped(Scope.ERP))],
    responses=refusals(
        NotFoundError, NotStockedError, ScopeMissingError, IdempotencyKeyMissingError, IdempotencyKeyReusedError
    ),
)
async def put_stock(once: Once, number: ProductNumber, counted: StockIn) -> JSONResponse:
    """Take over what the ERP counted; needs the scope `erp`. An older count than the stored one changes nothing."""
    return await once(partial(stock.put, once.session, number, counted), status=200)


@router.put(
    "/erp/products/{number}",
    response_model=ProductTaken,
    dependencies=[Depends(scoped(Scope.ERP))],
    responses=refusals(ProductFixedError, ScopeMissingError, IdempotencyKeyMissingError, IdempotencyKeyReusedError),
)
async def put_product(
    once: Once,
    number: Annotated[str, Path(pattern="^[A-Z0-9][A-Z0-9-]{0,39}$", description="What it is ordered by.")],
    product: ProductIn,
) -> JSONResponse:
    """Keep a product as the ERP knows it, a new one too; its prices stay; needs the scope `erp`."""
    return await once(partial(intake.put_product, once.session, number, product), status=200)


@router.put(
    "/erp/products/{number}/prices",
    response_model=ProductTaken,
    dependencies=[Depends(scoped(Scope.ERP))],
    responses=refusals(
        NotFoundError, PriceInThePastError, ScopeMissingError, IdempotencyKeyMissingError, IdempotencyKeyReusedError
    ),
)
async def put_price(once: Once, clock: CurrentClock, number: ProductNumber, price: PriceIn) -> JSONResponse:
    """Keep what a product costs from a coming day on; past and present prices never change; needs the scope `erp`."""
    return await once(partial(intake.put_price, once.session, number, price, today=clock.today()), status=200)
