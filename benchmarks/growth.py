"""`wattline demo grow` beside a raw executemany of the very same rows, batch by batch in one run."""

import sqlite3
import time
from contextlib import closing
from datetime import date
from pathlib import Path

from rich.table import Table

from backend_api.database import upgrade
from benchmarks.measure import Paired
from wattline.demo import grow, grown

CUSTOMERS = 60_000
TODAY = date(2026, 11, 1)


def run(folder: Path) -> Table:
    """Grow customers and write their rows raw into a second database with the same schema, alternating.

    Args:
        folder: An empty one, for both databases.
    """
    ours, raw = folder / "grown.db", folder / "raw.db"
    for path in (ours, raw):
        upgrade(f"sqlite:///{path}")
    paired = Paired([], [])
    with closing(sqlite3.connect(raw, isolation_level=None)) as target:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            target.execute(f"PRAGMA {pragma}")
        for first in range(0, CUSTOMERS, grow.BATCH):
            began = time.perf_counter()
            grow.grow(f"sqlite:///{ours}", first + grow.BATCH, report=lambda _number: None, today=TODAY)
            paired.ours.append((time.perf_counter() - began) * 1000)
            paired.stock.append(_write_raw(ours, target, first))
    table = Table(
        "growing customers", "grow, rows/s", "raw executemany, rows/s", "rate of grow to raw", title="Bulk loading"
    )
    low, high = paired.spread()
    written = CUSTOMERS * sum(grown.EACH)
    speeds = [written / (sum(side) / 1000) for side in (paired.ours, paired.stock)]
    table.add_row(
        f"{CUSTOMERS:,}",
        *(f"{speed:,.0f}" for speed in speeds),
        f"[bold]{1 / paired.ratio:.2f}[/] ({1 / high:.2f}-{1 / low:.2f})",
    )
    return table


def _write_raw(source: Path, target: sqlite3.Connection, first: int) -> float:
    """Write the rows of one batch as they are in the source; gives the milliseconds of writing alone."""
    made = []
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as reading:
        for sheet, kind, each in zip(grown.sheets(TODAY), grown.KINDS, grown.EACH, strict=True):
            ids = kind.id(first * each), kind.id((first + grow.BATCH) * each - 1)
            found = reading.execute(f"SELECT * FROM {sheet.table.name} WHERE id BETWEEN ? AND ?", ids)  # noqa: S608
            marks = ", ".join("?" for _ in found.description)
            made.append((f"INSERT INTO {sheet.table.name} VALUES ({marks})", found.fetchall()))  # noqa: S608
    began = time.perf_counter()
    target.execute("BEGIN IMMEDIATE")
    for statement, rows in made:
        target.executemany(statement, rows)
    target.execute("COMMIT")
    return (time.perf_counter() - began) * 1000
