"""Fetches what came with a message: from Telegram alone, with a limit on size and time."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import structlog
from telegram import Bot
from telegram.constants import FileSizeLimit

from channels.adapters.telegram.failures import telegram_errors
from channels.adapters.telegram.translation import Refused, Translation, WantedFile
from channels.contract import Clock, InboundFile, Received
from channels.errors import ChannelError, FinalError, TemporaryError

LARGEST_DOWNLOAD = FileSizeLimit.FILESIZE_DOWNLOAD.value
"""Bytes of a file that a bot may fetch (Bot API 10.0, `getFile`; read 2026-11)."""
TIMEOUT_SECONDS = 20.0
TOO_LARGE = "too_large"
"""Code of the failure, here and where Telegram itself refuses."""
GIVE_UP_AFTER = timedelta(minutes=10)
"""A file that cannot be fetched for so long after its message is given up."""

log = structlog.get_logger("channels.telegram")


class Files:
    """Completes messages with their files."""

    def __init__(self, bot: Bot, largest: int, clock: Clock) -> None:
        """Keep what every file needs.

        Args:
            bot: Fetches.
            largest: Bytes of one file.
            clock: Tells when to give up.
        """
        self._bot = bot
        self._largest = min(largest, LARGEST_DOWNLOAD)
        self._clock = clock

    async def completed(self, found: Translation) -> Received:
        """The message with its file, or without it and with the reason.

        Raises:
            ChannelError: It could not be fetched now; later it may.
        """
        if found.wanted is None:
            return found.received
        try:
            content = await self._fetched(found.wanted)
        except ChannelError as error:
            log.warning("file_not_fetched", update=found.received.id, code=error.code)
            if error.retryable and not self._given_up(found):
                raise
            return _without(found, Refused.FILE_TOO_LARGE if error.code == TOO_LARGE else Refused.FILE_UNAVAILABLE)
        return dataclasses.replace(found.received, files=(InboundFile(found.wanted.name, content),))

    def _given_up(self, found: Translation) -> bool:
        return found.sent_at is not None and self._clock() - found.sent_at > GIVE_UP_AFTER

    async def _fetched(self, wanted: WantedFile) -> bytes:
        self._check(wanted.size)
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                with telegram_errors():
                    file = await self._bot.get_file(wanted.file_id)
                    self._check(file.file_size)
                    # The library would read a path of this machine, too.
                    if not (file.file_path or "").startswith(f"{self._bot.base_file_url}/"):
                        raise FinalError("file_elsewhere")
                    content = bytes(await file.download_as_bytearray())
        except TimeoutError as error:
            raise TemporaryError("provider_slow") from error
        self._check(len(content))
        return content

    def _check(self, size: int | None) -> None:
        if size is not None and size > self._largest:
            raise FinalError(TOO_LARGE)


def _without(found: Translation, why: Refused) -> Received:
    data = found.received.data | {"refused": why.value}
    return dataclasses.replace(found.received, text=None, data=data)


class _Bounded(httpx.AsyncByteStream):
    """An answer's body that ends with an error when it grows too long."""

    def __init__(self, body: httpx.AsyncByteStream, largest: int) -> None:
        self._body = body
        self._left = largest

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._body:
            self._left -= len(piece)
            if self._left < 0:
                # The library makes a network error of it, whose words put it beside HTTP 413 in our table.
                raise httpx.DecodingError("too large")
            yield piece

    async def aclose(self) -> None:
        await self._body.aclose()


async def bound_answer(response: httpx.Response) -> None:
    """Keep any answer below what Telegram may send at most; a hook of the HTTP client, run before a body is read.

    Raises:
        httpx.DecodingError: The answer is compressed, which we do not ask for: nobody could tell its size.
    """
    if response.headers.get("content-encoding", "identity") != "identity":
        raise httpx.DecodingError("compressed")
    assert isinstance(response.stream, httpx.AsyncByteStream)
    response.stream = _Bounded(response.stream, LARGEST_DOWNLOAD)
