"""A PostgreSQL of its own for the tests: a fresh cluster in a temporary folder, stopped at the end."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

INSTALL = "apt-get install postgresql"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: from the PATH, else the newest of Debian's."""
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Start a server that listens on 127.0.0.1 and on a socket in the folder; gives the SQLAlchemy URL.

    Skips the test when PostgreSQL is not installed; with CI=true that fails.
    """
    binaries = programs()
    if binaries is None:
        reason = f"PostgreSQL is missing: {INSTALL}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    account = _account(folder)
    cluster, port = folder / "cluster", _free_port()
    _run(account, binaries / "initdb", "-D", cluster, "-U", "wattline", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c timezone=UTC"
    _run(account, binaries / "pg_ctl", "-D", cluster, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql://wattline@127.0.0.1:{port}/postgres"
    finally:
        _run(account, binaries / "pg_ctl", "-D", cluster, "-m", "immediate", "-w", "stop")


def _account(folder: Path) -> list[str]:
    """How to run as somebody whom initdb accepts: it refuses root."""
    if os.geteuid() != 0:
        return []
    owner = pwd.getpwnam("postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(account: list[str], *command: str | Path) -> None:
    subprocess.run(
        [*account, *map(str, command)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        cwd="/",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        timeout=60,
    )
