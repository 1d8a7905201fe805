"""Brings what staff said about misunderstood messages from the gateway's database into the training data."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import create_engine

from channels.database import sync_url
from channels.understanding import repository
from wattline.layout import RASA_PYTHON, ROOT, Layout

SETTLED = frozenset({"taken", "known", "evaluation", "empty"})
"""Results after which a lesson need not be looked at again."""


class ExportFailed(Exception):
    """The checks did not run; the message is what they wrote."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one lesson."""

    language: str
    intent: str
    text: str = field(repr=False)
    result: str
    """`taken`, `known`, `contradiction`, `evaluation`, `no_file` or `empty` (`bot/lessons.py`)."""
    beside: str | None
    """The sentence that stands in its way."""


def export(layout: Layout, *, dry_run: bool = False) -> list[Exported]:
    """Write what people chose into `data/nlu`, each sentence after every check.

    Raises:
        ExportFailed: The checks could not be made; nothing is marked as exported.
    """
    engine = create_engine(sync_url(layout.gateway_database_url))
    try:
        with engine.connect() as connection:
            lessons = repository.untaught(connection)
        if not lessons:
            return []
        given = [{"id": one.id, "language": one.language, "intent": one.intent, "text": one.text} for one in lessons]
        outcomes = {outcome["id"]: outcome for outcome in _checked(given, dry_run=dry_run)}
        settled = [one.id for one in lessons if outcomes[one.id]["result"] in SETTLED]
        if settled and not dry_run:
            with engine.begin() as connection:
                repository.exported(connection, settled, datetime.now(UTC))
    finally:
        engine.dispose()
    return [
        Exported(one.language, one.intent, one.text, outcomes[one.id]["result"], outcomes[one.id]["beside"])
        for one in lessons
    ]


def _checked(given: Sequence[dict[str, object]], *, dry_run: bool) -> list[dict[str, Any]]:
    command = [str(RASA_PYTHON), "-m", "bot.lessons", *(["--dry-run"] if dry_run else [])]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise ExportFailed(done.stderr[-2000:])
    outcomes: list[dict[str, Any]] = json.loads(done.stdout)
    return outcomes
