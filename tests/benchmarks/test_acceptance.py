"""The acceptance benchmark runs, with few messages; how fast is for `make bench` to say."""

from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import acceptance

pytestmark = [pytest.mark.prove, pytest.mark.timeout(180)]


def test_every_side_is_measured(tmp_path: Path) -> None:
    console = Console(record=True, width=160)
    console.print(acceptance.run(tmp_path, console, short=True))
    said = console.export_text()
    for name in (*acceptance.AIMS, "email, beside our server that keeps nothing"):
        assert name in said
