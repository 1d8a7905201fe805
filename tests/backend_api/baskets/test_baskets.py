"""A shop makes baskets, their number opens no personal data, and each becomes an order once, at the price shown."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from backend_api.baskets import service
from backend_api.baskets.errors import BasketNotOpenError, BasketPricesChangedError
from backend_api.database import WRITING, session_factory
from backend_api.errors import NotFoundError
from backend_api.security import Identity, Level
from backend_api.tables import PriceVersion, Product
from tests.backend_api import world
from tests.backend_api.conftest import ACTIONS_SECRET, GATEWAY_SECRET, Api
from tests.backend_api.products.rows import product_id, uid

BODY: dict[str, Any] = {
    "country": "DE",
    "lines": [{"product_number": "r7", "quantity": 3}, {"product_number": "MOBIL-L"}],
    "contact": {"first_name": "Ewa", "name": "Wolf", "email": "ewa@example.com", "city": "Köln"},
}
ME = Identity(Level.VERIFIED, world.ANNA.customer)


def made(api: Api, **changes: Any) -> Any:
    return api.done("POST", "/shop/baskets", body=BODY | changes, secret=GATEWAY_SECRET)


def test_a_shop_keeps_a_basket_with_todays_prices(api: Api) -> None:
    basket = made(api)
    assert basket["number"].startswith("B-")
    assert (basket["state"], basket["country"]) == ("open", "DE")
    router, plan = basket["lines"]
    assert (router["product_number"], router["product_name"], router["quantity"]) == ("R7", "Router R7", 3)
    assert (router["one_off_total"]["amount"], router["monthly_total"]) == ("297.00", None)
    assert (plan["monthly_total"]["amount"], plan["price"]["beyond"]["amount"]) == ("24.99", "1.50")
    assert basket["expires_at"] == "2026-12-04T10:15:00Z"
    assert basket["contact"]["email"] == "ewa@example.com"
    assert api.done("GET", f"/shop/baskets/{basket['number']}", secret=GATEWAY_SECRET) == basket


def test_the_number_of_a_guests_basket_opens_its_lines_only(api: Api) -> None:
    basket = made(api)
    path = f"/baskets/{basket['number'].lower()}"
    for fact in (None, api.fact(world.ANNA.customer), api.fact(partner=uid(350), person=uid(351))):
        seen = api.done("GET", path, fact=fact)
        assert seen["lines"] == basket["lines"]
        assert (seen["contact"], seen["customer_id"], seen["order_id"]) == (None, None, None)
        assert "Wolf" not in str(seen)
    agent = api.done("GET", path, fact=api.fact(person=uid(900), roles=["agent"]))
    assert agent == basket


def test_the_basket_of_a_customer_is_his_alone(api: Api) -> None:
    number = made(api, customer_number=_customer_number(api))["number"]
    own = api.done("GET", f"/baskets/{number}", fact=api.fact(world.ANNA.customer))
    assert (own["customer_id"], own["contact"]["name"]) == (str(world.ANNA.customer), "Wolf")
    foreign = api.ask("GET", f"/baskets/{number}", fact=api.fact(world.BELA.customer))
    missing = api.ask("GET", "/baskets/B-999999", fact=api.fact(world.BELA.customer))
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    for path in (number, "B-999999"):
        answer = api.ask("GET", f"/baskets/{path}")
        assert (answer.status_code, answer.json()["needed"]) == (403, "verified")


def _customer_number(api: Api) -> str:
    return str(api.json("/customer", world.ANNA.customer)["customer_number"])


@pytest.mark.parametrize("number", ["12345678", "nonsense"])
def test_a_customer_number_that_nobody_has_makes_a_guests_basket(api: Api, number: str) -> None:
    assert made(api, customer_number=number)["customer_id"] is None


def test_what_is_not_sold_is_named(api: Api) -> None:
    lines = [{"product_number": number} for number in ("R7", "STROM-ALT", "PRAD-STALA", "NOTHING")]
    answer = api.ask("POST", "/shop/baskets", body=BODY | {"lines": lines}, secret=GATEWAY_SECRET)
    assert (answer.status_code, answer.json()["code"]) == (422, "products_unknown")
    assert answer.json()["details"] == {"product_numbers": ["STROM-ALT", "PRAD-STALA", "NOTHING"]}


def test_only_shops_make_and_open_whole_baskets(api: Api) -> None:
    answer = api.ask("POST", "/shop/baskets", body=BODY, secret=ACTIONS_SECRET)
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    assert api.ask("GET", "/shop/baskets/B-001000", secret=ACTIONS_SECRET).status_code == 403


def test_a_basket_expires(api: Api) -> None:
    number = made(api)["number"]
    with api.at(world.NOW + timedelta(days=14)):
        assert api.done("GET", f"/baskets/{number}")["state"] == "expired"


async def _take(sessions: Any, number: str, identity: Identity = ME, at: datetime = world.NOW) -> Any:
    async with sessions() as session, session.begin():
        await session.connection(execution_options=WRITING)
        return await service.take(session, identity, number, order_id=uuid4(), on=at.date(), now=at)


async def test_a_basket_is_taken_once_whoever_tries(own_api: Api) -> None:
    number = made(own_api)["number"]
    sessions = session_factory(own_api.database)
    results = await asyncio.gather(*(_take(sessions, number) for _ in range(10)), return_exceptions=True)
    taken = [result for result in results if isinstance(result, service.TakenBasket)]
    assert len(taken) == 1
    assert [result.state for result in results if isinstance(result, BasketNotOpenError)] == ["ordered"] * 9
    assert [(line.product_number, line.quantity) for line in taken[0].lines] == [("R7", 3), ("MOBIL-L", 1)]
    assert taken[0].lines[0].price.gross.one_off == Decimal(99)
    assert own_api.done("GET", f"/baskets/{number}")["state"] == "ordered"
    await sessions.kw["bind"].dispose()


async def test_what_may_not_be_taken_is_refused(own_api: Api) -> None:
    sessions = session_factory(own_api.database)
    number = made(own_api)["number"]
    with pytest.raises(BasketNotOpenError):
        await _take(sessions, number, at=world.NOW + timedelta(days=15))
    with pytest.raises(NotFoundError):
        await _take(sessions, "B-002000")
    with pytest.raises(NotFoundError):
        await _take(sessions, "B-999999")
    taken = await _take(sessions, "B-001000")
    assert (taken.customer_id, taken.shop, taken.contact.name) == (world.ANNA.customer, "test-shop", "Nowak")
    await sessions.kw["bind"].dispose()


async def test_a_price_that_changed_is_refused_with_the_new_one(own_api: Api) -> None:
    number = made(own_api)["number"]
    sessions = session_factory(own_api.database)
    async with sessions() as session, session.begin():
        of_router = PriceVersion.product_id == product_id("R7")
        await session.execute(update(PriceVersion).where(of_router).values(one_off_amount=Decimal("89.5")))
        plan = Product.number == "MOBIL-L"
        await session.execute(update(Product).where(plan).values(orderable_until_on=datetime(2026, 11, 19, tzinfo=UTC)))
    with pytest.raises(BasketPricesChangedError) as refused:
        await _take(sessions, number)
    router, gone = refused.value.details()["details"]["lines"]
    assert (router["product_number"], router["price"]["one_off"]["amount"]) == ("R7", "89.50")
    assert gone == {"product_number": "MOBIL-L", "price": None}
    assert own_api.done("GET", f"/baskets/{number}")["state"] == "open", "it was not taken"
    await sessions.kw["bind"].dispose()
