"""Builds a large utility: ordinary households by the hundred thousand, in batches that each are whole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select

from backend_api.customers.models import Customer
from backend_api.database import WRITING, create_sync_engine
from wattline.demo import grown

if TYPE_CHECKING:
    from collections.abc import Callable

BATCH = 5_000
"""Customers per transaction: an interruption loses at most the running batch."""


def count(url: str) -> int:
    """How many grown customers the backend at this SQLAlchemy URL has."""
    engine = create_sync_engine(url)
    first, last = (UUID(grown.CUSTOMER.id(number)) for number in (0, 2**48 - 1))
    try:
        with engine.connect() as connection:
            found = select(func.count()).where(Customer.id.between(first, last))
            return connection.execute(found).scalar_one()
    finally:
        engine.dispose()


def grow(url: str, customers: int, *, report: Callable[[int], None], today: date | None = None) -> int:
    """Add customers until there are this many grown ones; the next call goes on where this one was stopped.

    Args:
        url: SQLAlchemy URL of a backend with the newest schema.
        customers: How many grown customers there shall be.
        report: Told the number after each batch.
        today: The day all dates are relative to; today in UTC when left out.

    Returns:
        How many were added.

    Raises:
        ValueError: More than the customer numbers allow.
    """
    if customers > grown.MOST:
        raise ValueError(f"at most {grown.MOST} customers can be grown")
    day, begun = today or datetime.now(UTC).date(), count(url)
    engine = create_sync_engine(url).execution_options(**WRITING)
    try:
        statements = [sheet.statement(engine.dialect) for sheet in grown.sheets(day)]
        for first in range(begun, customers, BATCH):
            made = grown.rows(first, min(BATCH, customers - first), day)
            with engine.begin() as connection:
                for statement, rows in zip(statements, made, strict=True):
                    connection.exec_driver_sql(statement, rows)
            report(min(first + BATCH, customers))
    finally:
        engine.dispose()
    return max(0, customers - begun)
