"""Kill -9 of the acceptor under load: what was acknowledged is answered, once, whatever channel it came by.

The gateway's own process, with its mail server, is killed at random moments while three providers deliver and repeat
as they do. The engine beside it counts turns in the dialogue's state, so that the numbers in the answers of one
customer tell from outside whether a message was lost (a gap) or taken twice (two numbers).
"""

import asyncio
import contextlib
import itertools
import os
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiosmtplib
import httpx2
import pytest

from channels.database import upgrade
from channels.outbox.repository import BATCH
from tests.channels.adapters.sms.emulated import served
from tests.channels.mail.relays import scripted
from tests.ports import free_port
from tests.proofs import traffic
from tests.proofs.far_sides import Answer, FarSides, as_environment
from tests.proofs.traffic import CHANNELS, Message
from wattline.layout import HOST, Layout
from wattline.supervisor import Supervisor, listen, services

SEED = 20261122
KILLS, FEWEST = 20, 5
STORM_SECONDS = 60.0
"""After so long there are no more kills; on a busy machine a gateway needs its time to come back."""
LIFE_SECONDS = (0.05, 0.9)
"""How long a gateway lives once it answers, at least and at most."""
WRITERS = 3
"""Deliveries of one provider at the same time."""
PAUSE_SECONDS = 0.03
"""Between two messages of one of them."""
PER_CUSTOMER = 8
TWILIO_TRIES, TWILIO_SECONDS = 6, 15.0
"""One and five more, in so long, as we ask of Twilio (`channels/adapters/sms/account.py`)."""
REST_SECONDS = 60.0

pytestmark = [pytest.mark.prove, pytest.mark.timeout(300)]


