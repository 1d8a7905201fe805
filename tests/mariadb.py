"""A MariaDB of its own for the tests: a fresh data folder in a temporary place, stopped at the end."""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pymysql  # type: ignore[import-untyped]
from sqlalchemy.engine import make_url

from tests.conftest import missing
from tests.ports import free_port

START_SECONDS = 30.0
_SAFE = ("--no-defaults", "--skip-networking=0", "--bind-address=127.0.0.1", "--skip-name-resolve")
_QUICK = (
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-buffer-pool-size=64M",
    "--innodb-log-file-size=16M",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_bin",
)


def _program(*names: str) -> str | None:
    return next(
        (found for name in names if (found := shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/bin"))), None
    )


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Start a server that listens on 127.0.0.1; gives the SQLAlchemy URL of its administration.

    Skips the test when MariaDB is not installed; with CI=true that fails.
    """
    daemon, install = _program("mariadbd", "mysqld"), _program("mariadb-install-db", "mysql_install_db")
    if daemon is None or install is None:
        missing("MariaDB", "apt-get install mariadb-server")
        raise AssertionError("not reached")
    account, owner = _account(folder)
    files, port = folder / "files", free_port()
    quiet: dict[str, Any] = {
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "stdin": subprocess.DEVNULL,
        "cwd": "/",
    }
    subprocess.run(
        [
            *account,
            install,
            "--no-defaults",
            f"--datadir={files}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            f"--user={owner}",
        ],
        check=True,
        timeout=60,
        **quiet,
    )
    command = [
        daemon,
        *_SAFE,
        *_QUICK,
        f"--datadir={files}",
        f"--socket={folder / 'socket'}",
        f"--port={port}",
        f"--pid-file={folder / 'pid'}",
        f"--user={owner}",
    ]
    process = subprocess.Popen(command, **quiet)
    try:
        _wait(port)
        yield f"mariadb+pymysql://root@127.0.0.1:{port}/mysql"
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def create_database(server_url: str) -> str:
    """Make an empty database on a server; gives its SQLAlchemy URL."""
    url, name = make_url(server_url), f"test_{uuid4().hex}"
    with pymysql.connect(host=url.host, port=url.port or 3306, user=url.username) as connection:
        connection.cursor().execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
    return url.set(database=name).render_as_string(hide_password=False)


def _account(folder: Path) -> tuple[list[str], str]:
    """How to run as somebody who may own the files: the server refuses root."""
    if os.geteuid() != 0:
        return [], pwd.getpwuid(os.geteuid()).pw_name
    owner = pwd.getpwnam("mysql")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return ["runuser", "-u", "mysql", "--"], "mysql"


def _wait(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            pymysql.connect(host="127.0.0.1", port=port, user="root").close()
        except pymysql.err.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
