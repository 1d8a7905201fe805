"""What tests of all parts share. Both Python worlds read this file, so nothing heavy is imported at its top."""

from __future__ import annotations

import functools
import gc
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.system.running import System


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that may take longest: one that begins last runs alone, while the other process idles."""
    limits: dict[Path, float] = {}
    for item in items:
        limit = item.get_closest_marker("timeout")
        limits[item.path] = max(limits.get(item.path, 0.0), float(limit.args[0]) if limit else 0.0)
    items.sort(key=lambda item: -limits[item.path])


def pytest_collection_finish() -> None:
    """Keep the garbage collector off what is loaded by now and stays: going over it took a tenth of the tests' time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def certificates_are_read_once() -> None:
    """Each HTTP client reads those of the machine anew, which takes longer than many a test."""
    import httpcore2

    httpcore2.default_ssl_context = functools.cache(httpcore2.default_ssl_context)


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser per file: while Playwright's synchronous side is open, no other event loop runs in this thread."""
    from tests.browsing import launched

    with launched() as started:
        yield started


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
