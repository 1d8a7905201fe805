"""Rows that one test needs besides the world, and customers of its own."""

from itertools import count

from sqlalchemy import inspect, update
from sqlalchemy.orm import Session

from backend_api.database import create_sync_engine
from backend_api.tables import Base, add_in_order
from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.invoices.rows import rows as money_rows

_bases = count(100_000, 1_000)


def store(api: Api, *rows: Base) -> None:
    """Write them into the database of the backend under test."""
    engine = create_sync_engine(api.database)
    try:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            add_in_order(session, rows)
    finally:
        engine.dispose()


def change(api: Api, model: type[Base], key: object, **values: object) -> None:
    """Change a row of it."""
    engine = create_sync_engine(api.database)
    try:
        with Session(engine) as session, session.begin():
            session.execute(update(model).where(inspect(model).primary_key[0] == key).values(**values))
    finally:
        engine.dispose()


def newcomer(api: Api) -> world.Ids:
    """Another customer like Anna, with the same points, readings, invoices, installment and plan, for one test."""
    base = next(_bases)
    ids, rows = world.customer(base)
    store(api, *rows, *money_rows(ids, base))
    return ids
