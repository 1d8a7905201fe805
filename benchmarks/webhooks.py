"""A provider that posts as fast as it is answered, over connections that stay open."""

import asyncio
import time
from collections.abc import Iterator

CONNECTIONS = 32


class NotTakenError(RuntimeError):
    """A request was answered with something else than success, so its time says nothing."""


def raw(path: str, headers: dict[str, str], body: bytes, host: str) -> bytes:
    """A request as it goes over the wire."""
    lines = [f"POST {path} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def rate(host: str, port: int, requests: list[bytes]) -> float:
    """Post all requests.

    Returns:
        Requests a second.

    Raises:
        NotTakenError: One was not answered with 200.
    """
    waiting = iter(requests)
    opened = [await asyncio.open_connection(host, port) for _ in range(CONNECTIONS)]
    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for reader, writer in opened:
            group.create_task(_post(reader, writer, waiting))
    seconds = time.perf_counter() - began
    for _reader, writer in opened:
        writer.close()
    return len(requests) / seconds


async def _post(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, waiting: Iterator[bytes]) -> None:
    for request in waiting:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200 "):
            raise NotTakenError(f"the gateway answered {head.partition(b'\r\n')[0]!r}")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        if length:
            await reader.readexactly(length)


async def waits(host: str, port: int, requests: list[bytes], per_second: float) -> list[float]:
    """Post at a steady pace, however fast the answers come.

    Returns:
        Milliseconds from the moment each request was due to the end of its answer.

    Raises:
        NotTakenError: One was not answered with 200.
    """
    opened = [await asyncio.open_connection(host, port) for _ in range(CONNECTIONS)]
    free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    for connection in opened:
        free.put_nowait(connection)
    taken: list[float] = []

    async def one(request: bytes, due: float) -> None:
        reader, writer = await free.get()
        await _post(reader, writer, iter((request,)))
        free.put_nowait((reader, writer))
        taken.append((time.perf_counter() - due) * 1_000)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number, request in enumerate(requests):
            due = began + number / per_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(one(request, due))
    for _reader, writer in opened:
        writer.close()
    return taken
