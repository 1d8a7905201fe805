"""Both databases: migrations, durability, exact numbers, aware times."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from joserfc.jwk import OKPKey
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from backend_api.database import create_sync_engine, migrate, session_factory, sync_session_factory, upgrade
from backend_api.settings import Settings
from backend_api.tables import Base, Contract, Customer, Payment, Supplier, Ticket
from tests.backend_api import world
from tests.backend_api.conftest import running


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'any.db'}"
    url: str = request.getfixturevalue("postgres_database" if request.param == "postgresql" else "mariadb_database")
    return url


@pytest.mark.capability("B36")
def test_migrations_go_up_down_and_up_again(any_database: str) -> None:
    url = any_database
    upgrade(url)
    engine = create_sync_engine(url)
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())
    migrate(url, "base")
    assert set(inspect(engine).get_table_names()) == {"backend_alembic_version"}
    upgrade(url)
    upgrade(url)
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())
    engine.dispose()


@pytest.mark.capability("B36")
def test_contacts_per_country_keep_the_numbers_and_the_hours(fresh_database: Callable[[str], str]) -> None:
    url = fresh_database("contacts")
    upgrade(url)
    engine = create_sync_engine(url)
    with Session(engine) as session, session.begin():
        session.add(world.supplier())
    migrate(url, "0002")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT phone, gas_emergency_phone FROM suppliers")).one() == (
            "+49 221 5550100",
            "+49 221 5550112",
        )
    upgrade(url)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT country, phone, electricity_emergency_phone FROM supplier_contacts"))
        assert kept.all() == [("DE", "+49 221 5550100", "+49 221 5550113")]
        assert connection.execute(text("SELECT count(*) FROM opening_hours")).scalar_one() == 6
    engine.dispose()


@pytest.mark.capability("B36")
def test_migrations_and_models_agree(any_database: str) -> None:
    upgrade(any_database)
    engine = create_sync_engine(any_database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "backend_alembic_version"})
        assert _without_mariadbs_own_indexes(compare_metadata(context, Base.metadata)) == []
    engine.dispose()


@pytest.mark.capability("B36")
def test_the_same_world_is_answered_from_every_database(
    any_database: str, base_settings: Settings, identity_key: OKPKey
) -> None:
    upgrade(any_database)
    sessions = sync_session_factory(any_database)
    with sessions() as session, session.begin():
        world.fill(session)
    sessions.kw["bind"].dispose()
    with running(base_settings.model_copy(update={"backend_database_url": any_database}), identity_key) as api:
        for path in ("/customer", "/account", "/service-points", "/contracts", "/invoices", "/switches"):
            assert api.json(path, world.ANNA.customer)
        fact, ticket = api.fact(world.ANNA.customer), {"kind": "callback", "about": None}
        first = api.done("POST", "/tickets", fact=fact, body=ticket, key="one")
        assert api.done("POST", "/tickets", fact=fact, body=ticket, key="one") == first
        assert api.done("POST", "/tickets", fact=fact, body=ticket)["number"] > first["number"]


def _without_mariadbs_own_indexes(differences: list[Any]) -> list[Any]:
    """MariaDB makes an index for every foreign key that has none, named like the key."""
    return [found for found in differences if not (found[0] == "remove_index" and found[1].name.startswith("fk_"))]


def test_every_constraint_has_a_name() -> None:
    unnamed = [
        constraint for table in Base.metadata.tables.values() for constraint in table.constraints if not constraint.name
    ]
    assert unnamed == []


def test_relationships_are_never_loaded_by_accident() -> None:
    lazy = {
        f"{mapper.class_.__name__}.{relation.key}": relation.lazy
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
    }
    assert lazy
    assert set(lazy.values()) == {"raise"}


async def test_sqlite_is_durable_and_checks_foreign_keys(database_url: str) -> None:
    sessions = session_factory(database_url)
    async with sessions() as session:
        if session.get_bind().dialect.name == "sqlite":
            pragmas = {name: await session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")}
            assert pragmas == {"journal_mode": "wal", "synchronous": 2}
        session.add(Ticket(**_ticket(), customer_id=world.uid(9999)))
        with pytest.raises(IntegrityError):
            await session.flush()
    await sessions.kw["bind"].dispose()


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    engine = create_sync_engine(database_url)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def test_money_is_an_exact_integer_in_the_table(session: Session) -> None:
    stored = session.execute(text("SELECT base_price_amount, unit_price_amount FROM contracts")).first()
    assert stored is not None
    assert tuple(stored) == (125_000, 3_125)
    assert session.scalars(select(Contract.unit_price_amount)).first() == Decimal("0.3125")


def test_more_than_four_decimals_are_refused_not_rounded(session: Session) -> None:
    with pytest.raises(StatementError, match="four decimals"):
        session.scalars(select(Payment).where(Payment.amount == Decimal("0.00001"))).all()


def test_times_come_back_aware_in_utc(session: Session) -> None:
    warsaw = timezone(timedelta(hours=1))
    session.add(Ticket(**_ticket(datetime(2026, 11, 20, 9, tzinfo=warsaw)), customer_id=world.ANNA.customer))
    session.flush()
    session.expire_all()
    ticket = session.scalars(select(Ticket).where(Ticket.number == "T-999999")).one()
    assert ticket.created_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert ticket.created_at.tzinfo is UTC
    session.rollback()


def test_naive_times_are_refused(session: Session) -> None:
    naive = datetime(2026, 11, 20)  # noqa: DTZ001 (what is refused)
    session.add(Ticket(**_ticket(naive), customer_id=world.ANNA.customer))
    with pytest.raises(StatementError, match="without a zone"):
        session.flush()


@pytest.mark.parametrize("field", ["kind", "language", "country", "role"])
def test_words_outside_the_list_are_refused_by_the_database(session: Session, field: str) -> None:
    customer = session.get(Customer, world.ANNA.customer)
    setattr(customer, field, "xx")
    with pytest.raises(IntegrityError):
        session.flush()


def test_wrong_numbers_are_refused_when_they_are_set() -> None:
    with pytest.raises(ValueError, match="check_digit"):
        Customer(customer_number="12345678")
    assert "Customer(id=" in repr(Customer(name="Nowak"))
    assert "Nowak" not in repr(Customer(name="Nowak"))


def test_there_is_a_supplier(session: Session) -> None:
    assert session.scalars(select(Supplier.name)).all() == ["Zorza"]


def _ticket(at: datetime = world.NOW) -> dict[str, object]:
    return {
        "number": "T-999999",
        "kind": "callback",
        "state": "open",
        "promised_from": world.NOW,
        "promised_until": world.NOW,
        "created_at": at,
    }
