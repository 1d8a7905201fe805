"""Keeps Wattline's processes running on one machine: starts them, watches them, starts them again.

The gateway's listening socket belongs to the supervisor, so that nobody is refused while a gateway is being replaced:
connections wait in the socket's queue.
"""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx2

from wattline.layout import HOST, RASA_PYTHON, ROOT, Layout

SHORTEST_LIFE_SECONDS = 5.0
"""A process that ends by itself sooner than this is started again only after a pause, longer each time."""
LONGEST_PAUSE_SECONDS = 10.0
STOP_SECONDS = 8.0


@dataclass(frozen=True)
class Service:
    """One process to keep running."""

    name: str
    command: tuple[str, ...]
    health_url: str
    listening: socket.socket | None = None
    """A socket the process inherits instead of opening its own."""


def services(layout: Layout, model: Path, listening: socket.socket) -> list[Service]:
    """The processes of a whole system, in the order in which they should start."""
    uvicorn = (sys.executable, "-m", "uvicorn", "--no-access-log", "--log-level", "warning", "--factory")
    backend_url = f"http://{HOST}:{layout.backend_port}"
    backend = Service(
        "backend",
        (*uvicorn, "backend_api.app:create_app", "--host", HOST, "--port", str(layout.backend_port)),
        f"{backend_url}/healthz",
    )
    gateway = Service(
        "gateway",
        (*uvicorn, "wattline.serve:create_app", "--fd", str(listening.fileno())),
        f"{layout.url}/chat",
        listening,
    )
    engines = [
        Service(
            f"engine-{number}",
            (str(RASA_PYTHON), "-m", "bot.server", "--host", HOST, "--port", str(port), "--model", str(model)),
            f"http://{HOST}:{port}/healthz",
        )
        for number, port in enumerate(layout.engine_ports, start=1)
    ]
    return [backend, gateway, *engines]


class Supervisor:
    """Runs services until it is told to stop; one that dies is started again.

    Process ids lie in `<var>/run/<name>.pid`, output in `<var>/log/<name>.log`.
    """

    def __init__(self, layout: Layout, report: Callable[[str], None] = lambda _line: None) -> None:
        """Prepare for a layout.

        Args:
            layout: Where everything lies.
            report: Told, in a sentence, what happens to the processes.
        """
        self._layout = layout
        self._report = report
        self._environment = layout.environment()
        self._processes: dict[str, asyncio.subprocess.Process] = {}
        self._watchers: list[asyncio.Task[None]] = []

    async def start(self, service: Service) -> None:
        """Start a service and keep it running from now on."""
        await self._spawn(service)
        self._watchers.append(asyncio.create_task(self._watch(service), name=f"watch {service.name}"))

    async def wait_ready(self, service: Service, seconds: float) -> None:
        """Wait until the service's health address answers with 200.

        Raises:
            TimeoutError: It did not within `seconds`; the message names the log file.
        """
        deadline = time.monotonic() + seconds
        async with httpx2.AsyncClient(timeout=2.0, trust_env=False) as client:
            while time.monotonic() < deadline:
                with contextlib.suppress(httpx2.HTTPError):
                    if (await client.get(service.health_url)).status_code == httpx2.codes.OK:
                        return
                await asyncio.sleep(0.1)
        raise TimeoutError(f"{service.name} did not get ready in {seconds:.0f} s; see {self._log(service)}")

    async def stop(self) -> None:
        """End all processes: first politely, after some seconds for good."""
        for watcher in self._watchers:
            watcher.cancel()
        await asyncio.gather(*self._watchers, return_exceptions=True)
        running = [process for process in self._processes.values() if process.returncode is None]
        for process in running:
            process.terminate()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await asyncio.gather(*(process.wait() for process in running))
        for process in running:
            if process.returncode is None:
                process.kill()
                await process.wait()
        for name in self._processes:
            (self._layout.var / "run" / f"{name}.pid").unlink(missing_ok=True)

    async def _spawn(self, service: Service) -> None:
        descriptors = (service.listening.fileno(),) if service.listening else ()
        with self._log(service).open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *service.command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=descriptors,
                start_new_session=True,
            )
        self._processes[service.name] = process
        (self._layout.var / "run" / f"{service.name}.pid").write_text(str(process.pid), encoding="utf-8")

    async def _watch(self, service: Service) -> None:
        pause = 0.0
        while True:
            started = time.monotonic()
            code = await self._processes[service.name].wait()
            # One that was killed can start again at once; one that ends by itself right after its start would only
            # do so again.
            ended_early = code >= 0 and time.monotonic() - started < SHORTEST_LIFE_SECONDS
            pause = min(pause * 2 + 0.5, LONGEST_PAUSE_SECONDS) if ended_early else 0.0
            self._report(f"{service.name} ended ({_ending(code)}); starting it again, see {self._log(service)}")
            await asyncio.sleep(pause)
            await self._spawn(service)

    def _log(self, service: Service) -> Path:
        return self._layout.var / "log" / f"{service.name}.log"


def _ending(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"code {code}"


@contextlib.asynccontextmanager
async def running(
    layout: Layout, model: Path, report: Callable[[str], None] = lambda _line: None
) -> AsyncIterator[tuple[Supervisor, list[Service]]]:
    """A supervisor with the whole system started, but not yet waited for.

    The second engine is started only when the first is ready: both load TensorFlow, and the first answer should not
    wait for the spare.
    """
    with listen(layout.port) as listening:
        supervisor = Supervisor(layout, report)
        backend, gateway, engine, standby = planned = services(layout, model, listening)
        late: asyncio.Task[None] | None = None
        try:
            for service in (backend, gateway):
                await supervisor.start(service)
            late = asyncio.create_task(_start_engines(supervisor, gateway, engine, standby))
            yield supervisor, planned
        finally:
            if late:
                late.cancel()
                await asyncio.gather(late, return_exceptions=True)
            await supervisor.stop()


async def _start_engines(supervisor: Supervisor, gateway: Service, engine: Service, standby: Service) -> None:
    # The page should come up first; both would otherwise compete for the processor.
    with contextlib.suppress(TimeoutError):
        await supervisor.wait_ready(gateway, 5.0)
    await supervisor.start(engine)
    with contextlib.suppress(TimeoutError):
        await supervisor.wait_ready(engine, 60.0)
    await supervisor.start(standby)


def listen(port: int) -> socket.socket:
    """A listening socket on loopback that child processes can inherit.

    Raises:
        OSError: The port is taken.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Accepted connections inherit it; an event loop that gets the socket by number does not know that it is TCP, and
    # without it small answers wait 40 ms for an acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listening.bind((HOST, port))
    except OSError:
        listening.close()
        raise
    listening.listen(1024)
    os.set_inheritable(listening.fileno(), True)
    return listening
