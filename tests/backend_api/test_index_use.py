"""The statements that many customers ask for at once find their rows by an index, on all three databases.

What is explained is the statement of the repository itself, on tables large enough for the planner to care.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from backend_api.database import create_database_engine, create_sync_engine, upgrade
from backend_api.dunning import repository as dunning
from backend_api.invoices import repository as invoices
from backend_api.invoices.repository import InvoiceQuery
from backend_api.payments import repository as payments
from backend_api.readings import repository as readings
from backend_api.security import Identity, Level
from backend_api.tables import Invoice, MeterReading, Payment
from tests.backend_api import world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path
    from uuid import UUID

MANY = 4_000
ME = Identity(level=Level.VERIFIED, customer_id=world.ANNA.customer)
TODAY = world.TODAY


@pytest.fixture(scope="module", params=["sqlite", "postgresql", "mariadb"])
def large_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The world with some thousand more invoices, payments and readings of another customer."""
    url = _empty(request, tmp_path_factory.mktemp("large"))
    upgrade(url)
    engine = create_sync_engine(url)
    with Session(engine) as session, session.begin():
        world.fill(session)
    with engine.begin() as connection:
        for table, rows in ((Invoice, _invoices()), (Payment, _payments()), (MeterReading, _readings())):
            connection.execute(insert(table), rows)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in _statistics(engine.dialect.name):
            connection.execute(text(statement))
    engine.dispose()
    return url


@pytest.fixture
async def session(large_database: str) -> AsyncIterator[AsyncSession]:
    engine = create_database_engine(large_database)
    async with AsyncSession(engine) as opened:
        yield opened
    await engine.dispose()


def _empty(request: pytest.FixtureRequest, folder: Path) -> str:
    from tests import mariadb, postgres

    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{folder / 'large.db'}"
    if request.param == "postgresql":
        return postgres.create_database(request.getfixturevalue("postgres_url"))
    return mariadb.create_database(request.getfixturevalue("mariadb_url"))


def _statistics(dialect: str) -> list[str]:
    if dialect == "mariadb":
        return [f"ANALYZE TABLE {table}" for table in ("invoices", "payments", "meter_readings")]
    return ["ANALYZE"]


def _invoice_id(number: int) -> UUID:
    return world.uid(500_000 + number)


