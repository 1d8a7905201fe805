"""Our turn beside stock Rasa's, in one run, as p50, p95 and ratio.

Stock is the configuration of `rasa init` on a part of our training data with fewer epochs (neither slows it), its own
REST channel, its own action server, SQLite tracker store. Ours goes through the real gateway: durable accept, dedupe,
identity, engine, action, backend, outbox.
"""

import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
from rich.console import Console
from rich.table import Table

from benchmarks.measure import Paired, alternate, cpu_milliseconds, milliseconds, p95
from benchmarks.stock import project, server
from benchmarks.stock.project import LOOKUP, LOOKUP_INTENT
from tests.ports import free_port
from tests.system.running import Chat, System, started, words
from wattline import training
from wattline.layout import ROOT, Layout

PLAIN = "thank you very much"
"""Answered by words alone on both sides."""
INVOICE_NUMBER = re.compile(r"\bR-20\d\d-\w{6,8}\b")
"""What only somebody who has read the records can name; both sides do."""
ROUNDS = 200
CPU_ROUNDS = 100
SERVICES = ("gateway", "engine-1", "engine-2", "backend")
"""All of ours."""
LONG_SESSION = 300
LAST = 20
"""Turns 281 to 300 stand for turn 300."""


def run(folder: Path, console: Console) -> None:
    """Run everything and print the tables.

    Args:
        folder: An empty one, for our system.
        console: Shows tables and progress.
    """
    port, action_port = free_port(), free_port()
    stock_folder = trained_stock(action_port, console)
    with console.status("Starting ours …"):
        ours_run = started(folder / "ours")
        system = ours_run.__enter__()
    try:
        database = folder / "ours" / "backend.db"
        with (
            console.status("Starting stock (it trains on one example per model while loading) …"),
            server.running(stock_folder, port, action_port, database) as stock,
        ):
            console.print(compare(system, stock))
            console.print(computing(system, stock))
            console.print(footprint(system, stock))
    finally:
        ours_run.__exit__(None, None, None)


def trained_stock(action_port: int, console: Console) -> Path:
    """A trained stock project; it is trained again only when our training data or its own settings have changed."""
    folder = Layout().var / "bench" / f"stock-{training.fingerprint()}-{project.fingerprint()}"
    project.write(folder, action_port)
    if not any((folder / "models").glob("*.tar.gz")):
        with console.status("Training stock Rasa on our data (some minutes) …"):
            seconds = server.train(folder)
        console.print(f"Stock trained in {seconds:.0f} s ({project.EPOCHS} epochs).")
    return folder


def compare(system: System, stock: server.Stock) -> Table:
    """Latency of the three kinds of turn."""
    table = Table("turn", "ours p50", "p95", "stock p50", "p95", "ratio", "of thirds", title="Milliseconds per turn")
    with httpx2.Client(timeout=60, trust_env=False) as client:
        # first, because it is the one that may refuse to be measured
        looked = lookup(system, stock, client)
        for title, paired in (
            ("plain", plain(system, stock, client)),
            ("with a lookup in the backend", looked),
            (f"number {LONG_SESSION} of a session", late(system, stock, client)),
            ("number 1 to 20 of that session", Paired(*EARLY)),
        ):
            low, high = paired.spread()
            table.add_row(
                title,
                *(f"{value:.1f}" for value in (statistics.median(paired.ours), p95(paired.ours))),
                *(f"{value:.1f}" for value in (statistics.median(paired.stock), p95(paired.stock))),
                f"[bold]{paired.ratio:.3f}[/]",
                f"{low:.3f}-{high:.3f}",
            )
    return table


def plain(system: System, stock: server.Stock, client: httpx2.Client) -> Paired:
    """A turn without any lookup, with a new sender each."""

    def ours(_number: int) -> float:
        with Chat(system.url, language="en") as chat:
            return milliseconds(lambda: _expect(chat.say(PLAIN)))

    return alternate(ours, lambda _number: milliseconds(lambda: stock.say(client, PLAIN)), ROUNDS)


def lookup(system: System, stock: server.Stock, client: httpx2.Client) -> Paired:
    """A turn that reads records; our customer is signed in before and has one question per conversation."""
    persona = next(entry for entry in system.personas() if entry["language"] == "en")

    def ours(_number: int) -> float:
        with Chat(system.url, language="en", proof=proof_for(system, persona)) as chat:
            return looked_up("ours", lambda: words(chat.say(LOOKUP)))

    return alternate(ours, lambda _number: looked_up("stock", lambda: stock.say(client, LOOKUP)), ROUNDS)


