"""ClamAV is asked over INSTREAM; whatever is no clear answer counts as none."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from channels.conversations.virus_scan import ClamAv, ScannerUnavailableError
from tests.channels.conversations.clamd import FakeClamd, clamd
from tests.channels.conversations.made_files import EICAR
from tests.ports import free_port


@pytest.fixture
async def scanner() -> AsyncIterator[FakeClamd]:
    async with clamd() as running:
        yield running


async def test_clean_and_infected(scanner: FakeClamd) -> None:
    client = ClamAv(scanner.address)
    clean = b"x" * 300_000
    assert not (await client.scan(clean)).infected
    found = await client.scan(EICAR)
    assert (found.infected, found.signature) == (True, "Win.Test.EICAR_HDB-1")
    assert scanner.streams == [clean, EICAR]


@pytest.mark.parametrize("prefix", ["", "unix:"])
async def test_over_a_unix_socket(tmp_path: Path, prefix: str) -> None:
    async with clamd(tmp_path / "clamd.ctl") as running:
        assert (await ClamAv(prefix + running.address).scan(EICAR)).infected


async def test_beyond_its_limit(scanner: FakeClamd) -> None:
    scanner.most_bytes = 100
    with pytest.raises(ScannerUnavailableError, match="size limit"):
        await ClamAv(scanner.address).scan(b"x" * 101)


@pytest.mark.parametrize(
    "answer", [b"", b"\0", b"stream: OK", b"UNKNOWN COMMAND\0", b"stream: FOUND OK\0", b"x" * 10_000, b"stream: OK.\0"]
)
async def test_no_clear_answer(scanner: FakeClamd, answer: bytes) -> None:
    scanner.answer = answer
    with pytest.raises(ScannerUnavailableError):
        await ClamAv(scanner.address).scan(b"x")


async def test_silence(scanner: FakeClamd) -> None:
    scanner.silent = True
    with pytest.raises(ScannerUnavailableError, match="TimeoutError"):
        await ClamAv(scanner.address, wait_seconds=0.2).scan(b"x")


async def test_nobody_there(tmp_path: Path) -> None:
    for address in (f"127.0.0.1:{free_port()}", f"[::1]:{free_port()}", str(tmp_path / "none.ctl")):
        with pytest.raises(ScannerUnavailableError):
            await ClamAv(address).scan(b"x")


@pytest.mark.parametrize("address", ["", "scanner", "scanner:", ":3310", "scanner:x", "scanner:0", "scanner:70000"])
def test_no_address(address: str) -> None:
    with pytest.raises(ValueError, match="WATTLINE_CLAMAV_ADDRESS"):
        ClamAv(address)
