"""Turns an offer into a contract and an order line; the price that was offered is the price that is agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.contracts.models import Contract
from backend_api.numbers.service import next_number
from backend_api.offers.arithmetic import last_day
from backend_api.orders.service import NewLine
from backend_api.products import repository as products

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.offers.models import Offer


async def contract_of(session: AsyncSession, offer: Offer, service_point_id: UUID, *, today: date) -> Contract:
    """The contract that an offer proposes, signed today and not stored yet."""
    product = await products.find(session, offer.product_number)
    fixed = offer.term_months > 0
    return Contract(
        number=await next_number(session, "contract"),
        customer_id=offer.customer_id,
        service_point_id=service_point_id,
        product_number=offer.product_number,
        product_name=offer.product_name,
        base_price_amount=offer.base_amount,
        unit_price_amount=offer.unit_amount,
        currency=offer.currency,
        starts_on=offer.starts_on,
        term_ends_on=last_day(offer.starts_on, offer.term_months),
        notice_period_value=offer.notice_period_value,
        notice_period_unit=offer.notice_period_unit,
        renewal=offer.renewal if fixed else "indefinite",
        renewal_months=offer.renewal_months if fixed and offer.renewal == "fixed_term" else None,
        price_guaranteed_until=last_day(offer.starts_on, offer.guarantee_months),
        included_data_gb=None if product is None else product.included_data_gb,
        included_minutes=None if product is None else product.included_minutes,
        included_speed_mbit=None if product is None else product.included_speed_mbit,
        signed_on=today,
    )


def line_of(offer: Offer) -> NewLine:
    """The order line."""
    return NewLine(
        product_number=offer.product_number,
        description=offer.product_name,
        base_amount=offer.base_amount,
        unit_amount=offer.unit_amount,
    )
