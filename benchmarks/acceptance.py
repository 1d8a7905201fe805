"""How fast messages are taken: stored on disk before their provider is told so, beside servers that keep nothing.

Webhooks: signed posts of Twilio and Telegram beside a route of the same process that only reads the body. Mail:
3 kB each, 20 connections at once, by Postfix's smtp-source, beside aiosmtpd as it comes with a handler that does
nothing, beside our server on top of it with a store that keeps nothing, and beside a Postfix that writes its queue and
throws away; a new connection for each mail, or all over the same ones. All sides take turns in one run.

Mails come from a server in front whose word about senders is believed, so that no DNS is asked; it says nothing.
"""

import asyncio
import contextlib
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import uvloop
from rich.console import Console, Group
from rich.table import Table

from benchmarks.accepting import NO_OP
from benchmarks.measure import p99
from benchmarks.webhooks import rate, raw, waits
from channels.database import sync_url, upgrade
from tests.channels.mail import postfix
from tests.ports import free_port
from tests.proofs import traffic
from tests.proofs.far_sides import as_environment
from tests.proofs.traffic import Message
from wattline.layout import HOST, ROOT, Layout

ROUNDS, REQUESTS, MAILS = 5, 3_000, 1_000
SHORT = (1, 100, 40)
"""The same, for a test."""
CUSTOMERS = 200
STEADY_ROUNDS, STEADY_SECONDS = 3, 15
"""Of half load: each three times as long as a rush may put off reading."""
SESSIONS, MAIL_BYTES = 20, 3_000
KEEPS_CONNECTIONS = "-d"
"""Option of smtp-source."""
START_SECONDS = 60.0
AIMS = {
    "sms": 0.6,
    "telegram": 0.6,
    "email, beside aiosmtpd that keeps nothing": 0.85,
    "email, beside Postfix": 1.0,
    "email, beside Postfix, connections kept": 1.8,
}
"""Of the other side (`docs/figures.md`). What has none is measured all the same."""


@dataclass
class Rates:
    """Messages a second, round by round."""

    ours: list[float] = field(default_factory=list)
    other: list[float] = field(default_factory=list)
    longest_waits: list[float] = field(default_factory=list)
    """Milliseconds until 99 of 100 of ours were taken at half its rate, by round; empty where that is not asked."""

    @property
    def ratio(self) -> float:
        """Our median as a share of the other side's."""
        return statistics.median(self.ours) / statistics.median(self.other)

    @property
    def spread(self) -> tuple[float, float]:
        """Smallest and largest ratio of a round."""
        ratios = [ours / other for ours, other in zip(self.ours, self.other, strict=True)]
        return min(ratios), max(ratios)


def run(folder: Path, console: Console, *, short: bool = False) -> Group:
    """Measure everything.

    Args:
        folder: An empty one, for the gateway.
        console: Shows progress.
        short: Few messages: whether it works, not how fast.
    """
    rounds, requests, mails = SHORT if short else (ROUNDS, REQUESTS, MAILS)
    load = os.getloadavg()[0]
    with console.status("Taking messages …"), serving(folder) as layout:
        webhooks = uvloop.run(_webhooks(layout, rounds, requests))
        mail = uvloop.run(_mail(layout, rounds, mails))
    caption = f"load of the machine before: {load:.1f}"
    return Group(
        _table("Webhooks taken a second", "a route that does nothing", webhooks, f"{requests} by turns, {caption}"),
        _table("Mails taken a second", "the other side", mail, f"{mails} by turns, {caption}"),
    )


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Layout]:
    """The gateway, and beside it the mail servers that keep nothing, one and two ports above the gateway's."""
    port = free_port(25, 26, 27)
    layout = Layout(var=folder, port=port, extra_environment=as_environment(_settings(port)))
    layout.prepare()
    upgrade(layout.gateway_database_url)
    uvicorn = ("-m", "uvicorn", "--no-access-log", "--log-level", "warning", "--factory", "--host", HOST)
    gateway = (*uvicorn, "--port", str(port), "benchmarks.accepting:create_app")
    environment = layout.environment()
    with (
        _running(folder / "gateway.log", environment, *gateway),
        _running(
            folder / "mail.log",
            environment | {"WATTLINE_MAIL_PORT": str(layout.mail_port + 1)},
            "-m",
            "benchmarks.accepting",
        ),
    ):
        _wait_for(f"{layout.url}/chat")
        yield layout


def _settings(port: int) -> dict[str, object]:
    forever = 3_600.0
    slow = {"engine_timeout_seconds": forever, "engine_late_seconds": forever}
    return traffic.settings(port + 25, f"http://{HOST}:{port}") | slow


@contextlib.contextmanager
def _running(log: Path, environment: dict[str, str], *arguments: str) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx2.HTTPError):
            if httpx2.get(address, timeout=2, trust_env=False).status_code == httpx2.codes.OK:
                return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {address} after {START_SECONDS:.0f} s")


