"""Each message delivered twenty times over two workers: one turn and one answer, whatever the channel."""

import asyncio
import contextlib
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, MutableMapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.types import ASGIApp

from channels.database import upgrade
from channels.mail.envelope import Envelope
from tests.channels.conftest import empty_database, keys, opened_house, settings_for
from tests.channels.fakes import FakeClock, House
from tests.ports import free_port
from tests.proofs import traffic
from tests.proofs.traffic import Call, Message

SEED = 20261122
COPIES = 20
MESSAGES_EACH = 5
"""Of a sender, on average; nobody gets more than twenty answers by mail an hour."""
AT_ONCE = 16
"""Deliveries under way at the same time, on each of the workers."""
NEAR = 4.0
"""How many messages the copies of one are spread over, at most: providers repeat while others write."""

__all__ = ["empty_database", "keys"]


@pytest.fixture
def shared_url(database: str, request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path) -> str:
    if database == "postgresql":
        url: str = request.getfixturevalue("postgres_database")
        upgrade(url)
        return url
    shutil.copy(empty_database, tmp_path / "gateway.db")
    return f"sqlite+aiosqlite:///{tmp_path / 'gateway.db'}"


@pytest.fixture
def worker(shared_url: str, keys: Path) -> Callable[[int], contextlib.AbstractAsyncContextManager[House]]:
    """Opens a gateway by its number; all work on one database."""

    def opened(number: int) -> contextlib.AbstractAsyncContextManager[House]:
        told = traffic.settings(free_port()) | {"worker_id": f"gateway-{number}"}
        return opened_house(settings_for(shared_url, keys).model_copy(update=told), FakeClock())

    return opened


@pytest.mark.timeout(300)
@pytest.mark.parametrize("channel", traffic.CHANNELS)
@pytest.mark.parametrize(
    ("database", "messages"),
    [
        ("postgresql", 200),
        pytest.param("sqlite", 200, marks=pytest.mark.prove),
        pytest.param("postgresql", 1000, marks=pytest.mark.prove),
    ],
)
async def test_one_turn_and_one_answer(
    channel: str, messages: int, worker: Callable[[int], contextlib.AbstractAsyncContextManager[House]]
) -> None:
    dice = random.Random(SEED)
    senders = messages // MESSAGES_EACH
    written = [Message(channel, number, dice.randrange(senders), f"question {number}") for number in range(messages)]
    async with worker(1) as first, worker(2) as second:
        houses = (first, second)
        taken = await _deliver_all(houses, _shuffled(written, dice), dice)
        assert taken == messages * COPIES
        for house in houses:
            await house.rest()
        _check(houses, written)
    async with worker(3) as restarted:
        # And long after: a repeat is one however late it comes, and whoever takes it.
        await _deliver_all((restarted,), iter(written), dice)
        await restarted.rest()
        assert restarted.engine.turns == []


def _shuffled(written: list[Message], dice: random.Random) -> Iterator[Message]:
    """Every copy of every message, those of one near each other, so that they meet."""
    places = [(number + dice.uniform(0, NEAR), number) for number in range(len(written)) for _copy in range(COPIES)]
    return (written[number] for _place, number in sorted(places))


async def _deliver_all(houses: tuple[House, ...], deliveries: Iterator[Message], dice: random.Random) -> int:
    """Deliver, each to a worker by chance.

    Returns:
        How many were acknowledged.
    """

    async def deliver() -> int:
        return sum([await _deliver(dice.choice(houses), message) for message in deliveries])

    return sum(await asyncio.gather(*(deliver() for _ in range(AT_ONCE * len(houses)))))


async def _deliver(house: House, message: Message) -> bool:
    """Hand a message over; whether it was acknowledged."""
    if message.channel != "email":
        return await _posted(house.app, traffic.call(message)) == 200
    envelope = Envelope(
        "127.0.0.1", traffic.FRONT, message.address, (traffic.MAILBOX,), traffic.mail(message), True, datetime.now(UTC)
    )
    adapter: Any = house.gateway.channels["email"].adapter
    await adapter.take(envelope, house.gateway.keep)
    return True


async def _posted(app: ASGIApp, request: Call) -> int:
    """The status a webhook answers; without an HTTP client, which takes as long as the gateway."""
    headers = [(name.lower().encode(), value.encode()) for name, value in request.headers.items()]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": request.path,
        "raw_path": request.path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [*headers, (b"host", b"127.0.0.1:8000"), (b"content-length", str(len(request.body)).encode())],
        "client": ("127.0.0.1", 40000),
        "server": ("127.0.0.1", 8000),
    }
    said: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(event: MutableMapping[str, Any]) -> None:
        said.append(event)

    await app(scope, receive, send)
    status: int = said[0]["status"]
    return status


def _check(houses: tuple[House, ...], written: list[Message]) -> None:
    expected = Counter(message.text for message in written)
    assert Counter(text for house in houses for text in house.engine.texts()) == expected
    channel = written[0].channel
    sent = Counter(message for house in houses for message in _sent(house, channel))
    answers = Counter((message.address, f"echo {message.text}") for message in written)
    # Nobody is told twice who answers here, either; a mail says so in its foot.
    told_first = Counter({message.address: 1 for message in written} if channel != "email" else {})
    assert sent & answers == answers
    assert Counter(address for address, _text in (sent - answers).elements()) == told_first


def _sent(house: House, channel: str) -> list[tuple[str, str]]:
    """What went out: to whom, and the words."""
    if channel == "telegram":
        made = house.telegram.made("sendMessage")
        return [(sent.fields["chat_id"], sent.fields["text"]) for sent in made]
    client = house.sms if channel == "sms" else house.email
    return [(to, text.strip()) for to, _subject, text in client.sent]
