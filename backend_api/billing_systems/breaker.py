"""Leaves a system that keeps failing alone for a while, so that customers do not wait for it again and again.

The libraries for this (purgatory, pybreaker, aiobreaker) read the clock themselves; with a clock that is passed in and
one trial at a time it is these few lines.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

BreakerState = Literal["closed", "open", "trying"]


@dataclass
class Breaker:
    """Closed: everybody may ask. Open: nobody. After the rest one may try; what comes of it decides."""

    seconds: Callable[[], float]
    """A clock that only goes forward."""
    limit: int = 3
    """So many failures in a row open it."""
    rest_seconds: float = 20.0
    """For so long nobody asks."""
    failures: int = 0
    _opened_at: float | None = None
    _trying: bool = False

    @property
    def state(self) -> BreakerState:
        """``trying`` while the one trial after a rest is under way."""
        if self._opened_at is None:
            return "closed"
        return "trying" if self._trying else "open"

    def may_ask(self) -> bool:
        """Whether to ask now; a True after a rest is the trial, and has to be followed by its outcome."""
        if self._opened_at is None:
            return True
        if self._trying or self.seconds() - self._opened_at < self.rest_seconds:
            return False
        self._trying = True
        return True

    def answered(self) -> None:
        """It works: everybody may ask again."""
        self.failures, self._opened_at, self._trying = 0, None, False

    def failed(self) -> None:
        """One more failure; the last one allowed, or that of a trial, begins a rest."""
        self.failures += 1
        if self._trying or self.failures >= self.limit:
            self._opened_at, self._trying = self.seconds(), False
