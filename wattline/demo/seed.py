"""Fills an empty backend with the demo utility."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from backend_api.customers.models import Customer
from backend_api.database import WRITING, create_sync_engine, sync_session_factory
from backend_api.tables import Base
from wattline.demo import billing
from wattline.demo.dataset import build

if TYPE_CHECKING:
    from pathlib import Path

assert Base.metadata.tables, "the ORM needs every table to be known before the first row is made"


def is_empty(url: str) -> bool:
    """Whether the backend at this SQLAlchemy URL knows no customer yet; its schema must be there."""
    engine = create_sync_engine(url)
    try:
        with engine.connect() as connection:
            return connection.execute(select(Customer.id).limit(1)).first() is None
    finally:
        engine.dispose()


def fill(url: str, today: date | None = None, *, systems: Path | None = None) -> None:
    """Write the whole demo in one transaction, and before it the billing systems it is joined over.

    Args:
        url: SQLAlchemy URL of an empty backend.
        today: The day that all dates are relative to; today in UTC when left out.
        systems: Folder for the billing systems' files; none are written when left out.

    Raises:
        sqlalchemy.exc.IntegrityError: It was not empty.
    """
    day = today or datetime.now(UTC).date()
    dataset = build(day)
    if systems is not None:
        billing.write_files(systems, dataset, day)
    sessions = sync_session_factory(url)
    engine = sessions.kw["bind"]
    try:
        with sessions(bind=engine.execution_options(**WRITING)) as session, session.begin():
            for batch in dataset.batches():
                session.add_all(batch)
                session.flush()
    finally:
        engine.dispose()
