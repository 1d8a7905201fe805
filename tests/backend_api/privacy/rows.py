"""What the tests' customers asked about their own data."""

from datetime import timedelta

from backend_api.tables import Base, DataExport, Erasure
from tests.backend_api.world import NOW, Ids, uid


def rows(ids: Ids, base: int) -> list[Base]:
    """A wish that was taken back, and a copy that was fetched."""
    return [
        Erasure(
            id=uid(base + 800),
            customer_id=ids.customer,
            state="taken_back",
            asked_at=NOW - timedelta(days=30),
            due_at=NOW - timedelta(days=23),
            settled_at=NOW - timedelta(days=29),
        ),
        DataExport(
            id=uid(base + 801),
            customer_id=ids.customer,
            asked_at=NOW - timedelta(days=30),
            ready_at=NOW - timedelta(days=30),
            expires_at=NOW - timedelta(days=29),
            fetched_at=NOW - timedelta(days=30),
        ),
    ]
