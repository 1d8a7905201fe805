"""A person gets a copy of everything and can be erased: nothing is left but what a law keeps, masked."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from joserfc.jwk import OKPKey
from sqlalchemy import JSON, Engine, Text, cast, func, select, text, update
from sqlalchemy.engine import make_url

from backend_api.database import WRITING, create_sync_engine, sync_session_factory, upgrade
from backend_api.privacy.copying import BOUND_TO
from backend_api.privacy.walk import _is_checked, personal_tables, plain, rows_of, texts
from backend_api.settings import Settings
from backend_api.tables import Base, DomainEvent
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api, running

MARK = "MRKQZX"
COOLING = timedelta(days=7)
ANNA, BELA = world.ANNA.customer, world.BELA.customer


def fresh(api: Api, customer: UUID = ANNA, **more: Any) -> str:
    return api.fact(customer, "fresh", bound_to=BOUND_TO, **more)


@pytest.fixture
def engine(own_api: Api) -> Iterator[Engine]:
    opened = create_sync_engine(own_api.database)
    yield opened
    opened.dispose()


def end_everything(engine: Engine, customer: UUID) -> None:
    """Nothing runs and nothing is owed any more."""
    yesterday = world.TODAY - timedelta(days=1)
    tables = Base.metadata.tables
    contracts, orders = tables["contracts"], tables["orders"]
    invoices, payments = tables["invoices"], tables["payments"]
    with engine.connect().execution_options(**WRITING) as connection:
        ended = {"notice_given_on": yesterday, "notice_ends_on": yesterday}
        connection.execute(update(contracts).where(contracts.c.customer_id == customer).values(ended))
        over = {"outcome": "done", "finished_at": world.NOW}
        connection.execute(update(orders).where(orders.c.customer_id == customer).values(over))
        billed = connection.scalar(select(func.sum(invoices.c.total_amount)).where(invoices.c.customer_id == customer))
        paid = connection.scalar(select(func.sum(payments.c.amount)).where(payments.c.customer_id == customer))
        values = {
            "id": uuid4(),
            "customer_id": customer,
            "received_on": yesterday,
            "amount": (billed or 0) - (paid or 0),
            "currency": "EUR",
            "reference": "the rest",
        }
        if "part" in payments.c:
            values["part"] = 1
        connection.execute(payments.insert().values(values))
        connection.commit()


def mark(engine: Engine, customer: UUID) -> dict[str, int]:
    """Put the mark into every text of the customer's rows that an erasure has to reach; rows per table."""
    marked: dict[str, int] = {}
    with engine.connect().execution_options(**WRITING) as connection:
        for personal in personal_tables(Base.metadata):
            table, keys = personal.table, list(personal.table.primary_key)
            names = [name for name in texts(table) if name not in {*personal.rule.stays, *(key.name for key in keys)}]
            names = [name for name in names if (getattr(table.c[name].type, "length", None) or 99) >= len(MARK) + 4]
            rows = connection.execute(select(table).where(rows_of(table, [customer]))).all()
            for place, row in enumerate(rows):
                values = {
                    name: [MARK] if isinstance(table.c[name].type, JSON) else f"{MARK}{place:04d}"
                    for name in names
                    if row._mapping[name] is not None or not _is_checked(table.c[name])
                }
                if values:
                    same = [column == row._mapping[column.name] for column in keys]
                    connection.execute(update(table).where(*same).values(values))
            if rows and names:
                marked[table.name] = len(rows)
        connection.commit()
    return marked


def marks(engine: Engine) -> dict[str, int]:
    """How many rows of every table have the mark, anybody's, in any text column."""
    found: dict[str, int] = {}
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for name in texts(table):
                looked_for = cast(table.c[name], Text).like(f"%{MARK}%")
                count = connection.scalar(select(func.count()).select_from(table).where(looked_for)) or 0
                if count:
                    found[f"{table.name}.{name}"] = count
    return found


def everything(engine: Engine, customer: UUID) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return {
            personal.table.name: [
                {name: plain(value) for name, value in row._mapping.items()}
                for row in connection.execute(
                    select(personal.table)
                    .where(rows_of(personal.table, [customer]))
                    .order_by(*personal.table.primary_key)
                )
            ]
            for personal in personal_tables(Base.metadata)
            if personal.table.name not in ("audit_entries", "domain_events", "event_deliveries", "idempotency_records")
        }


def ask(api: Api, customer: UUID = ANNA) -> Any:
    return api.ask("POST", "/privacy/erasures", fact=fresh(api, customer))


def run(api: Api) -> Any:
    return api.done("POST", "/operations/erasures", secret=GATEWAY_SECRET)


