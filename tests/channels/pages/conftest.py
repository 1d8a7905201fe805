"""A gateway that customers reach under a public address, and one of them with a phone and a mailbox."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from channels.settings import Settings
from tests.channels.fakes import FakeClock, House
from tests.channels.receiving.conftest import MAILBOX, PHONE, Correspondent

PUBLIC_URL = "https://chat.zorza.example"


@pytest.fixture
async def reached(settings: Settings, clock: FakeClock, house_with: Any) -> AsyncIterator[House]:
    more = {"public_url": PUBLIC_URL, "outbox_days": 30, "mail_address": "service@zorza.example", "mail_port": 0}
    async with house_with(settings.model_copy(update=more), clock) as house:
        house.backend.speaks("en")
        yield house


@pytest.fixture
def phone(reached: House) -> Correspondent:
    return Correspondent(reached, "sms", PHONE)


@pytest.fixture
def mailbox(reached: House) -> Correspondent:
    return Correspondent(reached, "email", MAILBOX)
