"""Fetches updates where Telegram cannot reach us: a laptop, a first try."""

from collections.abc import Awaitable, Callable

import structlog
from telegram import Bot

from channels.adapters.telegram.failures import telegram_errors
from channels.adapters.telegram.translation import ALLOWED_UPDATES
from channels.contract import JsonObject
from channels.errors import ChannelError, UnreadableError

HOLD_SECONDS = 30
"""How long Telegram keeps a request open when there is nothing new."""
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 60.0

log = structlog.get_logger("channels.telegram")

type Take = Callable[[object], Awaitable[None]]
type Pause = Callable[[float], Awaitable[None]]


class Poller:
    """Long polling; an update counts as fetched only when it was taken, so what could not be stored comes again."""

    def __init__(self, bot: Bot, take: Take, pause: Pause) -> None:
        """Prepare; `run` does the work.

        Args:
            bot: Fetches.
            take: Stores one update when it returns.
            pause: Sleeps so many seconds.
        """
        self._bot = bot
        self._take = take
        self._pause = pause
        self._next = 0
        self._failures = 0

    async def run(self) -> None:
        """Fetch for ever."""
        while True:
            await self.fetch()

    async def fetch(self) -> None:
        """One request and what it brings; after a failure, one pause."""
        try:
            for raw in await self._updates():
                await self._one(raw)
        except ChannelError as error:
            log.warning("updates_not_fetched", code=error.code)
            await self._rest(error.retry_after_seconds)
        except Exception:
            # The edge of the worker: whatever storing one update raises must not end the fetching.
            log.exception("update_not_stored")
            await self._rest(None)
        else:
            self._failures = 0

    async def _updates(self) -> list[JsonObject]:
        """Fetch the updates as they came: the library's own method fails on all when one is unreadable, and logs it."""
        asked = {"offset": self._next, "timeout": HOLD_SECONDS, "allowed_updates": list(ALLOWED_UPDATES)}
        with telegram_errors():
            # It warns about every name it has a method for; written like this it is sent as `getUpdates`.
            found = await self._bot.do_api_request("get_Updates", api_kwargs=asked, read_timeout=HOLD_SECONDS + 5.0)
        return found if isinstance(found, list) else []

    async def _one(self, raw: JsonObject) -> None:
        try:
            await self._take(raw)
        except UnreadableError as error:
            log.warning("update_dropped", reason=error.code)
            return
        self._next = max(self._next, int(raw["update_id"]) + 1)

    async def _rest(self, seconds: float | None) -> None:
        doubled: float = min(FIRST_PAUSE_SECONDS * 2**self._failures, LONGEST_PAUSE_SECONDS)
        self._failures = min(self._failures + 1, 10)
        await self._pause(doubled if seconds is None else seconds)
