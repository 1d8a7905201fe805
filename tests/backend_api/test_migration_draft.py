"""The command that writes the draft of the next migration."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Index, Integer, Table

from backend_api.database import FixedPoint, UtcDateTime
from backend_api.migrations.draft import VERSIONS, draft
from backend_api.tables import Base


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """A copy of the migrations, to write into."""
    return Path(shutil.copytree(VERSIONS, tmp_path / "versions", ignore=shutil.ignore_patterns("__pycache__")))


@pytest.fixture
def changed_models() -> Iterator[None]:
    """The models with one more table, and one more index on a table that is there."""
    tickets = Base.metadata.tables["tickets"]
    columns = (Column("id", Integer, primary_key=True), Column("seen_at", UtcDateTime), Column("price", FixedPoint))
    table, index = Table("drafted", Base.metadata, *columns), Index("ix_drafted", tickets.c.kind)
    yield
    tickets.indexes.discard(index)
    Base.metadata.remove(table)


def test_a_draft_brings_the_schema_to_the_models(versions: Path, changed_models: None) -> None:
    before = set(versions.iterdir())
    written = draft("Drafted things", versions)
    assert written is not None
    assert {path for path in versions.glob("*.py") if path not in before} == {written}
    assert written.name.endswith("_drafted_things.py")
    text = written.read_text(encoding="utf-8")
    assert "sa.Column('seen_at', UtcDateTime(), " in text
    assert "sa.Column('price', sa.BigInteger(), " in text
    assert "with op.batch_alter_table('tickets'" in text
    assert "#" not in text
    assert draft("Again", versions) is None


def test_nothing_is_written_when_models_and_schema_agree(versions: Path) -> None:
    before = set(versions.glob("*.py"))
    assert draft("Nothing", versions) is None
    assert set(versions.glob("*.py")) == before