def _invoices() -> list[dict[str, Any]]:
    """Of many small customers there are none here: one neighbour has them all, nearly all settled."""
    return [
        {
            "id": _invoice_id(number),
            "number": f"R-2020-{number:06d}",
            "customer_id": world.BELA.customer,
            "service_point_id": world.BELA.flat,
            "contract_id": world.BELA.contract,
            "from_on": date(2020, 1, 1),
            "to_on": date(2020, 1, 31),
            "issued_on": date(2020, 1, 1) + timedelta(days=number // 4),
            "due_on": date(2020, 2, 14) + timedelta(days=number // 4),
            "total_amount": Decimal(50),
            "currency": "EUR",
            "settled_on": date(2020, 2, 10) if number % 200 else None,
        }
        for number in range(MANY)
    ]


def _payments() -> list[dict[str, Any]]:
    return [
        {
            "id": world.uid(600_000 + number),
            "customer_id": world.BELA.customer,
            "invoice_id": _invoice_id(number),
            "received_on": date(2020, 2, 10) + timedelta(days=number // 4),
            "amount": Decimal(50),
            "currency": "EUR",
            "reference": "",
            "part": 1,
        }
        for number in range(MANY)
        if number % 200
    ]


def _readings() -> list[dict[str, Any]]:
    return [
        {
            "id": world.uid(700_000 + number),
            "service_point_id": world.BELA.flat,
            "read_on": date(2010, 1, 1) + timedelta(days=number),
            "value": Decimal(number),
            "unit": "kWh",
            "kwh_per_unit": Decimal(1),
            "source": "measured",
            "register_code": "1.8.0",
            "check_state": "accepted",
        }
        for number in range(MANY)
    ]


async def plans(session: AsyncSession, ask: Callable[[], Awaitable[Any]]) -> list[str]:
    """What the database says about each SELECT that a repository function runs."""
    sent: list[tuple[str, Any]] = []
    engine = session.get_bind()

    def note(*called: Any) -> None:
        statement, parameters = called[2], called[3]
        if statement.lstrip().upper().startswith("SELECT"):
            sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        await ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    dialect = session.get_bind().dialect.name
    prefix = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN ", "mariadb": "EXPLAIN "}[dialect]
    connection = await session.connection()
    found = []
    for statement, parameters in sent:
        rows = await connection.exec_driver_sql(prefix + statement, parameters)
        if dialect == "mariadb":  # table, way, index that is taken (not those that are possible)
            found.append("\n".join(f"{row[2]} {row[3]} {row[5]}" for row in rows))
        else:
            found.append("\n".join(str(tuple(row)) for row in rows))
    return found


CASES: dict[str, tuple[Callable[[AsyncSession], Awaitable[Any]], str]] = {
    "open invoices of a customer": (
        lambda session: invoices.list_own(session, ME, InvoiceQuery(today=TODAY, state="unpaid")),
        "ix_invoices_customer_id",
    ),
    "what is unsettled of a customer": (
        lambda session: invoices.unsettled_of(session, world.ANNA.customer),
        "ix_invoices_customer_id",
    ),
    "what is unsettled of a customer with thousands of invoices": (
        lambda session: invoices.unsettled_of(session, world.BELA.customer),
        "settled_on_due_on",
    ),
    "newest invoices of a customer": (
        lambda session: invoices.list_own(session, ME, InvoiceQuery(today=TODAY), limit=20),
        "ix_invoices_customer_id",
    ),
    "an invoice by its number": (
        lambda session: invoices.find_own(session, ME, world.ANNA.invoices[2]),
        "uq_invoices_number",
    ),
    "payments of a customer": (
        lambda session: payments.list_own_payments(session, ME, limit=20),
        "ix_payments_customer_id_received_on",
    ),
    "latest reading of a point": (
        lambda session: readings.latest_per_register(session, world.ANNA.flat),
        "uq_meter_readings_service_point_id_register_code_read_on",
    ),
    "readings of a point in a period": (
        lambda session: readings.own_readings(session, ME, world.ANNA.flat, date(2026, 1, 1), date(2026, 12, 31)),
        "uq_meter_readings_service_point_id_register_code_read_on",
    ),
    "invoices fallen due": (
        lambda session: dunning.overdue_untold(session, TODAY - timedelta(days=30), TODAY, 100),
        "ix_invoices_settled_on_due_on",
    ),
    "invoices newly issued": (
        lambda session: dunning.issued_untold(session, TODAY - timedelta(days=30), TODAY, 100),
        "ix_invoices_issued_on",
    ),
}


@pytest.mark.parametrize("case", CASES)
async def test_rows_are_found_by_an_index(session: AsyncSession, case: str) -> None:
    ask, index = CASES[case]
    shown = "\n".join(await plans(session, lambda: ask(session)))
    assert index in _full_names(shown, session), shown
    for table in ("invoices", "payments", "meter_readings"):
        assert not _reads_all_of(table, shown, session.get_bind().dialect.name), shown


def _full_names(shown: str, session: AsyncSession) -> str:
    """SQLite names the index of a unique constraint by number: what it covers tells which one it is."""
    if session.get_bind().dialect.name != "sqlite":
        return shown
    return (
        shown.replace(
            "sqlite_autoindex_meter_readings_2 (service_point_id=? AND register_code=?",
            "uq_meter_readings_service_point_id_register_code_read_on",
        )
        .replace(
            "sqlite_autoindex_meter_readings_2 (service_point_id=?",
            "uq_meter_readings_service_point_id_register_code_read_on",
        )
        .replace("sqlite_autoindex_invoices_2 (number=?", "uq_invoices_number")
    )


def _reads_all_of(table: str, shown: str, dialect: str) -> bool:
    """Whether a plan walks through a whole large table."""
    if dialect == "sqlite":
        return f"SCAN {table}" in shown and f"SCAN {table} USING" not in shown
    if dialect == "postgresql":
        return f"Seq Scan on {table} " in shown
    return f"{table} ALL" in shown
