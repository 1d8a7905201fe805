"""A backend in a process of its own, for tests that kill it or ask it from outside."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx2

from backend_api.settings import Settings
from tests.backend_api.conftest import ACTIONS_SECRET, GATEWAY_SECRET
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60


class Backend:
    """A backend process on one database."""

    def __init__(self, settings: Settings, url: str, **more: str) -> None:
        self.port = free_port()
        self._environment = os.environ | {
            "WATTLINE_BACKEND_DATABASE_URL": url,
            "WATTLINE_GATEWAY_SECRET": GATEWAY_SECRET,
            "WATTLINE_ACTIONS_SECRET": ACTIONS_SECRET,
            "WATTLINE_IDENTITY_PUBLIC_KEY_FILE": str(settings.identity_public_key_file),
            "PYTHONPATH": str(ROOT),
            **more,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "uvicorn", "--factory", "backend_api.app:create_app", "--port", str(self.port)]
        self._process = subprocess.Popen(
            command, env=self._environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait_ready(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx2.HTTPError):
                if httpx2.get(f"{self.url}/healthz", timeout=1, trust_env=False).is_success:
                    return
            time.sleep(0.05)
        raise AssertionError("the backend does not start")

    def kill(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None
