"""What the demo sells is what its contracts have, and partners, agreements and baskets fit it."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

import pytest

from backend_api.activations.models import Activation
from backend_api.activations.rules import Asked, Setting, decide
from backend_api.assortments.models import Assortment, PriceList
from backend_api.baskets.models import Basket
from backend_api.baskets.rules import Times, state_at
from backend_api.database import Base
from backend_api.frameworks.models import FrameworkAgreement
from backend_api.orders.models import Order
from backend_api.partners.categories import standing
from backend_api.partners.models import Partner
from backend_api.products.models import Product
from backend_api.products.pricing import price_on
from backend_api.products.validity import covers
from tests.wattline.demo.conftest import TODAY
from wattline.demo import catalog, plan
from wattline.demo.calendar import add_months, month_first
from wattline.demo.dataset import build
from wattline.demo.terms import gross

DAYS = [TODAY, date(2027, 1, 1), date(2028, 2, 29), date(2026, 12, 31)]


@lru_cache(maxsize=8)
def sold(today: date) -> tuple[Base, ...]:
    return tuple(row for batch in catalog.batches(today) for row in batch)


def rows[Row: Base](kind: type[Row], today: date = TODAY) -> list[Row]:
    return [row for row in sold(today) if isinstance(row, kind)]


@pytest.mark.parametrize("today", DAYS)
def test_every_contract_is_of_a_product_at_its_price(today: date) -> None:
    products = {product.number: product for product in rows(Product, today)}
    for key, tariff in plan.tariffs().items():
        product = products[catalog.product_number(key)]
        assert {text.name for text in product.texts} == {tariff.name}
        price = price_on(product, (), today)
        assert price is not None
        assert price.gross.base == gross(tariff.base, tariff)
        assert price.gross.unit == (None if tariff.unit is None else gross(tariff.unit, tariff))
    names = {text.name for product in products.values() for text in product.texts}
    dataset = build(today)
    assert {contract.product_name for entry in dataset.points for contract in entry.contracts} <= names


def test_every_product_has_words_and_a_price() -> None:
    for product in rows(Product):
        assert sorted(text.language for text in product.texts) == ["de", "en", "pl"]
        assert price_on(product, (), TODAY) is not None
        assert (product.stock is None) == (product.kind in ("tariff", "plan"))


@pytest.mark.parametrize("today", DAYS)
def test_there_are_partners_in_three_categories_and_one_is_raised_on_the_first(today: date) -> None:
    standings = [standing(partner.categories, today) for partner in rows(Partner, today)]
    assert {known.category for known in standings if known is not None} == {"A", "B", "C"}
    raised = [known for known in standings if known is not None and known.next_category is not None]
    assert [(known.category, known.next_category) for known in raised] == [("B", "A")]
    assert raised[0].next_from_on == add_months(month_first(today), 1)


def test_higher_categories_sell_more_for_less() -> None:
    assortments = {row.category_key: {entry.product_id for entry in row.entries} for row in rows(Assortment)}
    assert assortments["C"] < assortments["B"] < assortments["A"]
    of = {(row.category_key, row.name): row for row in rows(PriceList)}
    amounts = {
        key: {entry.product_id: entry.one_off_amount or 0 for entry in of[key].entries}
        for key in (("A", "Premium"), ("B", "Standard"), ("B", "promotion"))
    }
    router = next(product.id for product in rows(Product) if product.number == "R7")
    assert amounts["A", "Premium"][router] < amounts["B", "Standard"][router]
    assert amounts["B", "promotion"][router] < amounts["B", "Standard"][router]
    assert covers(of["B", "promotion"], TODAY)
    assert of["B", "promotion"].valid_until_on == TODAY + timedelta(days=6 - TODAY.weekday())


def test_two_customers_have_agreements_and_baskets_are_in_every_state() -> None:
    known = {customer.id for customer in build(TODAY).customers}
    agreements = rows(FrameworkAgreement)
    assert len(agreements) == 2
    assert {agreement.customer_id for agreement in agreements} <= known
    assert all(covers(agreement, TODAY) and agreement.prices and agreement.sites for agreement in agreements)
    now = datetime.combine(TODAY, time(8), UTC)
    baskets = rows(Basket)
    assert {state_at(Times(basket.expires_at, basket.ordered_at), now) for basket in baskets} == {
        "open",
        "ordered",
        "expired",
    }
    assert {basket.customer_id for basket in baskets} - {None} <= known
    orders = {row.id for batch in build(TODAY).batches() for row in batch if isinstance(row, Order)}
    assert {basket.order_id for basket in baskets} - {None} <= orders
    for agreement in agreements:
        assert agreement.used_value == sum((entry.value for entry in agreement.call_offs), Decimal(0))
        assert {entry.order_id for entry in agreement.call_offs} <= orders


def test_dealers_of_category_b_are_connected_since_today() -> None:
    settings = [
        Setting(row.group_key, row.channel, row.process, row.is_active, row.valid_from_on) for row in rows(Activation)
    ]
    asked = Asked("partner_B", "telegram", "order_device")
    assert not decide(settings, asked, TODAY - timedelta(days=1))
    assert decide(settings, asked, TODAY)
    assert decide(settings, Asked("private_customer", "telegram", "order_device"), TODAY)
