"""What a customer owes, looked up among a million invoices and among many times more, alternating in one run."""

import asyncio
import statistics
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from uuid import UUID

from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from backend_api.database import create_sync_engine, session_factory, upgrade
from backend_api.invoices import repository
from backend_api.invoices.repository import InvoiceQuery
from backend_api.security import Identity, Level
from benchmarks.measure import p95
from wattline.demo import grown

FEW, MANY = 1_000_000, 10_000_000
LOOKUPS = 4_000
ROUNDS = 3
BATCH = 20_000
TODAY = date(2026, 11, 1)
WRITTEN = ("customers", "service_points", "contracts", "invoices")
"""The tables that the lookup touches; the rest is left out, so that ten million invoices fit into minutes."""


@dataclass(frozen=True)
class Filled:
    """A database with grown customers."""

    customers: int
    sessions: async_sessionmaker[AsyncSession]


def run(folder: Path, console: Console, many: int = MANY) -> Table:
    """Fill both databases, then look up open invoices of random customers in both by turns.

    Args:
        folder: An empty one with room for about 900 bytes per invoice.
        console: Shows the progress of filling.
        many: Invoices in the larger database.
    """
    small, large = (fill(folder / f"{count}.db", count, console) for count in (FEW, many))
    milliseconds = asyncio.run(_measure(small, large))
    table = Table(
        f"{FEW:,} invoices, ms", "p95", f"{many:,} invoices, ms", "p95", "ratio", title="Open invoices of a customer"
    )
    ratios = [statistics.median(second) / statistics.median(first) for first, second in milliseconds]
    first, second = ([value for pair in milliseconds for value in pair[side]] for side in (0, 1))
    table.add_row(
        *(f"{value:.3f}" for value in (statistics.median(first), p95(first), statistics.median(second), p95(second))),
        f"[bold]{statistics.median(second) / statistics.median(first):.2f}[/] ({min(ratios):.2f}-{max(ratios):.2f})",
    )
    return table


def fill(path: Path, invoices: int, console: Console) -> Filled:
    """Write customers with three invoices each, without waiting for the disk: the database is thrown away."""
    url, customers = f"sqlite:///{path}", invoices // grown.YEARS
    upgrade(url)
    engine = create_sync_engine(url)
    sheets = grown.sheets(TODAY)
    statements = [sheet.statement(engine.dialect) for sheet in sheets]
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-500000"):
            cursor.execute(f"PRAGMA {pragma}")
        title = f"Filling {invoices:,} invoices"
        for first in track(range(0, customers, BATCH), title, console=console, transient=True):
            made = grown.rows(first, min(BATCH, customers - first), TODAY, numbered=lambda n: f"{n:08d}")
            cursor.execute("BEGIN")
            for sheet, statement, rows in zip(sheets, statements, made, strict=True):
                if sheet.table.name in WRITTEN:
                    cursor.executemany(statement, rows)
            cursor.execute("COMMIT")
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return Filled(customers, session_factory(url))


async def _measure(small: Filled, large: Filled) -> list[tuple[list[float], list[float]]]:
    random = Random(2026)  # noqa: S311 - which customers, not a secret
    for filled in (small, large):
        for _ in range(200):
            await _look_up(filled, random)
    measured = []
    for _ in range(ROUNDS):
        first: list[float] = []
        second: list[float] = []
        for _ in range(LOOKUPS // ROUNDS):
            first.append(await _look_up(small, random))
            second.append(await _look_up(large, random))
        measured.append((first, second))
    for filled in (small, large):
        await filled.sessions.kw["bind"].dispose()
    return measured


async def _look_up(filled: Filled, random: Random) -> float:
    customer = UUID(grown.CUSTOMER.id(random.randrange(filled.customers)))
    identity = Identity(level=Level.VERIFIED, customer_id=customer)
    began = time.perf_counter()
    async with filled.sessions() as session:
        found = await repository.list_own(
            session, identity, InvoiceQuery(today=TODAY, state="unpaid"), limit=10, offset=0
        )
    took = (time.perf_counter() - began) * 1000
    if len(found) != grown.YEARS:
        raise RuntimeError(f"{len(found)} open invoices instead of {grown.YEARS}")
    return took