@dataclass
class Storm:
    """A gateway process, those who write to it, and who kills it."""

    layout: Layout
    far: FarSides
    http: httpx2.AsyncClient
    dice: random.Random
    calm: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once nobody is killed any more."""
    kills: int = 0
    repeats: int = 0
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    acknowledged: list[Message] = field(default_factory=list)

    async def rage(self) -> None:
        """Deliver and kill until there were enough kills."""
        async with asyncio.TaskGroup() as group:
            for channel in CHANNELS:
                for _ in range(WRITERS):
                    group.create_task(self._write(channel))
            group.create_task(self._kill_often())

    async def answering(self) -> None:
        """Wait until the gateway answers."""
        async with asyncio.timeout(REST_SECONDS):
            while True:
                with contextlib.suppress(httpx2.HTTPError):
                    if (await self.http.get("/chat")).status_code == 200:
                        return
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """End the gateway with SIGKILL; the supervisor starts it again."""
        pid = int((self.layout.var / "run" / "gateway.pid").read_text(encoding="utf-8"))
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        self.kills += 1

    async def _kill_often(self) -> None:
        end = time.monotonic() + STORM_SECONDS
        while self.kills < KILLS and time.monotonic() < end:
            await self.answering()
            await asyncio.sleep(self.dice.uniform(*LIFE_SECONDS))
            await self.kill()
            await asyncio.sleep(0.1)
        self.calm.set()

    async def _write(self, channel: str) -> None:
        while not self.calm.is_set():
            number = next(self.numbers)
            # Customers of one channel only, so that each has a row of turns of its own.
            message = Message(channel, number, number // PER_CUSTOMER, f"question {number}")
            deliver = {"sms": self._by_twilio, "telegram": self._by_telegram, "email": self._by_mail}[channel]
            await deliver(message)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _by_twilio(self, message: Message) -> None:
        """Some tries, then it waits to be asked."""
        began = time.monotonic()
        for _ in range(TWILIO_TRIES):
            if await self._posted(message):
                return
            if time.monotonic() - began > TWILIO_SECONDS:
                break
            await asyncio.sleep(0.1)
        self.far.given_up.append(message)

    async def _by_telegram(self, message: Message) -> None:
        """Again until it is taken."""
        for tries in itertools.count(1):
            if await self._posted(message):
                return
            await asyncio.sleep(min(0.1 * tries, 1.0))

    async def _posted(self, message: Message) -> bool:
        request = traffic.call(message, self.layout.url)
        with contextlib.suppress(httpx2.HTTPError):
            answer = await self.http.post(request.path, content=request.body, headers=dict(request.headers))
            if answer.status_code == 200:
                self.acknowledged.append(message)
                return True
        self.repeats += 1
        return False

    async def _by_mail(self, message: Message) -> None:
        """From the queue of another server, until it is taken: 250."""
        while True:
            client = aiosmtplib.SMTP(hostname=HOST, port=self.layout.mail_port, start_tls=False, timeout=15)
            with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                async with client:
                    await client.sendmail(message.address, traffic.MAILBOX, traffic.mail(message))
                    self.acknowledged.append(message)
                    return
            self.repeats += 1
            await asyncio.sleep(0.2)


@pytest.fixture
async def storm(tmp_path: Path) -> AsyncIterator[Storm]:
    async with scripted() as relay:
        far, far_port = FarSides(relay), free_port()
        layout = _layout(tmp_path, f"http://{HOST}:{far_port}", relay.port)
        layout.prepare()
        upgrade(layout.gateway_database_url)
        supervisor = Supervisor(layout)
        async with (
            served(far.app, far_port),
            httpx2.AsyncClient(base_url=layout.url, timeout=15, trust_env=False) as http,
        ):
            with listen(layout.port) as listening:
                gateway = services(layout, tmp_path, listening)[1]
                try:
                    await supervisor.start(gateway)
                    yield Storm(layout, far, http, random.Random(SEED))
                finally:
                    await supervisor.stop()


def _layout(folder: Path, far_url: str, relay_port: int) -> Layout:
    port = free_port(25)
    told = traffic.settings(port + 25, f"http://{HOST}:{port}") | {
        "demo": "false",
        "engine_urls": far_url,
        "backend_url": far_url,
        "twilio_api_url": far_url,
        "telegram_api_url": far_url,
        "mail_relay_host": HOST,
        "mail_relay_port": relay_port,
        "mail_relay_encryption": "none",
    }
    return Layout(var=folder, port=port, extra_environment=as_environment(told))


async def test_acknowledged_is_processed_once(storm: Storm, capsys: pytest.CaptureFixture[str]) -> None:
    await storm.answering()
    await storm.rage()
    # Twilio tells what it has given up when a gateway starts and asks; this kill makes it ask for the last of it.
    await storm.kill()
    expected = {channel: _expected(storm, channel) for channel in CHANNELS}
    for channel in CHANNELS:
        await _answered(storm, channel, expected[channel])
    twice = {channel: _checked(storm, channel, expected[channel]) for channel in CHANNELS}
    with capsys.disabled():
        counts = {channel: len(texts) for channel, texts in expected.items()}
        print(f"\nseed {SEED}: {storm.kills} kills, acknowledged and answered once {counts}, repeats {storm.repeats},")
        print(f"given up by Twilio and asked for {len(storm.far.given_up)}, sent twice {twice}")
    assert storm.kills >= FEWEST
    assert twice["email"] == 0
    # Neither Twilio nor Telegram takes a key: what was under way when the sender died may go out once more.
    assert all(number <= storm.kills * BATCH for number in twice.values())


def _expected(storm: Storm, channel: str) -> set[str]:
    """Texts of the messages that have to be answered: acknowledged, or kept by Twilio for us to ask for."""
    taken = [*storm.acknowledged, *storm.far.given_up]
    return {message.text for message in taken if message.channel == channel}


async def _answered(storm: Storm, channel: str, expected: set[str]) -> None:
    """Wait until everything is answered; what is missing then is lost."""
    deadline = time.monotonic() + REST_SECONDS
    missing = expected
    while missing and time.monotonic() < deadline:
        await asyncio.sleep(0.1)
        missing = expected - {answer.text for answer in storm.far.arrived(channel)}
    assert not missing, f"acknowledged, never answered: {sorted(missing)}"


def _checked(storm: Storm, channel: str, expected: set[str]) -> int:
    """Check that each message had one turn and one answer.

    Returns:
        How many answers arrived a second time, and could not be recognised there.
    """
    arrived = storm.far.arrived(channel)
    assert {answer.text for answer in arrived} == expected
    turns = {(answer.address, answer.turn, answer.text) for answer in arrived}
    assert Counter(text for _address, _turn, text in turns).most_common(1)[0][1] == 1, "a message had two turns"
    for address in {answer.address for answer in arrived}:
        assert channel == "email" or address in storm.far.introductions[channel]
        numbers = sorted(turn for owner, turn, _text in turns if owner == address)
        assert numbers == list(range(1, len(numbers) + 1)), f"turns of {address}: {numbers}"
    return _copies(arrived)


def _copies(arrived: list[Answer]) -> int:
    """Answers beyond the first; copies with the same key count as one, because the far side drops them."""
    different = {(answer.text, answer.key or number) for number, answer in enumerate(arrived)}
    return len(different) - len({answer.text for answer in arrived})