class NotLookedUpError(RuntimeError):
    """A side answered without its records, so its time says nothing about a lookup."""


def looked_up(side: str, ask: Callable[[], str]) -> float:
    """Time an answer that must come from the records.

    Args:
        side: "ours" or "stock", for the error.
        ask: Asks `LOOKUP` and returns the answer's text.

    Returns:
        Milliseconds until the answer; looking at it is not counted.

    Raises:
        NotLookedUpError: The answer names no invoice.
    """
    answers: list[str] = []
    taken = milliseconds(lambda: answers.append(ask()))
    if not INVOICE_NUMBER.search(answers[0]):
        raise NotLookedUpError(
            f"The benchmark ends here: asked {LOOKUP!r}, {side} named no invoice in its answer {answers[0]!r}. It did "
            "not take the sentence for the intent that looks up, or found nothing. Choose another sentence of "
            f"{LOOKUP_INTENT} as LOOKUP in benchmarks/stock/project.py."
        )
    return taken


def computing(system: System, stock: server.Stock) -> Table:
    """What all processes of a side compute for one turn; theirs alone, not the client's."""
    table = Table("turn", "ours", "stock", "ratio", title="CPU milliseconds per turn, all processes")
    persona = next(entry for entry in system.personas() if entry["language"] == "en")
    with httpx2.Client(timeout=60, trust_env=False) as client:
        for title, text, is_known in (("plain", PLAIN, False), ("with a lookup in the backend", LOOKUP, True)):

            def ours(_number: int, text: str = text, *, is_known: bool = is_known) -> float:
                proof = proof_for(system, persona) if is_known else None
                with Chat(system.url, language="en", proof=proof) as chat:
                    running = [system.pid(service) for service in SERVICES]
                    return cpu_milliseconds(lambda: _expect(chat.say(text)), running)

            def theirs(_number: int, text: str = text) -> float:
                running = (stock.server.pid, stock.actions.pid)
                return cpu_milliseconds(lambda: stock.say(client, text), running)

            paired = alternate(ours, theirs, CPU_ROUNDS)
            table.add_row(
                title,
                f"{statistics.median(paired.ours):.1f}",
                f"{statistics.median(paired.stock):.1f}",
                f"[bold]{paired.ratio:.3f}[/]",
            )
    return table


EARLY: tuple[list[float], list[float]] = ([], [])


def late(system: System, stock: server.Stock, client: httpx2.Client) -> Paired:
    """The last turns of one long session on both sides; the first ones are kept beside for the drift."""
    with Chat(system.url, language="en") as chat:
        paired = alternate(
            lambda _number: milliseconds(lambda: _expect(chat.say(PLAIN))),
            lambda _number: milliseconds(lambda: stock.say(client, PLAIN, sender="long")),
            LONG_SESSION,
            warm_up=0,
        )
    EARLY[0].extend(paired.ours[:LAST])
    EARLY[1].extend(paired.stock[:LAST])
    return Paired(paired.ours[-LAST:], paired.stock[-LAST:])


def footprint(system: System, stock: server.Stock) -> Table:
    """Start-up time and memory of both engines."""
    system.kill("engine-1")
    began = time.perf_counter()
    time.sleep(0.5)
    system.wait_healthy()
    seconds = time.perf_counter() - began
    ours_memory = server.resident_megabytes(system.pid("engine-2"))
    stock_memory = server.resident_megabytes(stock.server.pid)
    table = Table("engine", "ours", "stock", "ratio", title="One engine process")
    table.add_row(
        "from start to first answer, s",
        f"{seconds:.1f}",
        f"{stock.start_seconds:.1f}",
        f"{seconds / stock.start_seconds:.2f}",
    )
    table.add_row(
        "memory after the run, MB", f"{ours_memory:.0f}", f"{stock_memory:.0f}", f"{ours_memory / stock_memory:.2f}"
    )
    return table


def proof_for(system: System, persona: dict[str, Any]) -> str:
    """A sign-in proof as the demo supplier's site hands it out."""
    answer = httpx2.post(f"{system.url}/demo/proof", json={"persona": persona["key"]}, timeout=10, trust_env=False)
    return str(answer.json()["proof"])


def _expect(messages: list[dict[str, Any]]) -> None:
    if not messages:
        raise RuntimeError(f"our bot answered nothing; run from {ROOT}")
