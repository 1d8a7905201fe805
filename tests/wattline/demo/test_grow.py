"""Grown customers are whole, checkable, and the same wherever growing was interrupted."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from backend_api.database import create_sync_engine, upgrade
from backend_api.tables import (
    ContactAddress,
    Contract,
    Customer,
    Invoice,
    InvoiceLine,
    MeteringPoint,
    MeterReading,
)
from backend_api.values import CustomerNumber, MaloId
from wattline.demo import grow, grown

TODAY = date(2026, 11, 21)
CUSTOMERS = 60


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    found = f"sqlite:///{tmp_path / 'grown.db'}"
    if request.param != "sqlite":
        found = request.getfixturevalue(
            {"postgresql": "postgres_database", "mariadb": "mariadb_database"}[request.param]
        )
    upgrade(found)
    return found


def written(url: str, monkeypatch: pytest.MonkeyPatch, *steps: int) -> list[int]:
    monkeypatch.setattr(grow, "BATCH", 25)
    told: list[int] = []
    for step in steps:
        grow.grow(url, step, report=told.append, today=TODAY)
    return told


def test_a_grown_customer_has_all_rows(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert written(url, monkeypatch, 30, CUSTOMERS) == [25, 30, 55, 60]
    assert grow.count(url) == CUSTOMERS
    assert grow.grow(url, CUSTOMERS, report=lambda _number: None, today=TODAY) == 0
    engine = create_sync_engine(url)
    with Session(engine) as session:
        counted: dict[Any, int] = {
            table: session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Customer, ContactAddress, MeteringPoint, Contract, Invoice, InvoiceLine, MeterReading)
        }
        assert [count // CUSTOMERS for count in counted.values()] == list(grown.EACH)
        for invoice in session.scalars(select(Invoice).options(joinedload(Invoice.lines))).unique():
            assert invoice.total_amount == sum(line.amount for line in invoice.lines)
            assert invoice.from_on < invoice.to_on < invoice.issued_on < invoice.due_on
        for point, customer in session.execute(
            select(MeteringPoint, Customer).join(Customer, Customer.id == MeteringPoint.customer_id)
        ):
            assert MaloId.parse(point.identifier).text == point.identifier
            assert CustomerNumber.parse(customer.customer_number).text == customer.customer_number
            assert customer.id.version == 7
            values = session.scalars(
                select(MeterReading.value)
                .where(MeterReading.service_point_id == point.id)
                .order_by(MeterReading.read_on)
            ).all()
            assert values == sorted(set(values))
    engine.dispose()


def test_it_is_the_same_wherever_growing_was_interrupted() -> None:
    whole = grown.rows(0, 10, TODAY)
    assert [
        first + second for first, second in zip(grown.rows(0, 4, TODAY), grown.rows(4, 6, TODAY), strict=True)
    ] == whole


def test_more_than_the_numbers_allow_is_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        grow.grow("sqlite://", grown.MOST + 1, report=lambda _number: None)
