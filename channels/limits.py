"""How often somebody may do something: fixed counts in sliding windows, kept in memory."""

import threading
import time

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from channels.errors import TOO_MANY, GatewayError


class _Never(threading.Timer):
    """Stands in for the storage's own timer, which starts a thread for nearly every count."""

    def is_alive(self) -> bool:
        """Keep the storage from starting another one; `Limits.forget_old` does its work."""
        return True


class Limits:
    """Named limits over one store."""

    def __init__(self, **rates: str) -> None:
        """Set the limits.

        Args:
            rates: By name, as the limits library writes them: `20/second;120/minute`.
        """
        self._rates: dict[str, list[RateLimitItem]] = {name: parse_many(rate) for name, rate in rates.items()}
        self._storage = MemoryStorage()
        self._storage.timer = _Never(0, lambda: None)
        self._limiter = SlidingWindowCounterRateLimiter(self._storage)

    def count(self, name: str, who: str) -> None:
        """Count one more.

        Args:
            name: Of the limit.
            who: Whom it is counted for.

        Raises:
            GatewayError: It was one too many; says in how many seconds to come back.
        """
        for rate in self._rates[name]:
            if not self._limiter.hit(rate, name, who):
                reset_at, _left = self._limiter.get_window_stats(rate, name, who)
                raise GatewayError(TOO_MANY, retry_after_seconds=max(1, round(reset_at - time.time())))

    async def forget_old(self) -> None:
        """Drop the counts whose windows are over."""
        for key in list(self._storage.expirations):
            self._storage.get(key)
