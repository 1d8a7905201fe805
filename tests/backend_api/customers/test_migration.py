"""Altering a table that others refer to keeps what refers to it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from backend_api.database import create_sync_engine, migrate
from tests.backend_api import world

CUSTOMERS = sa.table(
    "customers",
    sa.column("id", sa.Uuid()),
    *(sa.column(name) for name in ("customer_number", "kind", "role", "name", "language", "country", "currency")),
)
ADDRESSES = sa.table(
    "contact_addresses",
    sa.column("id", sa.Uuid()),
    sa.column("customer_id", sa.Uuid()),
    sa.column("kind"),
    sa.column("value"),
)


@pytest.mark.capability("B36")
def test_addresses_survive_a_change_of_their_customers_table(fresh_database: Callable[[str], str]) -> None:
    url = fresh_database("kept")
    migrate(url, "0004")
    engine = create_sync_engine(url)
    customer = {
        "id": world.uid(1),
        "customer_number": "00010009",
        "kind": "private",
        "role": "private_customer",
        "name": "Nowak",
        "language": "de",
        "country": "DE",
        "currency": "EUR",
    }
    address = {"id": world.uid(2), "customer_id": world.uid(1), "kind": "email", "value": "m@example.com"}
    with engine.begin() as connection:
        connection.execute(sa.insert(CUSTOMERS).values(**customer))
        connection.execute(sa.insert(ADDRESSES).values(**address))
    for revision in ("0005", "0004", "0005"):
        migrate(url, revision)
        with engine.connect() as connection:
            assert connection.execute(sa.select(ADDRESSES.c.value)).scalars().all() == ["m@example.com"]
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT branch FROM customers")).scalar_one() == "energy"
    engine.dispose()
