"""A chat with a Telegram that does as a test says."""

import pytest

from tests.channels.adapters.telegram.standin import Chat


@pytest.fixture
def chat() -> Chat:
    return Chat()
