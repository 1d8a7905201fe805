"""A scanner that speaks clamd's INSTREAM as the real one does, and knows one signature."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.channels.conversations.made_files import EICAR


@dataclass
class FakeClamd:
    """What it was sent, and how it answers."""

    address: str
    streams: list[bytes] = field(default_factory=list)
    most_bytes: int = 25_000_000
    answer: bytes | None = None
    """Instead of the true one."""
    silent: bool = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            assert await reader.readexactly(10) == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack("!L", await reader.readexactly(4))[0]:
                content += await reader.readexactly(size)
            self.streams.append(content)
            if self.silent:
                await reader.read()
            writer.write(self._said(content))
            await writer.drain()
        finally:
            writer.close()

    def _said(self, content: bytes) -> bytes:
        if self.answer is not None:
            return self.answer
        if len(content) > self.most_bytes:
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0"


@asynccontextmanager
async def clamd(path: Path | None = None) -> AsyncIterator[FakeClamd]:
    """One that runs, on a unix socket at the path or on a port of the loopback."""
    fake = FakeClamd(str(path))
    if path is not None:
        server = await asyncio.start_unix_server(fake.serve, path)
    else:
        server = await asyncio.start_server(fake.serve, "127.0.0.1", 0)
        fake.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield fake
    finally:
        server.close()
        await server.wait_closed()
