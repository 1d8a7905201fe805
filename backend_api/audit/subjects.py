"""Finds out whose records a request touched where the fact names no customer: staff's lists, the ERP's steps."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import event

from backend_api.customers.models import Customer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.ext.asyncio import AsyncSession

MOST_NAMED = 200
"""A request that touches more customers than a page of a list holds is a run over all of them, and names none."""


@contextmanager
def customers_touched(session: AsyncSession) -> Iterator[set[UUID]]:
    """Collect the customers whose rows are loaded or written in this session while it is open."""
    touched: set[UUID] = set()

    def note(_session: Any, row: Any) -> None:
        owner = row.id if isinstance(row, Customer) else getattr(row, "customer_id", None)
        if isinstance(owner, UUID):
            touched.add(owner)

    names = ("loaded_as_persistent", "pending_to_persistent")
    for name in names:
        event.listen(session.sync_session, name, note)
    try:
        yield touched
    finally:
        for name in names:
            event.remove(session.sync_session, name, note)
