"""The backend's records put back, so that tests that change customers for good can share a system with all others."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from wattline.layout import Layout

AS_STARTED = "backend-as-started.db"
BEFORE = "backend-before.db"


def keep_as_started(layout: Layout) -> None:
    """Copy the backend's records aside as they are when the system has started."""
    _copy(layout.var / "backend.db", layout.var / AS_STARTED)


@contextlib.contextmanager
def as_started(layout: Layout) -> Iterator[None]:
    """Give every customer back what he had when the system started; afterwards all is as it was before.

    Nor has anybody been sent a code in the last hour, before and after: each customer may ask for three. And nobody has
    written from a phone, a mailbox or a Telegram account.
    """
    live, started, before = (layout.var / name for name in ("backend.db", AS_STARTED, BEFORE))
    if not started.exists():
        keep_as_started(layout)
    _copy(live, before)
    _copy(started, live)
    _forget_addresses(layout)
    try:
        yield
    finally:
        _copy(before, live)
        _forget_addresses(layout)


def _forget_addresses(layout: Layout) -> None:
    """Let a new conversation begin at every phone, mailbox and Telegram account, and nobody have been sent a code."""
    unknown = "conversation_id = NULL, customer_id = NULL, linked_at = NULL, state = 'open'"
    with contextlib.closing(sqlite3.connect(layout.var / "gateway.db", timeout=30)) as gateway, gateway:
        gateway.execute(f"UPDATE channel_addresses SET {unknown}")
        gateway.execute("DELETE FROM codes_sent")


def _copy(source: Path, target: Path) -> None:
    """Write all pages of one database over another in one transaction; whoever has it open reads on."""
    with (
        contextlib.closing(sqlite3.connect(source, timeout=30)) as pages,
        contextlib.closing(sqlite3.connect(target, timeout=30)) as written,
    ):
        pages.backup(written)
