"""Rasa's own commands work from the root, as anyone who knows Rasa expects."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SANIC_HOST": "127.0.0.1"}
FEW_LINES = 40
pytestmark = [pytest.mark.prove, pytest.mark.timeout(240)]


def rasa(*arguments: str, typed: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a Rasa command in the root; what it prints is in the result."""
    command = [sys.executable, "-m", "rasa", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, input=typed, capture_output=True, text=True, timeout=200, check=False
    )


@pytest.fixture
def few_sentences(tmp_path: Path) -> Path:
    """The training data with the beginning of each file.

    Rasa would copy all sentences ten times over, which takes a minute or two; `tests/understanding` reads each of them.
    """
    data = tmp_path / "data"
    for source in (ROOT / "data").rglob("*.yml"):
        copy = data / source.relative_to(ROOT / "data")
        copy.parent.mkdir(parents=True, exist_ok=True)
        lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
        copy.write_text(
            "".join(lines[:FEW_LINES] if "nlu" in copy.relative_to(data).parts else lines), encoding="utf-8"
        )
    return data


def newest_model() -> str:
    return str(max((ROOT / "models").glob("wattline-*.tar.gz"), key=lambda path: path.stat().st_mtime))


def test_data_validate(few_sentences: Path) -> None:
    done = rasa("data", "validate", "--data", str(few_sentences))
    assert done.returncode == 0, done.stderr[-2000:]
    assert "No story structure conflicts found" in done.stdout + done.stderr


def test_conversations_go_as_written(tmp_path: Path) -> None:
    done = rasa(
        *("test", "core", "--stories", "tests/conversations", "--model", newest_model()),
        *("--out", str(tmp_path), "--fail-on-prediction-errors", "--no-plot"),
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.fixture
def action_server(tmp_path: Path) -> Iterator[None]:
    """The actions as `rasa run actions` serves them, at the address that endpoints.yml names."""
    with (tmp_path / "actions.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "rasa", "run", "actions"], cwd=ROOT, env=ENVIRONMENT, stdout=log, stderr=log
        )
    try:
        wait_for("http://127.0.0.1:5055/health", process)
        yield
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the action server ended"
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"{address} does not answer")


@pytest.mark.usefixtures("action_server")
def test_shell_and_action_server_answer_together() -> None:
    done = rasa("shell", "--model", newest_model(), typed="thank you very much\n/stop\n")
    assert "welcome" in done.stdout.lower(), done.stdout[-500:] + done.stderr[-1500:]
