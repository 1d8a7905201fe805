"""Marks that tests of the whole system share."""

from collections.abc import Callable
from typing import Any

import pytest


def proves[Test: Callable[..., Any]](*capabilities: str) -> Callable[[Test], Test]:
    """Mark a test with each capability of the specification that it proves end to end."""

    def marked(test: Test) -> Test:
        for capability in capabilities:
            test = pytest.mark.capability(capability)(test)
        return test

    return marked
