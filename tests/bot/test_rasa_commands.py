"""Rasa's own commands work from the root, as anyone who knows Rasa expects."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.prove, pytest.mark.timeout(240)]


def rasa(*arguments: str, typed: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a Rasa command in the root; what it prints is in the result."""
    environment = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-m", "rasa", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, input=typed, capture_output=True, text=True, timeout=200, check=False
    )


def newest_model() -> str:
    return str(max((ROOT / "models").glob("wattline-*.tar.gz"), key=lambda path: path.stat().st_mtime))


def test_data_validate() -> None:
    done = rasa("data", "validate")
    assert done.returncode == 0, done.stderr[-2000:]
    assert "conflict" not in done.stderr.lower().replace("no story structure conflicts", "").replace(
        "story_conflict", ""
    )


def test_conversations_go_as_written(tmp_path: Path) -> None:
    done = rasa(
        *("test", "core", "--stories", "tests/conversations", "--model", newest_model()),
        *("--out", str(tmp_path), "--fail-on-prediction-errors", "--no-plot"),
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_shell_answers() -> None:
    done = rasa("shell", "--model", newest_model(), typed="thank you very much\n/stop\n")
    assert "welcome" in done.stdout.lower(), done.stdout[-500:] + done.stderr[-1500:]
