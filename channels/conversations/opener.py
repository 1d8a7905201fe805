"""Has files opened by the process of `opening`, a few at a time, and waits for it beside the event loop."""

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from channels.conversations.file_reasons import FileReason, UnfitFileError

log = structlog.get_logger("channels.files")

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2
"""Files opened at the same time; each may take a core and some hundred MB for a moment."""
CPU_SECONDS = 15
"""Of the processor, for one file; a photo of 50 MP takes about two."""
WAIT_SECONDS = 60.0
"""Real time, on a machine with much else to do."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that may be stored."""

    media_type: str
    content: bytes = field(repr=False)


class Opener:
    """Opens files."""

    def __init__(
        self, at_most_bytes: int, *, cpu_seconds: int = CPU_SECONDS, wait_seconds: float = WAIT_SECONDS
    ) -> None:
        """Prepare; nothing is started.

        Args:
            at_most_bytes: Limit of what is stored.
            cpu_seconds: For one file; one that needs more counts as unreadable.
            wait_seconds: For one file; one that takes longer could not be checked now.
        """
        self._limits = (str(at_most_bytes), str(cpu_seconds))
        self._wait_seconds = wait_seconds
        self._room = asyncio.Semaphore(AT_ONCE)

    async def open(self, content: bytes) -> OpenedFile:
        """Open a file.

        Raises:
            UnfitFileError: It is not taken.
        """
        async with self._room:
            return await asyncio.to_thread(self._open, content)

    def _open(self, content: bytes) -> OpenedFile:
        command = [sys.executable, "-m", "channels.conversations.opening", *self._limits]
        try:
            done = subprocess.run(  # noqa: S603 our own interpreter and module
                command,
                input=content,
                capture_output=True,
                cwd=ROOT,
                env={"MALLOC_ARENA_MAX": "2"},
                timeout=self._wait_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            log.warning("file_too_slow", bytes=len(content))
            raise UnfitFileError(FileReason.NOT_CHECKED) from error
        except OSError as error:
            log.exception("file_opener_failed", code=type(error).__name__)
            raise UnfitFileError(FileReason.NOT_CHECKED) from error
        if done.returncode < 0:
            log.warning("file_opener_ended", signal=-done.returncode, bytes=len(content))
            raise UnfitFileError(FileReason.UNREADABLE)
        if done.returncode:
            log.error("file_opener_failed", code=done.returncode)
            raise UnfitFileError(FileReason.NOT_CHECKED)
        return _answer(done.stdout, content)


def _answer(written: bytes, content: bytes) -> OpenedFile:
    head, _, stored = written.partition(b"\n")
    said = json.loads(head)
    if "reason" in said:
        raise UnfitFileError(FileReason(said["reason"]))
    return OpenedFile(said["media_type"], stored or content)
