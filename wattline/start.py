"""`wattline up`: everything from an installed checkout to a working chat, with progress."""

import asyncio
import contextlib
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.panel import Panel

import backend_api.database
import channels.database
from wattline import training
from wattline.demo import seed
from wattline.layout import Layout
from wattline.supervisor import running

READY_SECONDS = 180.0
"""How long a part may take to answer on a slow machine before we give up."""


@contextlib.contextmanager
def step(console: Console, title: str) -> Iterator[None]:
    """Show a line that spins while the step runs and keeps its duration when it is done."""
    started = time.monotonic()
    with console.status(f"{title} …"):
        yield
    console.print(f"[green]✓[/] {title} [dim]{time.monotonic() - started:.1f} s[/]")


def ready_model(layout: Layout, console: Console) -> Path:
    """The model for the checkout as it is, trained now if need be."""
    model = training.current_model(layout.models)
    if model is None:
        with step(console, "Training the model (a minute or two, only when its data changed)"):
            model = training.train(layout.models, layout.var / "log" / "train.log")
    return model


def prepare_databases(layout: Layout, console: Console) -> None:
    """Bring both databases to the newest schema and fill an empty backend with the demo utility."""
    with step(console, "Databases"):
        backend_api.database.upgrade(layout.backend_database_url)
        channels.database.upgrade(layout.gateway_database_url)
    if seed.is_empty(layout.backend_database_url):
        with step(console, "Demo utility: customers, contracts, invoices, readings, switches"):
            seed.fill(layout.backend_database_url, systems=layout.var)


async def up(layout: Layout, console: Console) -> None:
    """Start the whole system and keep it running until it is interrupted."""
    began = time.monotonic()
    layout.prepare()
    model = ready_model(layout, console)
    prepare_databases(layout, console)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with running(layout, model, report=lambda line: console.print(f"[yellow]![/] {line}")) as (watch, parts):
        backend, gateway, engine, _standby = parts
        with step(console, "Backend and chat page"):
            await watch.wait_ready(backend, READY_SECONDS)
            await watch.wait_ready(gateway, READY_SECONDS)
        console.print(f"  The page answers at [bold]{layout.url}/demo[/]; the bot is waking up.")
        with step(console, "Bot"):
            await watch.wait_ready(engine, READY_SECONDS)
        console.print(_welcome(layout, time.monotonic() - began))
        await stopped.wait()
        console.print("Stopping …")


def _welcome(layout: Layout, seconds: float) -> Panel:
    installing = layout.var / "install-seconds"
    downloads = installing.read_text(encoding="utf-8").strip() if installing.exists() else "0"
    return Panel(
        f"[bold]Wattline is running.[/]  Downloads and installation {downloads} s, the rest {seconds:.0f} s.\n\n"
        f"  Supplier's home page, with the chat   [bold]{layout.url}/demo[/]\n"
        f"  Phones, mailboxes, Telegram (codes)   [bold]{layout.url}/demo/inbox[/]\n"
        f"  Customers to try, with their figures  [bold]{layout.url}/demo/personas[/]\n"
        f"  The chat on a page of its own         [bold]{layout.url}/chat[/]\n"
        f"  HTTP interface                        [bold]{layout.url}/openapi.json[/]\n\n"
        f"  Logs lie in {layout.var / 'log'}. Ctrl-C ends everything.",
        expand=False,
    )
