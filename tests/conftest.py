"""What tests of all parts share. Both Python worlds read this file, so nothing heavy is imported at its top."""

from __future__ import annotations

import os
from pathlib import Path
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


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The whole system with the demo utility, started once for all tests that need it."""
    from tests.system.running import started

    with started(tmp_path_factory.mktemp("system")) as running_system:
        yield running_system


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a headless browser."""
    if not CHROMIUM.exists():
        missing("Chromium", "apt-get install chromium")
    return str(CHROMIUM)
