"""A gateway with phones, Telegram chats and mailboxes that write to it."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from channels.contract import InboundFile, InboundKind, Received
from channels.settings import Settings
from tests.channels.fakes import FakeClock, FakeProvider, House
from tests.channels.receiving.mail_door import MailDoor, opened_mail_door

PHONE, CHAT, MAILBOX = "+4915112345678", "7000000001", "anna@example.org"
"""Of the first of the known customers; the chat is not linked to anybody."""
ACCOUNTS = {"sms": "+4930901820", "telegram": "ZorzaEnergyBot", "email": "service@zorza.example"}
_numbers = itertools.count(1)


def answers(provider: FakeProvider) -> list[tuple[str, str | None, str]]:
    """What was sent, but for the sentence that says who this is, which begins every conversation by text message."""
    return [sent for sent in provider.sent if "You are writing with Zorza's assistant" not in sent[2]]


@dataclass
class Correspondent:
    """Somebody who writes from one address."""

    house: House
    channel: str
    address: str
    proven: bool = True
    ids: list[str] = field(default_factory=list)

    async def write(self, text: str | None = None, **more: Any) -> None:
        """Have a message delivered, and wait until nothing is left to do."""
        await self.deliver(self.received(text, **more))

    def received(self, text: str | None = None, **more: Any) -> Received:
        more.setdefault("kind", InboundKind.MESSAGE)
        more.setdefault("id", f"in-{next(_numbers)}")
        files = tuple(InboundFile(name, content) for name, content in more.pop("files", ()))
        self.ids.append(more["id"])
        return Received(
            channel=self.channel,
            account=ACCOUNTS[self.channel],
            address=self.address,
            text=text,
            files=files,
            proves_address=self.proven,
            **more,
        )

    async def deliver(self, received: Received) -> None:
        await self.house.gateway.receiving.deliver(received)
        await self.house.rest()


@pytest.fixture
def with_channels(settings: Settings) -> Settings:
    return settings.model_copy(
        update={"public_url": "https://chat.zorza.example", "telegram_bot_name": "ZorzaEnergyBot"}
    )


@pytest.fixture
async def house(with_channels: Settings, clock: FakeClock, house_with: Any) -> AsyncIterator[House]:
    async with house_with(with_channels, clock) as opened:
        opened.backend.speaks("en")
        yield opened


@pytest.fixture
def correspondent(house: House) -> Callable[..., Correspondent]:
    def write_from(channel: str, address: str, *, proven: bool = True) -> Correspondent:
        return Correspondent(house, channel, address, proven)

    return write_from


@pytest.fixture
def phone(house: House) -> Correspondent:
    return Correspondent(house, "sms", PHONE)


@pytest.fixture
def chat(house: House) -> Correspondent:
    return Correspondent(house, "telegram", CHAT)


@pytest.fixture
def mailbox(house: House) -> Correspondent:
    return Correspondent(house, "email", MAILBOX)


@pytest.fixture
def pause() -> Callable[[], Any]:
    return lambda: asyncio.sleep(0)


@pytest.fixture
async def mail_door(
    settings: Settings, clock: FakeClock, house_with: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[MailDoor]:
    async with opened_mail_door(settings, clock, house_with, monkeypatch) as opened:
        yield opened
