"""What tests of all parts share. Both Python worlds read this file, so nothing heavy is imported at its top."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.system.running import System

CHROMIUM = Path("/usr/bin/chromium")


def missing(what: str, install: str) -> None:
    """Skip a test whose server or browser is not there; on CI that is a failure."""
    line = f"{what} is missing; install it with: {install}"
    if os.environ.get("CI") == "true":
        pytest.fail(line, pytrace=False)
    pytest.skip(line)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whoever needs the whole system is marked so: `make test` runs those apart, so that it starts once."""
    if "system" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.system)


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The whole system with the demo utility, started once for all tests that need it.

    With `WATTLINE_TEST_VAR` and `WATTLINE_TEST_PORT` set it is the one that already runs there, so that writing a test
    does not cost a start.
    """
    from tests.system.running import System, started
    from wattline.layout import Layout

    var, port = os.environ.get("WATTLINE_TEST_VAR"), os.environ.get("WATTLINE_TEST_PORT")
    if var and port:
        yield System(Layout(var=Path(var), port=int(port)), None)
        return
    with started(tmp_path_factory.mktemp("system")) as running_system:
        yield running_system


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """SQLAlchemy URL of a PostgreSQL server of the tests' own, on which they make their databases."""
    from tests import postgres

    with TemporaryDirectory(prefix="wattline-pg-") as folder, postgres.server(Path(folder)) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a headless browser."""
    if not CHROMIUM.exists():
        missing("Chromium", "apt-get install chromium")
    return str(CHROMIUM)


@pytest.fixture
def postgres_database(postgres_url: str) -> str:
    """SQLAlchemy URL of an empty PostgreSQL database for one test."""
    from tests import postgres

    return postgres.create_database(postgres_url)


@pytest.fixture(scope="session")
def mariadb_url() -> Iterator[str]:
    """SQLAlchemy URL of a MariaDB server of the tests' own, on which they make their databases."""
    from tests import mariadb

    with TemporaryDirectory(prefix="wattline-my-") as folder, mariadb.server(Path(folder)) as url:
        yield url


@pytest.fixture
def mariadb_database(mariadb_url: str) -> str:
    """SQLAlchemy URL of an empty MariaDB database for one test."""
    from tests import mariadb

    return mariadb.create_database(mariadb_url)
