"""A PostgreSQL of its own for the tests: a fresh cluster in a temporary folder, stopped at the end."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import make_url

from tests.conftest import missing
from tests.ports import free_port

_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
"""What the tests write need not outlive the machine's next fault."""


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
        missing("PostgreSQL", "apt-get install postgresql")
        raise AssertionError("not reached")
    account = _account(folder)
    cluster, port = folder / "cluster", free_port()
    _run(account, binaries / "initdb", "-D", cluster, "-U", "wattline", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c timezone=UTC {_QUICK}"
    _run(account, binaries / "pg_ctl", "-D", cluster, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql://wattline@127.0.0.1:{port}/postgres"
    finally:
        _run(account, binaries / "pg_ctl", "-D", cluster, "-m", "immediate", "-w", "stop")


def create_database(server_url: str, template: str = "template1", name: str | None = None) -> str:
    """Make a database on a server, empty or a copy of one that nobody is connected to; gives its SQLAlchemy URL.

    One that has the name already is dropped first.
    """
    name = name or f"test_{uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        copying = SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        connection.execute(copying.format(Identifier(name), Identifier(template)))
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def _account(folder: Path) -> list[str]:
    """How to run as somebody whom initdb accepts: it refuses root."""
    if os.geteuid() != 0:
        return []
    owner = pwd.getpwnam("postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


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
