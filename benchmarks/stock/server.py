"""Starts and stops stock Rasa: its REST channel and its action server, each a process of its own."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx2

from wattline.layout import HOST, RASA_PYTHON

START_SECONDS = 400.0


@dataclass
class Stock:
    """A running stock Rasa."""

    url: str
    server: subprocess.Popen[bytes]
    actions: subprocess.Popen[bytes]
    start_seconds: float

    def say(self, client: httpx2.Client, text: str, sender: str | None = None) -> str:
        """One turn over the REST channel.

        Returns:
            What the bot said.

        Raises:
            RuntimeError: It said nothing, which is stock's way to fail.
        """
        body = {"sender": sender or uuid4().hex, "message": text}
        answer = client.post(f"{self.url}/webhooks/rest/webhook", json=body)
        messages = answer.json()
        if not messages:
            raise RuntimeError("stock Rasa answered nothing")
        return "\n".join(message.get("text", "") for message in messages)


def train(folder: Path) -> float:
    """Train the project; returns the seconds it took."""
    started = time.perf_counter()
    with (folder / "train.log").open("wb") as log:
        subprocess.run(_rasa("train", "--quiet"), cwd=folder, env=_environment(), stdout=log, stderr=log, check=True)
    return time.perf_counter() - started


@contextlib.contextmanager
def running(folder: Path, port: int, action_port: int, database: Path) -> Iterator[Stock]:
    """Run a trained project.

    Args:
        folder: The project.
        port: Of the REST channel, on loopback.
        action_port: Of the action server, on loopback.
        database: The SQLite file that its action reads.
    """
    environment = _environment() | {"STOCK_DATABASE_URL": f"sqlite:///{database}", "SANIC_HOST": HOST}
    with (folder / "run.log").open("wb") as log:
        actions = subprocess.Popen(
            _rasa("run", "actions", "--port", str(action_port)), cwd=folder, env=environment, stdout=log, stderr=log
        )
        started = time.perf_counter()
        server = subprocess.Popen(
            _rasa("run", "--port", str(port), "--interface", HOST, "--endpoints", "endpoints.yml"),
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            _wait(f"http://{HOST}:{port}/", server)
            seconds = time.perf_counter() - started
            _wait(f"http://{HOST}:{action_port}/health", actions)
            yield Stock(f"http://{HOST}:{port}", server, actions, seconds)
        finally:
            for process in (server, actions):
                process.terminate()
            for process in (server, actions):
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def resident_megabytes(pid: int) -> float:
    """Memory that a process holds, children included."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    total = sum(resident_megabytes(int(child)) for child in children.read_text(encoding="utf-8").split())
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            total += int(line.split()[1]) / 1024
    return total


def _rasa(*arguments: str) -> list[str]:
    return [str(RASA_PYTHON), "-m", "rasa", *arguments]


def _environment() -> dict[str, str]:
    return dict(os.environ) | {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"stock Rasa ended with code {process.returncode}")
        with contextlib.suppress(httpx2.HTTPError):
            if httpx2.get(address, timeout=2, trust_env=False).status_code == httpx2.codes.OK:
                return
        time.sleep(0.2)
    raise RuntimeError(f"stock Rasa did not answer at {address} within {START_SECONDS:.0f} s")
