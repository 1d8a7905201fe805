"""What could not be read is listed without its content, and read again when somebody says so."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from typer.testing import CliRunner

from channels.contract import RawMessage
from channels.database import sync_url, upgrade
from channels.keys import Keys
from channels.spool import repository
from channels.spool.repository import NewSpooled
from wattline.cli import app
from wattline.layout import Layout

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def var(tmp_path: Path) -> Path:
    layout = Layout(var=tmp_path)
    upgrade(layout.gateway_database_url)
    return tmp_path


def test_nothing(var: Path) -> None:
    result = CliRunner().invoke(app, ["unread", "--var", str(var)])
    assert (result.exit_code, result.output) == (0, "0 could not be read.\n")


def test_listed_and_read_again(var: Path) -> None:
    engine = create_engine(sync_url(Layout(var=var).gateway_database_url))
    keys, raw = Keys("k" * 40), RawMessage("sms", "SM1", "+49", b"secret words")
    with engine.begin() as connection:
        repository.add(connection, keys, [NewSpooled("1", raw, NOW, NOW)])
        (spooled,) = repository.load(connection, keys, ["1"])
        repository.put_back(connection, spooled, "state_teleported", None)
    shown = CliRunner().invoke(app, ["unread", "--var", str(var)]).output
    assert shown.splitlines() == [
        "2026-11-22 09:30  sms        state_teleported         tried 1 times",
        "1 could not be read.",
    ]
    again = CliRunner().invoke(app, ["unread", "--var", str(var), "--again"])
    assert "read again" in again.output
    with engine.begin() as connection:
        assert repository.waiting(connection) == ["1"]
        assert repository.unreadable(connection) == []
    engine.dispose()


def test_no_database(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["unread", "--var", str(tmp_path / "nowhere")])
    assert result.exit_code == 1
    assert "--var" in result.output
