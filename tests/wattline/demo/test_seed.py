"""Filling a backend: once, whole, on both databases."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from backend_api.database import sync_session_factory, upgrade
from backend_api.invoices.models import Invoice
from backend_api.supplier.models import Supplier
from tests.wattline.demo.conftest import TODAY
from wattline.demo import seed
from wattline.demo.dataset import build


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'backend.db'}"
    address: str = request.getfixturevalue("postgres_database")
    return address


def test_an_empty_backend_is_filled_once(url: str) -> None:
    upgrade(url)
    assert seed.is_empty(url)
    seed.fill(url, TODAY)
    assert not seed.is_empty(url)
    with pytest.raises(IntegrityError):
        seed.fill(url, TODAY)
    sessions = sync_session_factory(url)
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Invoice)) == len(build(TODAY).bills)
        assert session.scalar(select(Supplier.name)) == "Zorza"
    sessions.kw["bind"].dispose()
