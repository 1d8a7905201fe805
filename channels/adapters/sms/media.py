"""Fetches the files of a customer's message from Twilio."""

import asyncio
import dataclasses
import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2
import structlog

from channels.adapters.sms.account import TwilioAccount
from channels.adapters.sms.reading import MediaReference
from channels.adapters.sms.twilio_http import rewritten
from channels.contract import InboundFile, InboundKind, Received

LARGEST_FILE = 5_000_000
"""Bytes; what Twilio takes for a whole message (Twilio, Media resource; read 2026-11)."""
ALL_SECONDS = 20.0
"""For all files of a message together; our own limit, its sender waits for the answer."""

_HOST = re.compile(r"api(?:\.[a-z0-9-]+){0,2}\.twilio\.com")

log = structlog.get_logger("channels.adapters.sms")


@dataclass(frozen=True, slots=True)
class Fetched:
    """The files that came, and for each that did not a stable reason."""

    files: tuple[InboundFile, ...]
    lost: tuple[str, ...]


class _LostError(Exception):
    """A file cannot be had."""


class Media:
    """Fetches with the account's credentials, which go to Twilio alone."""

    def __init__(
        self,
        account: TwilioAccount,
        *,
        largest: int = LARGEST_FILE,
        transport: httpx2.AsyncBaseTransport | None = None,
        seconds: float = ALL_SECONDS,
    ) -> None:
        """Prepare.

        Args:
            account: Whose files.
            largest: Bytes of a file; a larger one is not kept.
            transport: Replaces the network in tests.
            seconds: For all files of one message.
        """
        self._account = account
        self._largest = largest
        self._seconds = seconds
        self._path = re.compile(
            rf"/2010-04-01/Accounts/{re.escape(account.sid)}/Messages/(?:SM|MM)[0-9a-fA-F]{{32}}"
            r"/Media/(ME[0-9a-fA-F]{32})"
        )
        # Twilio answers with the place where the file lies; httpx leaves the credentials behind on the way to it.
        self._client = httpx2.AsyncClient(
            auth=account.credentials, transport=transport, follow_redirects=True, max_redirects=3, timeout=seconds
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def added(self, received: Received, references: Sequence[MediaReference]) -> Received:
        """A message with its files; under `files_lost` in its data stands why some did not come."""
        if not references or received.kind is not InboundKind.MESSAGE:
            return received
        fetched = await self.fetch(references)
        lost = {"files_lost": list(fetched.lost)} if fetched.lost else {}
        return dataclasses.replace(received, files=fetched.files, data=received.data | lost)

    async def fetch(self, references: Sequence[MediaReference]) -> Fetched:
        """Fetch the files of one message, at once; what cannot be had is told, never raised."""
        outcomes = await asyncio.gather(*(self._one(reference) for reference in references))
        files = tuple(outcome for outcome in outcomes if isinstance(outcome, InboundFile))
        lost = tuple(outcome for outcome in outcomes if isinstance(outcome, str))
        if lost:
            log.warning("files_lost", codes=lost)
        return Fetched(files, lost)

    async def _one(self, reference: MediaReference) -> InboundFile | str:
        try:
            name = self._name(reference)
            async with asyncio.timeout(self._seconds):
                return InboundFile(name, await self._content(reference.url))
        except _LostError as error:
            return str(error)
        except TimeoutError:
            return "timed_out"
        except ValueError:
            return "address_refused"
        except (httpx2.HTTPError, httpx2.InvalidURL):
            return "unreachable"

    def _name(self, reference: MediaReference) -> str:
        parts = urlsplit(reference.url)
        found = self._path.fullmatch(parts.path)
        if parts.scheme != "https" or not _HOST.fullmatch(parts.netloc) or found is None:
            raise _LostError("address_refused")
        return found.group(1) + (mimetypes.guess_extension(reference.media_type) or "")

    async def _content(self, url: str) -> bytes:
        content = bytearray()
        async with self._client.stream("GET", rewritten(url, self._account.api_url)) as answer:
            if answer.status_code != 200:
                raise _LostError("not_there" if answer.status_code in (404, 410) else "unreachable")
            async for piece in answer.aiter_bytes():
                content += piece
                if len(content) > self._largest:
                    raise _LostError("too_large")
        return bytes(content)
