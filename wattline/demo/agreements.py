"""The demo's framework agreements, and baskets in every state."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from backend_api.baskets.models import Basket, BasketContact, BasketLine
from backend_api.baskets.rules import LASTS
from backend_api.frameworks.models import (
    FrameworkAgreement,
    FrameworkCallOff,
    FrameworkPrice,
    FrameworkSite,
    LimitUnit,
)
from backend_api.orders.new_order import NewLine
from backend_api.products.pricing import price_on
from backend_api.products.service import in_language, text_of
from wattline.demo import plan
from wattline.demo.calendar import DAY, add_months, month_first
from wattline.demo.delivered import Delivery, delivered
from wattline.demo.ids import row_id
from wattline.demo.plan import DATA, Country, Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_api.database import Base
    from backend_api.orders.models import Order
    from backend_api.products.models import Product

_SHOP = "shop.zorza"


class AgreedPlan(Plan):
    """A price without tax."""

    base: Decimal | None = None
    unit: Decimal | None = None
    one_off: Decimal | None = None


class CallOffPlan(Plan):
    """An order under an agreement, delivered."""

    number: str
    days: int
    """How long ago."""
    product: str
    quantity: int


class FrameworkPlan(Plan):
    """A framework agreement."""

    number: str
    customer: str
    title: str
    months: tuple[int, int]
    """Began so many months ago, ends in so many."""
    currency: str
    term: int
    new_sites: bool
    unit: LimitUnit
    limit: Decimal
    commodities: dict[str, AgreedPlan]
    products: dict[str, AgreedPlan]
    called_off: CallOffPlan | None = None


class BasketPlan(Plan):
    """A basket."""

    number: str
    hours: int
    """How long ago it was filled."""
    customer: str | None = None
    country: Country
    ordered: str | None = None
    """The number of the order it became."""
    lines: dict[str, int]
    """Product number: how many."""
    contact: dict[str, str] | None = None


class AgreementsPlan(Plan):
    """Everything in `agreements.yml`."""

    frameworks: list[FrameworkPlan]
    baskets: list[BasketPlan]


@lru_cache(maxsize=1)
def written() -> AgreementsPlan:
    """Read agreements and baskets."""
    return AgreementsPlan.model_validate(yaml.safe_load((DATA / "agreements.yml").read_text(encoding="utf-8")))


def batches(today: date, products: Sequence[Product]) -> list[Sequence[Base]]:
    """All of it; customers, their points, and the products must be written before."""
    known = {product.number: product for product in products}
    plan_of = written()
    agreements = [_framework(entry, today) for entry in plan_of.frameworks]
    baskets = [_basket(entry, known, today) for entry in plan_of.baskets]
    orders = [
        _order_of_basket(entry.ordered, basket)
        for entry, basket in zip(plan_of.baskets, baskets, strict=True)
        if entry.ordered is not None
    ]
    orders += [
        _called_off(entry.called_off, agreement, known, today)
        for entry, agreement in zip(plan_of.frameworks, agreements, strict=True)
        if entry.called_off is not None
    ]
    return [agreements, baskets, orders]


def _order_of_basket(number: str, basket: Basket) -> Order:
    assert basket.customer_id is not None
    assert basket.order_id is not None
    assert basket.ordered_at is not None
    lines = [
        NewLine(
            product_number=line.product_number,
            description=line.product_name,
            quantity=line.quantity,
            one_off_amount=line.one_off_amount,
            base_amount=line.base_amount,
            unit_amount=line.unit_amount,
        )
        for line in basket.lines
    ]
    delivery = Delivery(
        id=basket.order_id,
        number=number,
        customer_id=basket.customer_id,
        country=basket.country,
        currency=basket.lines[0].currency,
        placed_at=basket.ordered_at,
        basket_number=basket.number,
    )
    return delivered(delivery, lines)


def _called_off(entry: CallOffPlan, agreement: FrameworkAgreement, known: dict[str, Product], today: date) -> Order:
    """The order, and what it took from the agreement."""
    product = known[entry.product]
    agreed = next(price for price in agreement.prices if price.product_id == product.id).one_off_amount
    assert agreed is not None
    placed_at = datetime.combine(today - timedelta(days=entry.days), time(9), UTC)
    line = NewLine(
        product_number=product.number,
        description=text_of(product, in_language(product.country)).name,
        quantity=entry.quantity,
        one_off_amount=agreed * (1 + product.prices[0].tax_percent / 100),
        price_list=agreement.number,
    )
    order = delivered(
        Delivery(
            id=row_id("called off", entry.number),
            number=entry.number,
            customer_id=agreement.customer_id,
            country=product.country,
            currency=agreement.currency,
            placed_at=placed_at,
            framework_number=agreement.number,
        ),
        [line],
    )
    agreement.used_value += agreed * entry.quantity
    agreement.call_offs.append(
        FrameworkCallOff(
            id=row_id("call-off", entry.number),
            order_id=order.id,
            order_number=order.number,
            product_id=product.id,
            product_number=product.number,
            value=agreed * entry.quantity,
            called_off_on=placed_at.date(),
            created_at=placed_at,
        )
    )
    return order


def _framework(entry: FrameworkPlan, today: date) -> FrameworkAgreement:
    began, ends = entry.months
    customer = next(customer for customer in plan.customers() if customer.key == entry.customer)
    return FrameworkAgreement(
        id=row_id("framework", entry.number),
        number=entry.number,
        customer_id=row_id(entry.customer),
        title=entry.title,
        valid_from_on=add_months(month_first(today), -began),
        valid_until_on=add_months(month_first(today), ends) - DAY,
        currency=entry.currency,
        term_months=entry.term,
        new_sites_allowed=entry.new_sites,
        limit_unit=entry.unit,
        limit_value=entry.limit,
        used_value=Decimal(0),
        prices=[
            *(_price(entry, agreed, commodity=key) for key, agreed in entry.commodities.items()),
            *(_price(entry, agreed, product=key) for key, agreed in entry.products.items()),
        ],
        sites=[
            FrameworkSite(
                id=row_id("framework", entry.number, point.name),
                service_point_id=row_id(entry.customer, point.name),
                name=point.name,
            )
            for point in customer.points
            if point.commodity in entry.commodities
        ],
    )


def _price(
    entry: FrameworkPlan, agreed: AgreedPlan, *, commodity: str | None = None, product: str | None = None
) -> FrameworkPrice:
    return FrameworkPrice(
        id=row_id("framework", entry.number, commodity or product),
        commodity=commodity,
        product_id=None if product is None else row_id("product", product),
        base_amount=agreed.base,
        unit_amount=agreed.unit,
        one_off_amount=agreed.one_off,
    )


def _basket(entry: BasketPlan, known: dict[str, Product], today: date) -> Basket:
    created_at = datetime.combine(today, time(6), UTC) - timedelta(hours=entry.hours)
    return Basket(
        id=row_id("basket", entry.number),
        number=entry.number,
        shop=_SHOP,
        customer_id=None if entry.customer is None else row_id(entry.customer),
        country=entry.country,
        created_at=created_at,
        expires_at=created_at + LASTS,
        ordered_at=created_at + timedelta(hours=1) if entry.ordered else None,
        order_id=row_id("basket order", entry.number) if entry.ordered else None,
        lines=[
            _line(known[number], quantity, place, created_at.date())
            for place, (number, quantity) in enumerate(entry.lines.items(), start=1)
        ],
        contact=None if entry.contact is None else BasketContact(**entry.contact),
    )


def _line(product: Product, quantity: int, position: int, on: date) -> BasketLine:
    price = price_on(product, (), on)
    assert price is not None, "the demo sells nothing without a price"
    return BasketLine(
        position=position,
        product_id=product.id,
        product_number=product.number,
        product_name=text_of(product, in_language(product.country)).name,
        quantity=quantity,
        currency=price.currency,
        base_amount=price.gross.base,
        unit_amount=price.gross.unit,
        one_off_amount=price.gross.one_off,
        beyond_amount=price.gross.beyond,
        price_valid_until_on=price.valid_until_on,
    )
