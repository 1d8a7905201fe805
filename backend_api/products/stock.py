"""Takes over what the ERP counted."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.products import repository
from backend_api.products.errors import NotStockedError
from backend_api.products.models import Stock
from backend_api.products.schemas import StockIn, StockOut

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def put(session: AsyncSession, number: str, counted: StockIn) -> StockOut:
    """Keep a count and answer what is known now; a count older than the stored one changes nothing.

    Raises:
        NotFoundError: There is no such product.
        NotStockedError: It is a tariff or a plan.
    """
    product = await repository.find(session, number)
    if product is None:
        raise NotFoundError
    if product.kind not in ("device", "accessory"):
        raise NotStockedError
    stock = await repository.lock_stock(session, product.id)
    as_of_at = counted.as_of_at.astimezone(UTC)
    if stock is None:
        await repository.begin(session, Stock(product_id=product.id, available=counted.available, as_of_at=as_of_at))
        stock = await repository.lock_stock(session, product.id)
        assert stock is not None
    if as_of_at >= stock.as_of_at:
        stock.available, stock.next_delivery_on = counted.available, counted.next_delivery_on
        stock.as_of_at = as_of_at
    await repository.store(session, stock)
    return StockOut.model_validate(stock)
