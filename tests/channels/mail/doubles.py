"""Stand-ins for what lies beyond the mail transport."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime

from channels.mail.envelope import Envelope
from channels.mail.smtp_server import SmtpServer

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OURS = "service@supplier.example"


@dataclass
class Letterbox:
    """Takes mail for a few addresses and keeps it; fails, or waits, when told to."""

    addresses: set[str] = field(default_factory=lambda: {OURS, "postmaster"})
    mails: list[Envelope] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    gate: asyncio.Event | None = None
    knocked: asyncio.Event = field(default_factory=asyncio.Event)
    knocks: int = 0

    async def accepts(self, address: str) -> bool:
        if address == "broken@supplier.example":
            raise OSError("database is away")
        return address.lower() in self.addresses

    async def store(self, envelope: Envelope) -> None:
        self.knocks += 1
        self.knocked.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.failures:
            raise self.failures.pop(0)
        self.mails.append(envelope)

    async def all_knocked(self, number: int) -> None:
        async with asyncio.timeout(5):
            while self.knocks < number:
                self.knocked.clear()
                await self.knocked.wait()


@dataclass
class Talk:
    """A raw conversation with a server; lines end as the test says."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def begin(cls, port: int, *, hello: bool = True) -> "Talk":
        talk = cls(*await asyncio.open_connection("127.0.0.1", port))
        if hello:
            assert (await talk.heard()).startswith("220")
            assert (await talk.says(b"EHLO client.example\r\n")).startswith("250")
        return talk

    async def heard(self) -> str:
        """One reply with all its lines; empty when the server has closed."""
        reply = ""
        while True:
            line = (await asyncio.wait_for(self.reader.readline(), 5)).decode()
            reply += line
            if not line or line[3:4] != "-":
                return reply

    async def says(self, data: bytes) -> str:
        self.writer.write(data)
        return await self.heard()

    async def up_to_data(self, sender: bytes = b"<ada@customer.example>") -> None:
        assert (await self.says(b"MAIL FROM:" + sender + b"\r\n")).startswith("250")
        assert (await self.says(b"RCPT TO:<service@supplier.example>\r\n")).startswith("250")
        assert (await self.says(b"DATA\r\n")).startswith("354")

    async def closed(self) -> bool:
        try:
            return not await asyncio.wait_for(self.reader.read(), 5)
        except ConnectionError:
            return True

    async def end(self) -> None:
        self.writer.close()
        try:
            await self.writer.wait_closed()
        except ConnectionError:
            return


@dataclass
class Reached:
    """A running server with what it stored."""

    server: SmtpServer
    mailbox: Letterbox

    @property
    def port(self) -> int:
        return self.server.port

    async def talk(self, *, hello: bool = True) -> Talk:
        return await Talk.begin(self.port, hello=hello)
