"""A Postfix of its own for the tests: its queue in a temporary folder, nothing of the system's touched."""

import asyncio
import contextlib
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.conftest import missing
from tests.ports import free_port

ROOT = Path(os.environ.get("WATTLINE_TEST_POSTFIX", "/"))
"""Where Debian's packages lie; a folder they were only unpacked into does as well."""
OWNER, GROUP = "list", "irc"
"""Accounts of a bare Debian that own nothing else; the queue becomes theirs."""

MAIN = """\
compatibility_level = 3.6
mail_owner = {OWNER}
setgid_group = {GROUP}
default_privs = nobody
queue_directory = {folder}/spool
data_directory = {folder}/data
daemon_directory = {ROOT}/usr/lib/postfix/sbin
command_directory = {ROOT}/usr/sbin
shlib_directory = {ROOT}/usr/lib/postfix
meta_directory = {folder}/etc
import_environment = MAIL_CONFIG MAIL_LOGTAG TZ LANG=C LD_LIBRARY_PATH
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.example
mydestination =
alias_maps =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
relayhost = [127.0.0.1]:{onwards}
smtp_tls_security_level = may
"""
DISCARDING = """\
relayhost =
default_transport = discard:
"""
SERVICES = """\
{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
smtp unix - - n - - smtp
discard unix - - n - - discard
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""
PRIVATE = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace")


def program(name: str, folder: str, package: str) -> Path:
    """Where a program is; skips the test with the line that installs it."""
    found = ROOT / folder / name
    if not found.exists():
        on_path = shutil.which(name)
        if on_path is None:
            missing(name, f"apt-get install {package}")
        found = Path(str(on_path))
    return found


def environment(**more: str) -> dict[str, str]:
    """For its programs."""
    return {**os.environ, "LD_LIBRARY_PATH": str(ROOT / "usr/lib/postfix"), **more}


async def run(*command: str | Path) -> tuple[int, str]:
    """Run a program to its end; gives its exit code and what it said."""
    process = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, env=environment())
    out, errors = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, (out + errors).decode()


@contextlib.asynccontextmanager
async def relay(onwards: int | None) -> AsyncIterator[int]:
    """Start one that passes every mail on.

    Args:
        onwards: Port on this machine it passes them to; None throws them away.

    Yields:
        The port it listens on.
    """
    master = program("master", "usr/lib/postfix/sbin", "postfix")
    if os.geteuid() != 0:
        pytest.skip("Postfix is started by root only")
    with TemporaryDirectory(prefix="wattline-postfix-") as name:
        folder, port = Path(name), free_port()
        _prepare(folder, onwards, port)
        process = await asyncio.create_subprocess_exec(
            master, "-c", folder / "etc", "-d", stdin=DEVNULL, env=environment(MAIL_CONFIG=str(folder / "etc"))
        )
        try:
            await _greeted(port)
            yield port
        finally:
            process.terminate()
            await process.wait()


def _prepare(folder: Path, onwards: int | None, port: int) -> None:
    folder.chmod(0o755)
    for part in ("etc", "data", "spool", "spool/pid", "spool/public", "spool/maildrop"):
        (folder / part).mkdir()
    main = MAIN.format(OWNER=OWNER, GROUP=GROUP, ROOT=ROOT, folder=folder, onwards=onwards)
    (folder / "etc/main.cf").write_text(main + (DISCARDING if onwards is None else ""))
    (folder / "etc/master.cf").write_text(SERVICES.format(port=port))
    for part in PRIVATE:
        (folder / "spool" / part).mkdir(mode=0o700)
        shutil.chown(folder / "spool" / part, OWNER)
    shutil.chown(folder / "data", OWNER)
    for part, mode in (("public", 0o710), ("maildrop", 0o730)):
        shutil.chown(folder / "spool" / part, OWNER, GROUP)
        (folder / "spool" / part).chmod(mode)


async def _greeted(port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            with contextlib.suppress(ConnectionError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                greeting = await reader.readline()
                writer.close()
                assert greeting.startswith(b"220")
                return
            await asyncio.sleep(0.1)
