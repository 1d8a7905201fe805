"""Asks a ClamAV daemon whether a file is infected, over its INSTREAM command.

The protocol is clamd(8)'s: `zINSTREAM\\0`, chunks with their length in four bytes, a chunk of no length at the end; the
answer is `stream: OK`, `stream: <name> FOUND` or a text that ends with `ERROR`. Checked 2026-11 against ClamAV 1.4.
"""

import asyncio
import struct
from dataclasses import dataclass

CHUNK_BYTES = 64 * 1024
LONGEST_ANSWER = 4096
WAIT_SECONDS = 30.0
"""For one file; clamd takes well under a second for one of our size unless it reloads its database."""


class ScannerUnavailableError(Exception):
    """The scanner did not say whether the file is clean."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner said."""

    infected: bool
    signature: str = ""
    """Name of what was found."""


class ClamAv:
    """A scanner at an address."""

    def __init__(self, address: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
        """Take the address; nothing is opened.

        Args:
            address: `host:port`, `[IPv6]:port`, or the path of a unix socket.
            wait_seconds: For one file, from connecting to the answer.

        Raises:
            ValueError: It is no such address.
        """
        self._path: str | None = None
        self._host, self._port = "", 0
        self._wait_seconds = wait_seconds
        if address.startswith(("/", "unix:")):
            self._path = address.removeprefix("unix:")
            return
        host, _, port = address.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
            raise ValueError("WATTLINE_CLAMAV_ADDRESS is host:port or the path of a unix socket.")
        self._host, self._port = host.strip("[]"), int(port)

    async def scan(self, content: bytes) -> Verdict:
        """Have a file looked at.

        Raises:
            ScannerUnavailableError: It cannot be reached, took too long, or did not answer the question.
        """
        try:
            async with asyncio.timeout(self._wait_seconds):
                answer = await self._ask(content)
        except (OSError, EOFError, asyncio.LimitOverrunError) as error:
            raise ScannerUnavailableError(type(error).__name__) from error
        if answer == "stream: OK":
            return Verdict(infected=False)
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return Verdict(infected=True, signature=answer.removeprefix("stream: ").removesuffix(" FOUND"))
        raise ScannerUnavailableError(answer or "nothing")

    async def _ask(self, content: bytes) -> str:
        reader, writer = await self._connect()
        try:
            writer.write(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK_BYTES):
                chunk = content[start : start + CHUNK_BYTES]
                writer.write(struct.pack("!L", len(chunk)) + chunk)
                await writer.drain()
            writer.write(struct.pack("!L", 0))
            await writer.drain()
            answer = await reader.readuntil(b"\0")
            return answer[:-1].decode("ascii", "replace").strip()
        finally:
            writer.transport.abort()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._path is not None:
            return await asyncio.open_unix_connection(self._path, limit=LONGEST_ANSWER)
        return await asyncio.open_connection(self._host, self._port, limit=LONGEST_ANSWER)