@pytest.mark.capability("B36")
def test_after_an_erasure_nothing_is_left_but_what_a_law_keeps_masked(own_api: Api, engine: Engine) -> None:
    erase_anna(own_api, engine)


@pytest.mark.prove
@pytest.mark.timeout(240)
def test_an_erasure_leaves_nothing_on_mariadb(settings: Settings, identity_key: OKPKey, mariadb_database: str) -> None:
    upgrade(mariadb_database)
    sessions = sync_session_factory(mariadb_database)
    with sessions() as session, session.begin():
        world.fill(session)
    sessions.kw["bind"].dispose()
    engine = create_sync_engine(mariadb_database)
    with running(settings.model_copy(update={"backend_database_url": mariadb_database}), identity_key) as api:
        erase_anna(api, engine)
    engine.dispose()


def erase_anna(own_api: Api, engine: Engine) -> None:
    end_everything(engine, ANNA)
    own_api.done("POST", "/tickets", fact=own_api.fact(ANNA), body={"kind": "callback", "about": "check_bill"})
    marked = mark(engine, ANNA)
    assert len(marked) >= 12, "the world has rows of many tables"
    assert marks(engine)
    others = everything(engine, BELA)
    asked = ask(own_api).json()
    assert (asked["state"], asked["deleted"]) == ("waiting", None)
    with own_api.at(world.NOW + COOLING - timedelta(seconds=1)):
        assert run(own_api)["done"] == [], "it can still be taken back"
    with own_api.at(world.NOW + COOLING):
        assert run(own_api) == {"done": [asked["id"]], "blocked": {}, "more": False}
        assert run(own_api)["done"] == [], "once"
    assert marks(engine) == {}
    assert everything(engine, BELA) == others, "nobody else's data changed"
    _nothing_in_the_file(engine)
    receipt = own_api.done("GET", "/privacy/erasures", fact=own_api.fact(ANNA))["items"][0]
    assert (receipt["id"], receipt["state"]) == (asked["id"], "done")
    assert receipt["deleted"]["contact_addresses"] >= 3
    kept = {law["code"]: law for law in receipt["kept"]}
    assert kept["books"]["tables"]["invoices"] == len(world.ANNA.invoices)
    assert "AO" in kept["books"]["source"]
    assert kept["books"]["until_on"] == "2034-12-31"
    _numbers_are_kept(engine)


def _numbers_are_kept(engine: Engine) -> None:
    invoices, customers = Base.metadata.tables["invoices"], Base.metadata.tables["customers"]
    with engine.connect() as connection:
        numbers = connection.scalars(select(invoices.c.number).where(invoices.c.customer_id == ANNA)).all()
        assert sorted(numbers) == sorted(world.ANNA.invoices)
        person = connection.execute(select(customers).where(customers.c.id == ANNA)).one()._mapping
        assert person["customer_number"]
        assert (person["name"], person["first_name"], person["personal_id"]) == ("–", None, None)
        events = Base.metadata.tables["domain_events"]
        names = connection.scalars(select(events.c.name).where(events.c.customer_id == ANNA)).all()
        assert names == ["customer_erased"], "others hear it, and nothing of before is told any more"


