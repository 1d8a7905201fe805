"""A basket of each customer, as a shop made it while he was signed in."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.tables import Base, Basket, BasketContact, BasketLine
from tests.backend_api.products.rows import product_id, uid

if TYPE_CHECKING:
    from tests.backend_api.world import Ids

MADE_AT = datetime(2026, 11, 19, 18, tzinfo=UTC)


def basket_number(base: int) -> str:
    return f"B-{base:06d}"


def rows(ids: "Ids", base: int) -> list[Base]:
    """A router and a plan at today's prices."""
    basket = Basket(
        id=uid(base + 340),
        number=basket_number(base),
        shop="test-shop",
        customer_id=ids.customer,
        country="DE",
        created_at=MADE_AT,
        expires_at=MADE_AT + timedelta(days=14),
        contact=BasketContact(first_name="Maria", name="Nowak", email=f"m{base}@example.com"),
    )
    plan = {"base_amount": Decimal("24.99"), "beyond_amount": Decimal("1.5")}
    return [
        basket,
        line(basket.id, 1, "R7", "Router R7", one_off_amount=Decimal(99)),
        line(basket.id, 2, "MOBIL-L", "Zorza Mobil L", **plan),
    ]


def line(basket_id: UUID, position: int, number: str, name: str, **amounts: Decimal) -> BasketLine:
    return BasketLine(
        basket_id=basket_id,
        position=position,
        product_id=product_id(number),
        product_number=number,
        product_name=name,
        quantity=1,
        currency="EUR",
        **amounts,
    )
