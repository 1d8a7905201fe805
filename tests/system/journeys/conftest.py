"""Journeys change their customers for good, and share the system with all other tests."""

from collections.abc import Iterator

import pytest

from tests.system.restoring import as_started
from tests.system.running import System


@pytest.fixture
def untouched(system: System) -> Iterator[System]:
    """The system with every customer as he was when it started; afterwards they are as the tests before left them."""
    with as_started(system.layout):
        yield system
