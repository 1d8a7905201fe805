"""`make bench` and `make bench-large`: every measured part, or those that are named; figures go to docs/figures.md."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks import acceptance, growth, open_invoices, turns
from wattline.layout import Layout

PARTS = ("turns", "growth", "open-invoices", "acceptance")
LARGE = 30_000_000
"""Invoices in the larger database of `--large`: a quarter of an hour of filling and 27 GB."""


def main(
    parts: Annotated[list[str] | None, typer.Argument(help=f"Some of {', '.join(PARTS)}; all when left out.")] = None,
    large: Annotated[bool, typer.Option(help=f"Open invoices among {LARGE:,} instead of ten million.")] = False,
) -> None:
    """Measure; every figure is a ratio of two sides that took turns in this run."""
    console, chosen = Console(), parts or PARTS
    if unknown := set(chosen) - set(PARTS):
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}: not one of {', '.join(PARTS)}")
    scratch = Layout().var / "bench"
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=scratch) as name:
        folder = Path(name)
        if "acceptance" in chosen:
            console.print(acceptance.run(folder / "acceptance", console))
        if "growth" in chosen:
            console.print(growth.run(folder))
        if "open-invoices" in chosen:
            console.print(open_invoices.run(folder, console, LARGE if large else open_invoices.MANY))
        if "turns" in chosen:
            turns.run(folder, console)


if __name__ == "__main__":
    typer.run(main)
