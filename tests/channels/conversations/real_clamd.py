"""A ClamAV daemon of the tests' own: its configuration and its one signature in a temporary folder, nothing fetched."""

import asyncio
import contextlib
import resource
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.channels.conversations.made_files import EICAR
from tests.conftest import missing
from tests.ports import free_port

CLAMD = Path("/usr/sbin/clamd")
NAME = "Wattline.Eicar"
FOUND = f"{NAME}.UNOFFICIAL"
"""How clamd calls what a signature found that its makers have not signed."""
START_SECONDS = 30.0
"""It takes less than one with a database this small, on a machine with nothing else to do."""
STREAM_BYTES = 20_000_000
"""`StreamMaxLength`; what `docs/attachments.md` asks for."""
MEMORY_BYTES = 2_000_000_000
"""Address space, in case it runs wild; with this database it takes some 20 MB of RAM."""
CONFIGURATION = """\
Foreground yes
DatabaseDirectory {folder}/database
LocalSocket {folder}/clamd.ctl
TCPSocket {port}
TCPAddr 127.0.0.1
TemporaryDirectory {folder}/parts
StreamMaxLength 20M
MaxThreads 2
SelfCheck 0
OfficialDatabaseOnly no
"""


@dataclass(frozen=True)
class RealClamd:
    """One that runs."""

    socket: str
    address: str
    """On the loopback."""
    process: Process

    async def end(self) -> None:
        """Ask it to stop, and wait."""
        if self.process.returncode is None:
            self.process.terminate()
        await self.process.wait()


@contextlib.asynccontextmanager
async def real_clamd() -> AsyncIterator[RealClamd]:
    """Start one; skips the test with the line that installs it."""
    program = _program()
    with TemporaryDirectory(prefix="wattline-clamd-") as name:
        folder, port = Path(name), free_port()
        _prepare(folder, port)
        process = await asyncio.create_subprocess_exec(
            program, f"--config-file={folder / 'clamd.conf'}", stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
        )
        resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        running = RealClamd(str(folder / "clamd.ctl"), f"127.0.0.1:{port}", process)
        try:
            await _answered(running)
            yield running
        finally:
            await running.end()


def _program() -> Path:
    if not CLAMD.exists():
        missing("ClamAV's daemon", "apt-get install clamav-daemon")
    return CLAMD


def _prepare(folder: Path, port: int) -> None:
    for part in ("database", "parts"):
        (folder / part).mkdir()
    # Extended signatures: name, any type of file (0), at any place (*), the bytes.
    (folder / "database/own.ndb").write_text(f"{NAME}:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(CONFIGURATION.format(folder=folder, port=port))


async def _answered(running: RealClamd) -> None:
    """Wait until it answers: it listens once it has read its database."""
    async with asyncio.timeout(START_SECONDS):
        while True:
            assert running.process.returncode is None, "it did not start"
            with contextlib.suppress(OSError):
                reader, writer = await asyncio.open_unix_connection(running.socket)
                writer.write(b"zPING\0")
                assert await reader.readuntil(b"\0") == b"PONG\0"
                writer.close()
                return
            await asyncio.sleep(0.05)
