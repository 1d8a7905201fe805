"""Writes the documentation of the events from their names."""

from __future__ import annotations

from pathlib import Path

from backend_api.events.names import EVENTS

_INTRODUCTION = Path(__file__).with_name("introduction.md")


def write() -> str:
    """The whole page."""
    rows = [
        f"| `{name}` | {kind.text} | {', '.join(f'`{field}`' for field in kind.fields) or '–'} |"
        for name, kind in EVENTS.items()
    ]
    return _INTRODUCTION.read_text(encoding="utf-8") + "\n".join(rows) + "\n"
