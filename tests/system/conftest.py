"""Lets the tests of the whole system use one that is already running, so that writing a test does not cost a start."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.running import System
from wattline.layout import Layout

RUNNING_VAR = "WATTLINE_TEST_VAR"
RUNNING_PORT = "WATTLINE_TEST_PORT"


@pytest.fixture(scope="session")
def system(request: pytest.FixtureRequest) -> Iterator[System]:
    """The system of `WATTLINE_TEST_VAR` and `WATTLINE_TEST_PORT` when both are set, else one started for the tests."""
    if os.environ.get(RUNNING_VAR) and os.environ.get(RUNNING_PORT):
        yield System(Layout(var=Path(os.environ[RUNNING_VAR]), port=int(os.environ[RUNNING_PORT])), None)
    else:
        yield request.getfixturevalue("system")