def _nothing_in_the_file(engine: Engine) -> None:
    """SQLite: also not in free pages or in the write-ahead log."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        if raw.in_transaction:
            raw.execute("COMMIT")
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = make_url(str(engine.url)).database
    for name in (path, f"{path}-wal"):
        with open(str(name), "rb") as file:
            assert MARK.encode() not in file.read(), name


@pytest.mark.capability("B36")
def test_a_copy_has_all_and_only_ones_own_data(own_api: Api, engine: Engine) -> None:
    mark(engine, ANNA)
    before = everything(engine, ANNA)
    asked = own_api.done("POST", "/privacy/exports", fact=fresh(own_api))
    path = f"/privacy/exports/{asked['id']}"
    copy = own_api.done("GET", path, fact=own_api.fact(ANNA))
    for table, rows in before.items():
        if table != "data_exports":
            assert copy["tables"][table] == rows, table
    assert copy["tables"]["invoices"]
    whole = str(copy["tables"])
    assert str(BELA) not in whole
    assert not [number for number in world.BELA.invoices if number in whole]
    again = own_api.ask("GET", path, fact=own_api.fact(ANNA))
    assert (again.status_code, again.json()["code"]) == (410, "export_over"), "the link works once"


def test_a_copy_is_for_a_day_and_for_its_owner(own_api: Api) -> None:
    asked = own_api.done("POST", "/privacy/exports", fact=fresh(own_api))
    path = f"/privacy/exports/{asked['id']}"
    foreign = own_api.ask("GET", path, fact=own_api.fact(BELA))
    missing = own_api.ask("GET", f"/privacy/exports/{uuid4()}", fact=own_api.fact(BELA))
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert own_api.ask("GET", path, fact=own_api.fact(ANNA, "channel")).status_code == 403
    with own_api.at(world.NOW + timedelta(hours=24)):
        assert own_api.ask("GET", path, fact=own_api.fact(ANNA)).status_code == 410


def test_a_copy_is_fetched_by_the_person_alone(own_api: Api) -> None:
    asked = own_api.done("POST", "/privacy/exports", fact=fresh(own_api))
    path = f"/privacy/exports/{asked['id']}"
    with own_api.at(datetime.fromisoformat(asked["ready_at"])):
        helper = own_api.fact(ANNA, person=world.uid(1100))
        agent = own_api.fact(ANNA, person=world.uid(1190), roles=["agent"])
        for fact in (helper, agent):
            refused = own_api.ask("GET", path, fact=fact)
            assert (refused.status_code, refused.json()["code"]) == (403, "own_data_only")
        assert own_api.ask("GET", path, fact=own_api.fact(ANNA)).status_code == 200, "and it is still there"


@pytest.mark.parametrize("path", ["/privacy/exports", "/privacy/erasures"])
def test_an_impostor_is_refused(api: Api, path: str) -> None:
    facts = [
        api.fact(ANNA),
        api.fact(ANNA, "channel"),
        api.fact(ANNA, "fresh"),
        api.fact(ANNA, "fresh", bound_to="offer:1"),
    ]
    for fact in facts:
        answer = api.ask("POST", path, fact=fact)
        assert (answer.status_code, answer.json()["code"]) == (403, "identity_level_too_low")
    for fact in (fresh(api, person=world.uid(1100)), fresh(api, person=world.uid(886), roles=["agent"])):
        answer = api.ask("POST", path, fact=fact)
        assert (answer.status_code, answer.json()["code"]) == (403, "own_data_only")
    assert api.ask("POST", path, fact=fresh(api, uuid4())).status_code == 404


def test_whose_contract_runs_is_told_why_not(api: Api) -> None:
    answer = ask(api, BELA)
    assert (answer.status_code, answer.json()["code"]) == (409, "erasure_blocked")
    assert {"contract_running", "balance_open"} <= set(answer.json()["details"]["reasons"])


def test_the_wish_is_one_and_can_be_taken_back(own_api: Api, engine: Engine) -> None:
    end_everything(engine, ANNA)
    first, second = ask(own_api).json(), ask(own_api).json()
    assert first["id"] == second["id"]
    waiting = own_api.done("GET", "/operations/erasures", secret=GATEWAY_SECRET)
    assert [item["id"] for item in waiting["items"]] == [first["id"]]
    path = f"/privacy/erasures/{first['id']}/withdrawals"
    assert own_api.ask("POST", path, fact=own_api.fact(BELA)).status_code == 404
    assert own_api.done("POST", path, fact=own_api.fact(ANNA))["state"] == "taken_back"
    again = own_api.ask("POST", path, fact=own_api.fact(ANNA))
    assert (again.status_code, again.json()["code"]) == (409, "erasure_settled")
    with own_api.at(world.NOW + COOLING):
        assert run(own_api)["done"] == []
    assert own_api.done("GET", "/customer", fact=own_api.fact(ANNA))["name"]


def test_everybody_hears_of_the_wish(own_api: Api, engine: Engine) -> None:
    end_everything(engine, ANNA)
    asked = ask(own_api).json()
    with engine.connect() as connection:
        events = select(DomainEvent.__table__).where(
            DomainEvent.customer_id == ANNA, DomainEvent.name == "erasure_asked"
        )
        (event,) = connection.execute(events).all()
    assert event._mapping["about"] == {"receipt": asked["id"], "due_at": asked["due_at"].replace("Z", "+00:00")}


def test_who_becomes_a_customer_again_meanwhile_is_not_erased(own_api: Api, engine: Engine) -> None:
    end_everything(engine, ANNA)
    asked = ask(own_api).json()
    with engine.connect().execution_options(**WRITING) as connection:
        connection.execute(text("UPDATE contracts SET notice_given_on = NULL, notice_ends_on = NULL"))
        connection.commit()
    with own_api.at(world.NOW + COOLING):
        assert run(own_api)["blocked"] == {asked["id"]: ["contract_running"]}
        assert run(own_api)["blocked"] == {}, "tried again after a day"


def test_only_operators_run_erasures(api: Api) -> None:
    for fact in (fresh(api), api.fact(roles=["agent"], person=world.uid(887))):
        assert api.ask("POST", "/operations/erasures", fact=fact).status_code == 403
        assert api.ask("GET", "/operations/erasures", fact=fact).status_code == 403
    assert api.ask("POST", "/operations/erasures").status_code == 403
