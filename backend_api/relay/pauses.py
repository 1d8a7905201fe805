"""When a message that did not get through is tried again, and when we give up."""

from __future__ import annotations

from datetime import timedelta

_PAUSES_SECONDS = (5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 50_400, 72_000)
"""Ours: quick at first, two days in all, as Standard Webhooks advises (read 2026-11)."""
TRIES = len(_PAUSES_SECONDS) + 1
"""The most tries of one message; then it is dead until somebody sends it again."""
REFUSED_TRIES = 5
"""The most tries of a message that the receiver refuses as such: what comes after it waits meanwhile."""
LONGEST_HOLD = timedelta(minutes=5)
"""The most a receiver that is down is left alone before one message tries it again."""
_LONGEST_WISH = timedelta(days=1)


def pause_after(tries: int, wished: timedelta | None = None, *, refused: bool = False) -> timedelta | None:
    """How long to wait after so many tries; None to give up.

    Args:
        tries: How many there were, from 1.
        wished: What the receiver asked for (``Retry-After``); at most a day of it is granted.
        refused: Whether the receiver is there and wants the others, but not this one.
    """
    if tries >= (REFUSED_TRIES if refused else TRIES):
        return None
    ours = timedelta(seconds=_PAUSES_SECONDS[tries - 1])
    return ours if wished is None else max(ours, min(wished, _LONGEST_WISH))


def hold_after(failures: int) -> timedelta:
    """How long a receiver that failed so often in a row is left alone."""
    return min(timedelta(seconds=2 ** min(failures, 12)), LONGEST_HOLD)
