"""The wire to the engines, over real sockets."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from channels.engine_wire import BrokenOffError, EngineWire, NotConnectedError, WireAnswer
from tests.ports import free_port

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


class Engine:
    """Answers each request with the next of its answers, then hangs up when none is left."""

    def __init__(self) -> None:
        self.answers: list[bytes] = []
        self.heard: list[bytes] = []
        self.connections = 0
        self.hangs = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while self.answers:
            head = await reader.readuntil(b"\r\n\r\n")
            self.heard.append(head)
            if head.startswith(b"POST"):
                await reader.readexactly(4)
            writer.write(self.answers.pop(0))
            await writer.drain()
        if self.hangs:
            await asyncio.sleep(5)
        writer.close()


@pytest.fixture
async def engine() -> AsyncIterator[tuple[Engine, str]]:
    fake, port = Engine(), free_port()
    server = await asyncio.start_server(fake.serve, "127.0.0.1", port)
    yield fake, f"http://127.0.0.1:{port}"
    server.close()


@pytest.fixture
async def wire() -> AsyncIterator[EngineWire]:
    opened = EngineWire("hush", 0.5)
    yield opened
    await opened.close()


async def test_calls_show_the_secret_and_share_a_connection(engine: tuple[Engine, str], wire: EngineWire) -> None:
    fake, url = engine
    fake.answers = [ANSWER, ANSWER, ANSWER]
    assert await wire.post(f"{url}/turn", b"body") == WireAnswer(200, b"{}")
    assert await wire.post(f"{url}/turn", b"body") == WireAnswer(200, b"{}")
    assert (await wire.get(f"{url}/healthz", 1)).status == 200
    assert all(b"Wattline-Secret: hush" in head for head in fake.heard)
    assert fake.connections == 1


async def test_nobody_there(wire: EngineWire) -> None:
    with pytest.raises(NotConnectedError):
        await wire.post(f"http://127.0.0.1:{free_port()}/turn", b"body")


async def test_an_engine_that_dies_over_a_call(engine: tuple[Engine, str], wire: EngineWire) -> None:
    fake, url = engine
    fake.answers = [ANSWER[:-1]]
    with pytest.raises(BrokenOffError):
        await wire.post(f"{url}/turn", b"body")


async def test_an_engine_that_takes_too_long(engine: tuple[Engine, str], wire: EngineWire) -> None:
    fake, url = engine
    fake.hangs = True
    with pytest.raises(BrokenOffError):
        await wire.post(f"{url}/turn", b"body")
