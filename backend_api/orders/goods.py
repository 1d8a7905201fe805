"""From which day the goods of an order are there, by what the ERP counted last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from backend_api.calendars import add_working_days
from backend_api.orders.shipping import BACK_ORDER_DAYS
from backend_api.products import repository as products

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.kind import Kind
    from backend_api.orders.models import OrderLine
    from backend_api.orders.new_order import NewLine
    from backend_api.products.models import Stock

OUT_OF_STOCK = "out_of_stock"
"""The blocker of an order whose goods are not there; also the warning while more are on their way."""
UNKNOWN_DELIVERY = "next_delivery_unknown"
"""The warning when nobody knows when more will come."""


@dataclass(frozen=True)
class Goods:
    """Whether the goods of an order are there."""

    there_on: date | None = None
    """The day the last of them is there; None when nothing is missing."""
    short: Mapping[str, str] = field(default_factory=dict)
    """What is missing: the warning by product number."""

    def warnings(self, lines: Sequence[NewLine]) -> dict[str, str]:
        """The same by field of the lines that want it."""
        short = ((place, self.short.get(line.product_number)) for place, line in enumerate(lines))
        return {f"lines.{place}.quantity": problem for place, problem in short if problem is not None}


def goods_by(quantities: Mapping[str, int], stocks: Mapping[str, Stock], *, today: date, country: str) -> Goods:
    """What of the wanted quantities is missing, and until when; a product that is not counted is there.

    Args:
        quantities: How many of each product number.
        stocks: What the ERP counted, by product number.
        today: The local date; a delivery that was due before it is not known to come.
        country: ISO 3166; its working days count where no delivery is known.
    """
    short: dict[str, str] = {}
    days = []
    for number, quantity in quantities.items():
        stock = stocks.get(number)
        if stock is None or quantity <= stock.available:
            continue
        next_on = stock.next_delivery_on
        known = next_on is not None and next_on >= today
        short[number] = OUT_OF_STOCK if known else UNKNOWN_DELIVERY
        days.append(next_on if next_on is not None and known else add_working_days(today, BACK_ORDER_DAYS, country))
    return Goods(max(days, default=None), short)


async def goods_of(
    session: AsyncSession, kind: Kind, lines: Sequence[NewLine | OrderLine], *, today: date, country: str
) -> Goods:
    """Of the lines of an order; nothing is missing of a kind that sends nothing, or of what is handed over at once."""
    quantities = Counter[str]()
    for line in lines:
        if line.serial_number is None:
            quantities[line.product_number] += line.quantity
    if not kind.ships or not quantities:
        return Goods()
    return goods_by(quantities, await products.stocks_of(session, quantities), today=today, country=country)
