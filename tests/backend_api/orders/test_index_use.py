"""The lists of orders find their rows by an index, on all three databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from backend_api.database import create_database_engine, create_sync_engine, upgrade
from backend_api.orders import repository
from backend_api.orders.repository import Wanted
from backend_api.security import Identity, Level
from backend_api.tables import Order
from tests import mariadb, postgres
from tests.backend_api import world
from tests.backend_api.test_index_use import plans

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

MANY = 4_000
ME = Identity(level=Level.VERIFIED, customer_id=world.ANNA.customer)
PARTNER = Identity(Level.VERIFIED, roles=("partner_user",), person_id=world.uid(351), partner_id=world.uid(350))
STATISTICS = {"sqlite": ["ANALYZE"], "postgresql": ["ANALYZE"], "mysql": ["ANALYZE TABLE orders"], "mariadb": []}
STATISTICS["mariadb"] = STATISTICS["mysql"]


@pytest.fixture(scope="module", params=["sqlite", "postgresql", "mariadb"])
def large_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The world with some thousand more orders of another customer, nearly all of them finished."""
    urls: dict[str, Callable[[], str]] = {
        "sqlite": lambda: f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('large') / 'large.db'}",
        "postgresql": lambda: postgres.create_database(request.getfixturevalue("postgres_url")),
        "mariadb": lambda: mariadb.create_database(request.getfixturevalue("mariadb_url")),
    }
    url = urls[request.param]()
    upgrade(url)
    engine = create_sync_engine(url)
    with Session(engine) as session, session.begin():
        world.fill(session)
    with engine.begin() as connection:
        connection.execute(insert(Order), [_order(number) for number in range(MANY)])
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in STATISTICS[engine.dialect.name]:
            connection.execute(text(statement))
    engine.dispose()
    return url


def _order(number: int) -> dict[str, Any]:
    at = world.NOW - timedelta(days=number)
    is_open = number % 400 == 0
    return {
        "id": world.uid(900_000 + number),
        "number": f"O-{9_000_000 + number}",
        "kind": ("device", "accessory", "move_in", "plan_change")[number % 4],
        "customer_id": world.BELA.customer,
        "placed_by_kind": "customer",
        "channel": "web",
        "service": "gateway",
        "state": "placed" if is_open else "delivered",
        "outcome": "open" if is_open else "done",
        "placed_at": at,
        "state_since_at": at,
        "fulfilled_at": None if is_open else at,
        "finished_at": None if is_open else at,
        "promised_on": at.date(),
        "country": "DE",
        "currency": "EUR",
        "details": {},
    }


@pytest.fixture
async def session(large_database: str) -> AsyncIterator[AsyncSession]:
    engine = create_database_engine(large_database)
    async with AsyncSession(engine) as opened:
        yield opened
    await engine.dispose()


CASES: dict[str, tuple[Callable[[AsyncSession], Awaitable[Any]], str]] = {
    "orders of a customer": (
        lambda session: repository.list_own(session, ME, Wanted(), None),
        "ix_orders_customer_id_placed_at",
    ),
    "orders of a partner": (
        lambda session: repository.list_of_partner(session, PARTNER, Wanted()),
        "ix_orders_partner_id_placed_at",
    ),
    "what was fulfilled in a week": (
        lambda session: repository.fulfilled_between(session, world.NOW - timedelta(days=7), world.NOW),
        "ix_orders_fulfilled_at",
    ),
    "promises to keep": (
        lambda session: repository.open_promises(session, until=date(2026, 12, 1), at_most=100),
        "ix_orders_",  # by outcome and promised day, or by what is not fulfilled yet
    ),
}


@pytest.mark.parametrize("case", CASES)
async def test_a_list_finds_its_rows_by_an_index(session: AsyncSession, case: str) -> None:
    ask, index = CASES[case]
    explained = [plan for plan in await plans(session, lambda: ask(session)) if "orders" in plan]
    assert explained
    assert all(index in plan for plan in explained if "order_" not in plan.replace(index, "")), explained