async def _webhooks(layout: Layout, rounds: int, requests: int) -> dict[str, Rates]:
    measured = {channel: Rates() for channel in ("sms", "telegram")}
    for channel in measured:
        # The first of every customer is not counted: it makes an address and a conversation, and begins a turn.
        await rate(HOST, layout.port, _posts(layout, channel, -1, CUSTOMERS))
        await _all_read(layout)
    for number in range(rounds):
        for channel, rates in measured.items():
            posts = _posts(layout, channel, number, requests)
            idle = [raw(NO_OP, {"Content-Type": "text/plain"}, post.partition(b"\r\n\r\n")[2], HOST) for post in posts]
            rates.other.append(await rate(HOST, layout.port, idle))
            rates.ours.append(await rate(HOST, layout.port, posts))
            # What was taken is read now, so that it does not slow down the side that keeps nothing.
            await _all_read(layout)
    for channel, rates in measured.items():
        pace = statistics.median(rates.ours) / 2
        steady_rounds, seconds = (STEADY_ROUNDS, STEADY_SECONDS) if rounds > 1 else (1, 1)
        for number in range(rounds, rounds + steady_rounds):
            posts = _posts(layout, channel, number, int(pace * seconds))
            rates.longest_waits.append(p99(await waits(HOST, layout.port, posts, pace)))
            await _all_read(layout)
    return measured


async def _all_read(layout: Layout) -> None:
    """Wait until the spool is empty."""
    path = sync_url(layout.gateway_database_url).database
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        waiting = "SELECT EXISTS (SELECT 1 FROM spool WHERE due_at IS NOT NULL)"
        while connection.execute(waiting).fetchone()[0]:  # noqa: ASYNC110 - another process empties it
            await asyncio.sleep(0.05)


def _posts(layout: Layout, channel: str, number: int, requests: int) -> list[bytes]:
    """New messages of the same customers, for a round."""
    first = (number + 2) * 1_000_000
    calls = (
        traffic.call(Message(channel, first + place, place % CUSTOMERS, f"How much is my bill, {place}?"), layout.url)
        for place in range(requests)
    )
    return [raw(call.path, dict(call.headers), call.body, HOST) for call in calls]


async def _mail(layout: Layout, rounds: int, mails: int) -> dict[str, Rates]:
    source = postfix.program("smtp-source", "usr/sbin", "postfix")
    plain, idle, against_postfix, kept = Rates(), Rates(), Rates(), Rates()

    async def sent(port: int, to: str, number: int = mails, *more: str) -> float:
        load = ("-s", str(SESSIONS), "-m", str(number), "-l", str(MAIL_BYTES))
        options = (*load, "-f", "ada@post.example", "-t", to, *more)
        began = time.perf_counter()
        code, said = await postfix.run(source, *options, f"{HOST}:{port}")
        if code:
            raise RuntimeError(f"smtp-source ended with {code}: {said[:500]}")
        return number / (time.perf_counter() - began)

    async with _postfix() as port:
        for each in (port, layout.mail_port, layout.mail_port + 1, layout.mail_port + 2):
            await sent(each, traffic.MAILBOX, SESSIONS)
        for _ in range(rounds):
            against_postfix.other.append(await sent(port, "somebody@elsewhere.example"))
            idle.other.append(await sent(layout.mail_port + 1, traffic.MAILBOX))
            plain.other.append(await sent(layout.mail_port + 2, traffic.MAILBOX))
            ours = await sent(layout.mail_port, traffic.MAILBOX)
            await _all_read(layout)
            for rates in (plain, idle, against_postfix):
                rates.ours.append(ours)
            kept.other.append(await sent(port, "somebody@elsewhere.example", mails, KEEPS_CONNECTIONS))
            kept.ours.append(await sent(layout.mail_port, traffic.MAILBOX, mails, KEEPS_CONNECTIONS))
            await _all_read(layout)
    return {
        "email, beside aiosmtpd that keeps nothing": plain,
        "email, beside our server that keeps nothing": idle,
        "email, beside Postfix": against_postfix,
        "email, beside Postfix, connections kept": kept,
    }


@contextlib.asynccontextmanager
async def _postfix() -> AsyncIterator[int]:
    async with postfix.relay(None) as port:
        yield port


def _table(title: str, other: str, measured: dict[str, Rates], caption: str) -> Table:
    columns = ("channel", "ours", other, "ratio", "of rounds", "aim", "p99 at half load, ms")
    table = Table(*columns, title=title, caption=caption)
    for name, rates in measured.items():
        low, high = rates.spread
        table.add_row(
            name,
            f"{statistics.median(rates.ours):,.0f}",
            f"{statistics.median(rates.other):,.0f}",
            f"[bold]{rates.ratio:.2f}[/]",
            f"{low:.2f}-{high:.2f}",
            f"{AIMS[name]:.2f}" if name in AIMS else "",
            ", ".join(f"{wait:.0f}" for wait in sorted(rates.longest_waits)),
        )
    return table
