"""The wire to the engines.

Every turn goes over it, and the client used elsewhere took a quarter of this process's time in a turn; aiohttp reads
answers in C.
"""

from dataclasses import dataclass, field
from typing import Protocol

import aiohttp

CONNECT_SECONDS = 1.0
KEEP_ALIVE_SECONDS = 4.0
"""Much shorter than the engine's own (`bot/server.py`), so that we never write into a closing connection."""
CONNECTIONS = 64


class NotConnectedError(Exception):
    """Nobody took the call."""


class BrokenOffError(Exception):
    """The call was taken, and no whole answer came back; the message names what happened."""


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """What came back."""

    status: int
    content: bytes = field(repr=False)


class Wire(Protocol):
    """Carries calls to an engine; the tests have one without a network.

    Both calls raise NotConnectedError and BrokenOffError.
    """

    async def post(self, url: str, body: bytes) -> WireAnswer:
        """Send JSON."""

    async def get(self, url: str, seconds: float) -> WireAnswer:
        """Ask within a time of its own."""

    async def close(self) -> None:
        """Close the connections."""


class EngineWire:
    """The wire over HTTP, with connections that are kept."""

    def __init__(self, secret: str, seconds: float) -> None:
        """Prepare; the first call opens what is needed, inside the event loop.

        Args:
            secret: Shown to the engine with every call.
            seconds: For one turn at one engine.
        """
        self._headers = {"Wattline-Secret": secret, "Content-Type": "application/json"}
        self._seconds = seconds
        self._opened: aiohttp.ClientSession | None = None

    async def post(self, url: str, body: bytes) -> WireAnswer:
        """Send JSON."""
        return await self._call("POST", url, body, self._seconds)

    async def get(self, url: str, seconds: float) -> WireAnswer:
        """Ask within a time of its own."""
        return await self._call("GET", url, None, seconds)

    async def close(self) -> None:
        """Close the connections."""
        if self._opened is not None:
            await self._opened.close()

    async def _call(self, method: str, url: str, body: bytes | None, seconds: float) -> WireAnswer:
        # Who waits too long for a free connection was not taken, either.
        limit = aiohttp.ClientTimeout(connect=seconds, sock_connect=CONNECT_SECONDS, sock_read=seconds)
        try:
            async with self._session().request(
                method, url, data=body, timeout=limit, allow_redirects=False
            ) as response:
                return WireAnswer(response.status, await response.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotConnectedError(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise BrokenOffError(type(error).__name__) from error

    def _session(self) -> aiohttp.ClientSession:
        if self._opened is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE_SECONDS)
            self._opened = aiohttp.ClientSession(
                connector=connector, headers=self._headers, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._opened
